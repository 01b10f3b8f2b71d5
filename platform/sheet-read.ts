import type { Area, Grid, GridRow, ReadCell } from './cell.ts'
import { Invalid } from './errors.ts'
import { unaccented } from './name.ts'
import { shown, understand, violation } from './sheet-value.ts'
import type { CellViolation } from './sheet-value.ts'
import type { Sheet, SheetColumn, Value } from './sheet.ts'

export type { CellViolation } from './sheet-value.ts'

/** A row as understood. A key without a value: the cell is empty; no key: the file has no such column, or the cell is refused. */
export type ReadRow = { number: number; values: Record<string, Value>; violations: CellViolation[] }

/** A sheet as understood; `skipped` are rows with words in them that are no rows of the table (signatures, counting lines). */
export type ReadSheet = {
  name: string
  /** The rows of the header. */
  header: { top: number; bottom: number }
  columns: { key: string; title: string; places: number[] }[]
  unknown: string[]
  rows: ReadRow[]
  skipped: { row: number; text: string }[]
}

/** Headers are looked for in the first rows only. */
const headerWithin = 40
/** Headers of people's own files may have one row more than ours. */
const deepestHeader = 4

/**
 * Reads a grid by the description it was made from, or by any file with the same titles: found without diacritics,
 * capitals and spaces, under aliases, in any order, after any title lines. Refuses a sheet without the required columns.
 */
export function readSheet(sheet: Sheet, grid: Grid): ReadSheet {
  const header = findHeader(sheet, grid)
  if (!header) {
    const required = sheet.columns.filter((column) => column.required)
    const columns = (required.length > 0 ? required : sheet.columns).map(({ title }) => title)
    throw new Invalid({
      path: 'file',
      message: 'sheet.no_header',
      values: { sheet: grid.name, columns: columns.join(', ') },
    })
  }
  const { places, top, bottom, unknown, twice } = header
  const wrong = [
    ...twice.map((column) => ({ message: 'sheet.column_twice', values: { sheet: grid.name, column } })),
    // The titles that nothing was made of go along, so that a person can say which of them is meant.
    ...sheet.columns
      .filter(({ key, required }) => required && !places.has(key))
      .map(({ title, key }) => ({
        message: 'sheet.column_missing',
        values: { sheet: grid.name, column: title, key, titles: unknown.join('\n') },
      })),
  ]
  if (wrong.length > 0) throw new Invalid(wrong.map((one) => ({ path: 'file', ...one })))
  const columns = sheet.columns.filter(({ key }) => places.has(key))
  const rows: ReadRow[] = []
  const skipped: ReadSheet['skipped'] = []
  for (const row of grid.rows) {
    if (row.number <= bottom) continue
    const cells = cellsOf(row, columns, places, grid.merges)
    const kind = kindOf(row, columns, cells)
    if (kind === 'row') rows.push(readRow(row.number, columns, cells, places))
    if (kind === 'words') skipped.push({ row: row.number, text: row.cells.map(shown).filter(Boolean).join(' ') })
  }
  const found = columns.map(({ key, title }) => ({ key, title, places: places.get(key)! }))
  return { name: grid.name, header: { top, bottom }, columns: found, unknown, rows, skipped }
}

/**
 * The description as a person has matched it with a file: each title of the file names the key of a column, or nothing
 * where its cells are not to be read.
 */
export function retitled(sheet: Sheet, titles: Readonly<Record<string, string>>): Sheet {
  const named = new Map(Object.entries(titles).map(([title, key]) => [titleKey(title), { title, key }]))
  const others = (names: readonly string[]) => names.filter((name) => !named.has(titleKey(name)))
  return {
    ...sheet,
    columns: sheet.columns.map((column) => ({
      ...column,
      aliases: [
        ...others(column.aliases ?? []),
        ...named
          .values()
          .filter(({ key }) => key === column.key)
          .map(({ title }) => title),
      ],
      parts: column.parts?.map(others),
    })),
  }
}

