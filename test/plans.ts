import { sql, type Kysely } from 'kysely'
import pg from 'pg'
import type { Database } from '../platform/database.ts'

/** Tables that hold a row for each pupil, mark or change of a province: no page may read one from end to end. */
const large = new Set([
  'person',
  'account',
  'student',
  'guardianship',
  'enrollment',
  'section',
  'section_member',
  'assignment',
  'absence',
  'gradebook',
  'assessment_column',
  'subject_result',
  'mark_change',
  'section_tally',
  'conduct',
  'class_approval',
  'term_result',
  'subject_year_result',
  'year_result',
  'pupil_fact',
  'change',
  'change_row',
  'session',
  'notice',
])

interface PlanNode {
  'Node Type': string
  'Relation Name'?: string
  'Index Cond'?: string
  'Recheck Cond'?: string
  Plans?: PlanNode[]
}

const sent = new Set<string>()

/** From now on every text that this process sends to a database is remembered. */
export function rememberStatements(): void {
  const { prototype } = pg.Client
  const query = prototype.query as (...args: unknown[]) => unknown
  prototype.query = function remembering(this: pg.Client, ...args: unknown[]) {
    const [first] = args
    const text = typeof first === 'string' ? first : (first as { text?: string } | null)?.text
    if (text) sent.add(text)
    return query.apply(this, args)
  } as typeof prototype.query
}

/**
 * The remembered statements of pages and commands, with the large tables that they can only read from end to end: planned
 * for any parameters and with sequential scans priced out, so that the size of the test's own data does not matter.
 */
export async function wholeReads(owner: Kysely<Database>): Promise<{ seen: number; faults: string[] }> {
  const named = [...sent].filter((text) => /^\/\*{1,2} [a-z]+\.\S+ \*\//.test(text))
  const faults: string[] = []
  for (const query of named) {
    const tables = await readWhole(owner, query)
    for (const table of tables)
      faults.push(`${query.slice(query.indexOf(' ') + 1, query.indexOf(' */'))} reads ${table}`)
  }
  return { seen: named.length, faults: [...new Set(faults)].toSorted() }
}

async function readWhole(owner: Kysely<Database>, query: string): Promise<string[]> {
  return owner.transaction().execute(async (db) => {
    await sql`set local enable_seqscan = off`.execute(db)
    const { rows } = await sql<{
      'QUERY PLAN': [{ Plan: PlanNode }]
    }>`${sql.raw(`explain (generic_plan, format json) ${query}`)}`.execute(db)
    return nodesOf(rows[0]!['QUERY PLAN'][0].Plan).flatMap((node) => {
      const table = (node['Relation Name'] ?? '').replace(/_(\d{4}|default)$/, '')
      const narrowed = node['Index Cond'] ?? node['Recheck Cond']
      return large.has(table) && node['Node Type'].endsWith('Scan') && !narrowed ? [table] : []
    })
  })
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)]
