import { columnLetters } from './cell.ts'
import type { ReadCell } from './cell.ts'
import { closest, foldName, unaccented } from './name.ts'
import { printed } from './sheet.ts'
import type { SheetColumn, Value } from './sheet.ts'
import { formatDay } from './text.ts'

/** Why a cell is refused: a text key, what the text wants, and the value meant, where one is near. */
export type Fault = { reason: string; values?: Record<string, string | number>; suggestion?: Value }

/** Why one cell is refused: its row and column, what stands in it, the text of the reason, and what to do. */
export type CellViolation = {
  row: number
  column: string
  key: string
  address: string
  value: string
  reason: string
  remedy: string
  values?: Record<string, string | number>
  /** The value that was probably meant, and how it would be typed; taken only when a person says so. */
  suggestion?: Value
  suggested?: string
}

/** The value of a cell, or why there is none. */
export type Understood = { value: Value } | Fault

const longestText = 4000
/** The day 0 of spreadsheets, counted from 1970. */
const serialZero = 25_569

/** Understands one cell as its column wants it. An empty cell is no value; whether it may be empty is judged elsewhere. */
export function understand(column: SheetColumn, cell: ReadCell | undefined): Understood {
  if (cell === null || cell === undefined) return { value: null }
  if (typeof cell === 'object' && 'error' in cell) return { reason: 'sheet.formula', values: { error: cell.error } }
  if (typeof cell === 'string' && cell.trim() === '') return { value: null }
  switch (column.kind) {
    case 'mark':
      return mark(column, cell)
    case 'number':
      return number(column, cell)
    case 'day':
      return day(cell)
    case 'choice':
      return choice(column, cell) ?? unknownChoice(column, cell)
    case 'text':
      return text(cell)
  }
}

/** What stands in a cell, as its reader would say it. */
export function shown(cell: ReadCell | undefined): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell !== 'object') return typeof cell === 'number' ? String(cell).replace('.', ',') : String(cell)
  return 'error' in cell ? cell.error : formatDay(cell.day)
}

type Plain = Exclude<ReadCell, null | { error: string }>

/** A mark of the scale of ten with one decimal at most, in tenths; nothing is rounded and nothing divided silently. */
function mark(column: SheetColumn, cell: Plain): Understood {
  const word = choice(column, cell)
  if (word) return word
  if (typeof cell === 'object') {
    // Spreadsheets turn a typed 8.5 into 8 May.
    const [, month, date] = cell.day.split('-').map(Number)
    const meant = date! <= 9 && month! <= 9 ? date! * 10 + month! : undefined
    return { reason: 'sheet.mark_is_day', values: { value: formatDay(cell.day) }, suggestion: meant }
  }
  const value = decimal(cell)
  if (value === undefined) return { reason: 'sheet.mark_unknown', values: { value: shown(cell) } }
  if (value < 0 || value > 10) {
    const meant = Number.isInteger(value) && value > 10 && value < 100 ? value : undefined
    return { reason: 'sheet.mark_range', values: { value: shown(cell) }, suggestion: meant }
  }
  const tenths = Math.round(value * 10)
  if (Math.abs(value * 10 - tenths) > 1e-6) return { reason: 'sheet.mark_decimals', values: { value: shown(cell) } }
  return { value: tenths }
}

function number({ min = -Infinity, max = Infinity, decimals = 0 }: SheetColumn, cell: Plain): Understood {
  const grouped = typeof cell === 'string' && decimals === 0 && /^\s*\d{1,3}([. \u00a0]\d{3})+\s*$/.test(cell)
  const value = decimal(grouped ? cell.replace(/\D/g, '') : cell)
  if (value === undefined) return { reason: 'sheet.number_unknown', values: { value: shown(cell) } }
  if (value < min) return { reason: 'sheet.number_low', values: { value: shown(cell), min } }
  if (value > max) return { reason: 'sheet.number_high', values: { value: shown(cell), max } }
  const values = { value: shown(cell), decimals }
  if (Math.abs(value - Number(value.toFixed(decimals))) > 1e-9) return { reason: 'sheet.number_decimals', values }
  // What rounds to nothing has no sign.
  return { value: Number(value.toFixed(decimals)) + 0 }
}