/** The grid of a workbook that a description fits best: by the name of its tab, else by its titles. */
export function gridFor(sheet: Sheet, grids: readonly Grid[]): Grid | undefined {
  const visible = grids.filter((grid) => !grid.hidden && grid.rows.length > 0)
  const named = visible.find((grid) => titleKey(grid.name) === titleKey(sheet.name))
  if (named && findHeader(sheet, named)) return named
  const scored = visible.map((grid) => ({ grid, score: findHeader(sheet, grid)?.score ?? 0 }))
  return scored.filter(({ score }) => score > 0).toSorted((a, b) => b.score - a.score)[0]?.grid
}

type Header = {
  top: number
  bottom: number
  score: number
  places: Map<string, number[]>
  unknown: string[]
  twice: string[]
}

function findHeader(sheet: Sheet, grid: Grid): Header | undefined {
  const titles = titlesOf(sheet.columns)
  let best: Header | undefined
  for (const { number: top } of grid.rows.slice(0, headerWithin)) {
    for (let bottom = top; bottom < top + deepestHeader; bottom++) {
      const header = matched(sheet, grid, titles, top, bottom)
      if (header.score > (best?.score ?? 0)) best = header
    }
  }
  return best && best.places.size >= Math.min(2, sheet.columns.length) ? best : undefined
}

type Titles = { whole: Map<string, string>; last: Map<string, string>; parts: Map<string, string> }

/** Titles as they are compared. A title that several columns have counts only together with its groups. */
function titlesOf(columns: readonly SheetColumn[]): Titles {
  const titles: Titles = { whole: new Map(), last: new Map(), parts: new Map() }
  const shared = new Set<string>()
  for (const { key, title, groups = [], aliases = [], parts = [] } of columns) {
    titles.whole.set(titleKey([...groups, title].join(' ')), key)
    for (const name of [title, ...aliases].map(titleKey)) {
      if (titles.last.has(name) && titles.last.get(name) !== key) shared.add(name)
      titles.last.set(name, key)
    }
    for (const [index, names] of parts.entries())
      for (const name of names) titles.parts.set(titleKey(name), `${key} ${index}`)
  }
  for (const name of shared) titles.last.delete(name)
  return titles
}

function matched(sheet: Sheet, grid: Grid, titles: Titles, top: number, bottom: number): Header {
  const header: Header = { top, bottom, score: 0, places: new Map(), unknown: [], twice: [] }
  const parts = new Map<string, number>()
  const sources = new Map<string, string>()
  const band = grid.rows.filter((row) => row.number >= top && row.number <= bottom)
  const width = Math.max(
    0,
    ...band.map((row) => row.cells.length),
    ...grid.merges.filter((area) => area.top >= top && area.bottom <= bottom).map((area) => area.right),
  )
  for (let place = 1; place <= width; place++) {
    const path = headerPath(band, grid.merges, place)
    const last = path.at(-1)
    if (!last) continue
    const whole = titles.whole.get(titleKey(path.map(({ text }) => text).join(' ')))
    const part = titles.parts.get(titleKey(last.text))
    const key = whole ?? titles.last.get(titleKey(last.text))
    if (!key) {
      if (part && !parts.has(part)) parts.set(part, place)
      else header.unknown.push(last.text)
      continue
    }
    const places = header.places.get(key)
    if (!places) {
      header.places.set(key, [place])
      sources.set(key, last.source)
      header.score += whole ? 1.01 : 1
    } else if (sources.get(key) === last.source) places.push(place)
    else header.twice.push(last.text)
  }
  for (const { key, parts: wanted = [] } of sheet.columns) {
    const places = wanted.map((_, index) => parts.get(`${key} ${index}`)).filter((place) => place !== undefined)
    if (wanted.length === 0 || places.length < wanted.length || header.places.has(key)) continue
    header.places.set(key, places)
    header.score += 1
  }
  return header
}

