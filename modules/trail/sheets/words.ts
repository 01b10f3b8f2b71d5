import { formatDay, formatInstant, formatMark } from '../../../platform/text.ts'

/** A message by its key; an unknown key gives itself. The page and the files say the same. */
export type Say = (key: string, values?: Record<string, string | number>) => string

const known = (say: Say, key: string): string | null => {
  const words = say(key)
  return words === key ? null : words
}

/** What happened, in words; what was taken back says so. */
export function verbWords(say: Say, verb: string): string {
  const undone = /^(.*)\.(?:undo|revert)$/.exec(verb)?.[1]
  const words = known(say, `trail.verb.${verb}`)
  if (words) return words
  return undone ? say('trail.taken_back', { what: verbWords(say, undone) }) : verb
}

/** What a row is, in words. */
export const tableWords = (say: Say, table: string): string => known(say, `trail.table.${table}`) ?? table

/** What a column is called. The columns of a mark are numbered. */
export function columnWords(say: Say, column: string): string {
  const regular = /^regular_(\d)$/.exec(column)?.[1]
  if (regular) return say('trail.column.regular', { position: regular })
  return known(say, `trail.column.${column}`) ?? column
}

const levels = new Set(['level', 'raw_level', 'level_after', 'conduct', 'conduct_after'])
const tenths = new Set(['average', 'reassessed_average', 'value'])

/** A value as it is read: days, instants, marks and levels as everywhere, codes by their words. */
export function valueWords(
  say: Say,
  table: string,
  column: string,
  value: string | null,
  instant: (at: string) => string = formatInstant,
): string {
  if (value === null || value === '') return say('trail.empty')
  if (value === 'true' || value === 'false') return say(value === 'true' ? 'trail.yes' : 'trail.no')
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return formatDay(value)
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:/.test(value)) return instant(value)
  if (levels.has(column) && /^[1-4]$/.test(value)) return say(`students.level.${value}`)
  if (table === 'mark') return /^\d/.test(value) && column !== 'comment' ? value.replace('.', ',') : value
  if (tenths.has(column) && /^\d+$/.test(value)) return formatMark(Number(value))
  if (column === 'role') return roleWords(say, value)
  const code = `${column}.${value}`
  return known(say, `trail.value.${code}`) ?? value
}

/** In which post somebody acted. */
export const roleWords = (say: Say, role: string): string => known(say, `identity.role.${role}`) ?? role
