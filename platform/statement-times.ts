import { Counter } from 'prom-client'

/** How often a statement was asked in this process, and how many ms it took in all and at most. */
export interface StatementTime {
  /** The name in its leading comment; null for all without one. */
  name: string | null
  calls: number
  total: number
  longest: number
}

const times = new Map<string | null, StatementTime>()
/** Names are written in the program; more than these would be a mistake, and fall together. */
const namesAtMost = 2000
const slowFrom = 1000
const slow = new Counter({
  name: 'truong_slow_statements_total',
  help: 'Statements that took more than a second, by the name in their leading comment.',
  labelNames: ['statement'],
})

/**
 * Counts a statement's time under the name in its leading comment. PostgreSQL's own counts (pg_stat_statements) would not
 * know it: since version 18 they leave out what stands before the statement.
 */
export function countStatement(text: string, ms: number): void {
  const named = nameOf(text)
  const name = times.size < namesAtMost || times.has(named) ? named : null
  const time = times.get(name)
  if (time) {
    time.calls += 1
    time.total += ms
    time.longest = Math.max(time.longest, ms)
  } else times.set(name, { name, calls: 1, total: ms, longest: ms })
  if (ms > slowFrom) slow.inc({ statement: name ?? 'unnamed' })
}

/** All statements of this process so far. */
export const statementTimes = (): StatementTime[] => [...times.values()]

const leading = /^\s*(?:[a-z]+ )?\/\*{1,2} (\S+) \*\//

/** The name in a statement's leading comment, `module.name`, also where it stands after the first word; null without one. */
export const nameOf = (text: string): string | null => leading.exec(text)?.[1] ?? null
