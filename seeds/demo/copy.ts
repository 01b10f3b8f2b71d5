import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import type { Insertable } from 'kysely'
import type { Client } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Database } from '../../platform/database.ts'

/** Collects rows per table and copies them in bulk. */
export interface Writer {
  /** All rows of one table must have the same fields. */
  add<Table extends Copied>(table: Table, row: RowOf<Table>): void
  /** Hands over what has been collected, to be copied while more is made; waits for what was handed over before. */
  flush(): Promise<void>
  /** Commits what was handed over and begins anew; `analyze` refreshes the planner's statistics in between. */
  commit(analyze: boolean): void
  /** Waits until everything is in the database. */
  done(): Promise<void>
  /** Rows copied so far, by table. */
  counts(): Record<string, number>
}

interface Batch {
  columns: string[]
  /** One row's texts on their way into a line. */
  cells: string[]
  lines: string[]
}

/** What a row refers to stands before it. */
const order = [
  'province',
  'commune',
  'unit',
  'unit_parent',
  'academic_year',
  'term',
  'holiday',
  'person',
  'account',
  'post',
  'class',
  'section',
  'staff',
  'assignment',
  'student',
  'guardianship',
  'enrollment',
  'section_member',
  'exemption',
  'absence',
  'entry_window',
  'gradebook_setting',
  'gradebook',
  'unlock',
  'assessment_column',
  'subject_result',
  'change',
  'mark_change',
  'section_tally',
  'comment_phrase',
  'conduct',
  'class_approval',
  'term_result',
  'subject_year_result',
  'year_result',
  'older_result',
  'setting',
] as const

type Copied = (typeof order)[number]
/** The trail and the settings have no type of their own: only the platform writes them. */
type RowOf<Table extends string> = Table extends keyof Database ? Insertable<Database[Table]> : Record<string, unknown>

const linesAtOnce = 2000

/** A writer over one connection. */
export function writerOn(client: Client): Writer {
  let pending = new Map<string, Batch>()
  let copying = Promise.resolve()
  const copied: Record<string, number> = {}

  /** What follows once everything before it is done. */
  function then(step: () => Promise<unknown>): void {
    copying = copying.then(async () => void (await step()))
    // Whoever waits next hears of a failure; until then it must not end the process.
    copying.catch(() => {})
  }

  /** The tables in the order of their foreign keys. */
  async function copyAll(batches: Map<string, Batch>): Promise<void> {
    for (const table of order) {
      const batch = batches.get(table)
      if (!batch) continue
      const columns = batch.columns.map((column) => `"${column}"`).join(', ')
      await copy(client, `copy "${table}" (${columns}) from stdin`, batch.lines)
      copied[table] = (copied[table] ?? 0) + batch.lines.length
    }
  }

  return {
    add(table, row) {
      let batch = pending.get(table)
      if (!batch) pending.set(table, (batch = { columns: Object.keys(row), cells: [], lines: [] }))
      const values = row as Record<string, unknown>
      const { columns, cells, lines } = batch
      for (let place = 0; place < columns.length; place++) cells[place] = encode(values[columns[place]!])
      lines.push(cells.join('\t'))
    },
    async flush() {
      await copying
      const batches = pending
      pending = new Map()
      then(() => copyAll(batches))
    },
    commit: (analyze) => then(() => client.query(analyze ? 'commit; analyze; begin' : 'commit; begin')),
    done: () => copying,
    counts: () => copied,
  }
}

async function copy(client: Client, statement: string, lines: string[]): Promise<void> {
  const stream = client.query(copyFrom(statement))
  const done = finished(stream)
  for (let from = 0; from < lines.length; from += linesAtOnce) {
    const chunk = `${lines.slice(from, from + linesAtOnce).join('\n')}\n`
    if (!stream.write(chunk)) await Promise.race([once(stream, 'drain'), done])
  }
  stream.end()
  await done
}

/** A value in the text form of COPY. */
function encode(value: unknown): string {
  switch (typeof value) {
    case 'number':
      return String(value)
    case 'string':
      return special.test(value) ? value.replace(allSpecial, (sign) => escapes[sign]!) : value
    case 'boolean':
      return value ? 't' : 'f'
  }
  if (value === null || value === undefined) return '\\N'
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return encode(`{${value.map(element).join(',')}}`)
  return encode(JSON.stringify(value))
}

const element = (value: unknown): string =>
  typeof value === 'number' ? String(value) : `"${String(value).replace(/["\\]/g, String.raw`\$&`)}"`

const special = /[\\\t\n\r]/
const allSpecial = /[\\\t\n\r]/g
const escapes: Record<string, string> = {
  '\\': String.raw`\\`,
  '\t': String.raw`\t`,
  '\n': String.raw`\n`,
  '\r': String.raw`\r`,
}