/** A day from a date cell, its serial number, or a text in the order day, month, year. */
function day(cell: Plain): Understood {
  if (typeof cell === 'object') {
    const [year = '', month = '', date = ''] = cell.day.split('-')
    return calendarDay(year, month, date) ?? { reason: 'sheet.day_unknown', values: { value: cell.day } }
  }
  if (typeof cell === 'number' && cell >= 10_000 && cell < 100_000) {
    return inCentury(new Date((Math.floor(cell) - serialZero) * 86_400_000).toISOString().slice(0, 10))
  }
  const written = shown(cell).trim()
  const values = { value: written }
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]|$)/.exec(written)
  if (iso) return calendarDay(iso[1]!, iso[2]!, iso[3]!) ?? { reason: 'sheet.day_unknown', values }
  const parts = /^(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4}|\d{2})$/.exec(written)
  if (!parts) return { reason: 'sheet.day_unknown', values }
  const [, date, month, year] = parts
  if (year!.length === 2) return { reason: 'sheet.day_year', values }
  const swapped = calendarDay(year!, date!, month!)
  return (
    calendarDay(year!, month!, date!) ?? {
      reason: 'sheet.day_unknown',
      values,
      suggestion: swapped && 'value' in swapped ? swapped.value : undefined,
    }
  )
}

function calendarDay(year: string, month: string, date: string): Understood | undefined {
  const written = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  const real = new Date(`${written}T00:00:00Z`)
  const exists = !Number.isNaN(real.getTime()) && real.toISOString().startsWith(written)
  return exists ? inCentury(written) : undefined
}

function inCentury(written: string): Understood {
  const year = Number(written.slice(0, 4))
  return year >= 1900 && year < 2100
    ? { value: written }
    : { reason: 'sheet.day_unknown', values: { value: formatDay(written) } }
}

/** A choice by title, alias or value: exactly first, then without diacritics, if that leaves only one. */
function choice({ choices = [] }: SheetColumn, cell: Plain): Understood | undefined {
  const written = shown(cell)
  for (const fold of [foldName, unaccented]) {
    const wanted = fold(written)
    const fit = choices.filter((one) =>
      [one.title, one.value, ...(one.aliases ?? [])].some((name) => fold(name) === wanted),
    )
    if (fit.length === 1) return { value: fit[0]!.value }
  }
  return undefined
}

function unknownChoice(column: SheetColumn, cell: Plain): Fault {
  const choices = column.choices ?? []
  const near = closest(shown(cell), choices, (one) => one.title)
  const titles = choices.map((one) => one.title)
  const listed = titles.slice(0, 8).join(', ') + (titles.length > 8 ? '…' : '')
  return { reason: 'sheet.choice_unknown', values: { value: shown(cell), choices: listed }, suggestion: near?.value }
}

function text(cell: Plain): Understood {
  // A code typed as a number keeps all its digits.
  const raw = typeof cell === 'number' && Number.isInteger(cell) ? BigInt(cell).toString() : shown(cell)
  const value = raw
    .normalize('NFC')
    .replace(/[\u200b-\u200d\u2060\ufeff]/g, '')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim()
  if (/(?!\n)[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u.test(value)) return { reason: 'sheet.text_control' }
  if (value.length > longestText) return { reason: 'sheet.text_long', values: { limit: longestText } }
  return { value: value === '' ? null : value }
}

function decimal(cell: Plain): number | undefined {
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : undefined
  if (typeof cell !== 'string') return undefined
  const written = cell.trim()
  return /^[-−]?\d+([.,]\d+)?$/.test(written) ? Number(written.replace(',', '.').replace('−', '-')) : undefined
}

/** The violation of a cell, from its fault: with its address, and the value meant as a person would type it. */
export function violation(
  column: SheetColumn,
  row: number,
  place: number,
  cell: ReadCell | undefined,
  { reason, values, suggestion }: Fault,
): CellViolation {
  const meant = suggestion === undefined ? {} : { suggestion, suggested: printed(column, suggestion) }
  const where = { row, column: column.title, key: column.key, address: `${columnLetters(place)}${row}` }
  return { ...where, value: shown(cell), reason, remedy: `${reason}_remedy`, ...(values && { values }), ...meant }
}

/** A violation in a person's words: the reason, and the value probably meant or else the remedy. */
export function inWords(say: (key: string, values?: Fault['values']) => string, violated: CellViolation): string {
  const { reason, remedy, values, suggested } = violated
  const then = suggested === undefined ? say(remedy, values) : say('sheet.did_you_mean', { value: suggested })
  return `${say(reason, values)} ${then}`
}