/** The titles over a column from top to bottom, each once, with the cell that they come from. */
function headerPath(
  band: readonly GridRow[],
  merges: readonly Area[],
  place: number,
): { text: string; source: string }[] {
  const path: { text: string; source: string }[] = []
  for (const row of band) {
    const area = merges.find(
      (one) => one.top <= row.number && one.bottom >= row.number && one.left <= place && one.right >= place,
    )
    const origin = area ? band.find((one) => one.number === area.top) : row
    const text = shown(origin?.cells[(area?.left ?? place) - 1]).trim()
    const source = area ? `${area.top} ${area.left}` : `${row.number} ${place}`
    if (text && path.at(-1)?.source !== source) path.push({ text, source })
  }
  return path
}

/** A row's cells by key. What is merged over several columns of the table is a line of words, not a value. */
function cellsOf(
  row: GridRow,
  columns: readonly SheetColumn[],
  places: ReadonlyMap<string, number[]>,
  merges: readonly Area[],
): Map<string, ReadCell> {
  const wide = merges.filter((area) => area.top <= row.number && area.bottom >= row.number && area.right > area.left)
  const covers = (area: Area, place: number) => area.left <= place && area.right >= place
  const cells = new Map<string, ReadCell>()
  for (const { key } of columns) {
    const own = places.get(key)!
    const across = wide.some(
      (area) =>
        covers(area, own[0]!) && columns.some((other) => other.key !== key && covers(area, places.get(other.key)![0]!)),
    )
    const values = own.map((place) => row.cells[place - 1] ?? null)
    cells.set(key, across ? null : joined(values))
  }
  return cells
}

function joined(values: readonly ReadCell[]): ReadCell {
  if (values.length === 1) return values[0]!
  const fault = values.find((value) => value !== null && typeof value === 'object' && 'error' in value)
  return fault ?? (values.map(shown).filter(Boolean).join(' ') || null)
}

function kindOf(
  row: GridRow,
  columns: readonly SheetColumn[],
  cells: ReadonlyMap<string, ReadCell>,
): 'row' | 'words' | 'empty' {
  const filled = columns.filter(({ key, counter }) => !counter && shown(cells.get(key)).trim() !== '')
  const required = columns.filter((column) => column.required)
  if (filled.length === 0) {
    const words = row.cells.some((cell) => typeof cell === 'string' && /\p{L}/u.test(cell))
    return words ? 'words' : 'empty'
  }
  if (filled.length <= 1 && required.length > 0 && !filled[0]!.required) return 'words'
  return countsColumns(row) ? 'words' : 'row'
}

/** The line under many official headers that numbers the columns: 1, 2, 3 or (1), (2), (3). */
function countsColumns(row: GridRow): boolean {
  const texts = row.cells.map(shown).filter(Boolean)
  const numbers = texts.map((text) => Number(/^\(?(\d{1,2})\)?$/.exec(text.trim())?.[1] ?? Number.NaN))
  return numbers.length >= 4 && numbers.every((value, index) => index === 0 || value === numbers[index - 1]! + 1)
}

function readRow(
  number: number,
  columns: readonly SheetColumn[],
  cells: ReadonlyMap<string, ReadCell>,
  places: ReadonlyMap<string, number[]>,
): ReadRow {
  const row: ReadRow = { number, values: {}, violations: [] }
  for (const column of columns) {
    const cell = cells.get(column.key)
    const understood = understand(column, cell)
    const place = places.get(column.key)![0]!
    if ('reason' in understood) row.violations.push(violation(column, number, place, cell, understood))
    else if (understood.value === null && column.required) {
      row.violations.push(violation(column, number, place, null, { reason: 'sheet.required' }))
    } else row.values[column.key] = understood.value
  }
  return row
}

/** A title as it is compared: no diacritics, capitals, spaces or punctuation. */
function titleKey(title: string): string {
  return unaccented(title).replace(/[^\p{L}\p{N}]+/gu, '')
}
