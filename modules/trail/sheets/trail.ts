import type { Sheet, SheetRow } from '../../../platform/sheet.ts'
import { formatAcademicYear, formatDay, formatInstant } from '../../../platform/text.ts'
import { columnWords, roleWords, tableWords, valueWords, verbWords, type Say } from './words.ts'

interface Line {
  table: string
  act: string
  record: { name: string } | null
  within: string | null
  fields: readonly { column: string; before: string | null; after: string | null }[]
  hidden: boolean
}

interface Entry {
  at: Date
  verb: string
  by: string | null
  role: string | null
  on_behalf_of: string | null
  address: string | null
  reason: string | null
  unit: string | null
  undone_at: Date | null
  undone_by: string | null
  lines: readonly Line[]
  line_count: number
  archived_year: number | null
}

/** The trail as a file: one row for each change, what it altered in words. */
export function trailSheet(
  say: Say,
  {
    unit,
    filter,
    at,
    zone,
  }: { unit: string; filter: { from: string | null; to: string | null }; at: Date; zone: string },
): Sheet {
  const text = (key: string, width: number) => ({ key, title: say(`trail.head.${key}`), kind: 'text' as const, width })
  return {
    name: say('trail.sheet'),
    orientation: 'landscape',
    title: say('trail.title'),
    subtitle: unit,
    facts: [
      [
        {
          label: say('trail.head.days'),
          value: say('trail.days', {
            from: filter.from ? formatDay(filter.from) : '…',
            to: filter.to ? formatDay(filter.to) : '…',
          }),
        },
        { label: say('trail.head.taken_at'), value: formatInstant(at, zone) },
      ],
    ],
    columns: [
      text('at', 18),
      text('by', 24),
      text('role', 20),
      text('address', 16),
      text('unit', 20),
      text('verb', 26),
      text('what', 70),
      text('reason', 32),
      text('undone', 26),
    ],
    frozenColumns: 2,
  }
}

/** A change as a row of the file. */
export function trailRow(say: Say, entry: Entry, zone: string): SheetRow {
  const more = entry.line_count - entry.lines.length
  const what = entry.lines.map((line) => lineWords(say, line, zone))
  if (more > 0) what.push(say('trail.more_lines', { count: more }))
  if (entry.archived_year !== null)
    what.push(say('trail.marks_archived', { year: formatAcademicYear(entry.archived_year) }))
  const role = entry.role ? roleWords(say, entry.role) : null
  return {
    struck: entry.undone_at !== null,
    values: {
      at: formatInstant(entry.at, zone),
      by: entry.by ?? say('trail.nobody'),
      role: entry.on_behalf_of ? say('trail.on_behalf', { role: role ?? '', unit: entry.on_behalf_of }) : role,
      address: entry.address,
      unit: entry.unit ?? say('trail.province'),
      verb: verbWords(say, entry.verb),
      what: what.join('; '),
      reason: entry.reason,
      undone: entry.undone_at
        ? say('trail.undone_by', {
            by: entry.undone_by ?? say('trail.nobody'),
            at: formatInstant(entry.undone_at, zone),
          })
        : null,
    },
  }
}

/** A line in one sentence: about whom, and each value before and after. */
export function lineWords(say: Say, { table, act, record, within, fields, hidden }: Line, zone?: string): string {
  const about = [record?.name, within].filter(Boolean).join(', ') || tableWords(say, table)
  if (hidden) return say('trail.line_hidden', { about, table: tableWords(say, table) })
  const values = fields.map(({ column, before, after }) => {
    const name = columnWords(say, column)
    const [was, is] = [before, after].map((value) =>
      valueWords(say, table, column, value, (at) => formatInstant(at, zone)),
    )
    return act === 'added' ? `${name} ${is}` : act === 'removed' ? `${name} ${was}` : `${name} ${was} → ${is}`
  })
  return say('trail.line', { about, act, values: values.join(', ') })
}
