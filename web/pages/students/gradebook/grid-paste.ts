import { closest, foldName } from '../../../../platform/name.ts'
import { rangeOf } from './grid-state.ts'
import type { GridState, Write } from './grid-state.ts'
import type { Column, Pupil } from './grid-model.ts'

/** A line of a pasted block that belongs to no pupil for certain; nothing is guessed. */
export interface Unmatched {
  /** The line in the block, from 1. */
  line: number
  /** What names the pupil there. */
  name: string
  why: 'unknown' | 'several' | 'twice'
  /** The pupil of the nearest name, where there is one. */
  nearest: { row: number; name: string } | null
  /** What would be written into whichever pupil's row. */
  cells: readonly { column: string; text: string }[]
}

/** What a pasted block would do. */
export interface PastePlan {
  by: 'position' | 'code' | 'name'
  writes: Write[]
  unmatched: Unmatched[]
  /** Values that fell outside the grid. */
  outside: number
}

/** Splits what a spreadsheet puts on the clipboard: tabs and lines, quotes around cells that hold either. */
export function readBlock(text: string): string[][] {
  const lines: string[][] = [[]]
  let cell = ''
  let quoted = false
  const source = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n')
  for (let at = 0; at < source.length; at++) {
    const letter = source[at]!
    if (quoted) {
      if (letter !== '"') cell += letter
      else if (source[at + 1] === '"') {
        cell += '"'
        at++
      } else quoted = false
    } else if (letter === '"' && cell === '') quoted = true
    else if (letter === '\t' || letter === '\n') {
      lines.at(-1)!.push(cell)
      cell = ''
      if (letter === '\n') lines.push([])
    } else cell += letter
  }
  lines.at(-1)!.push(cell)
  while (lines.length > 1 && lines.at(-1)!.every((one) => one.trim() === '')) lines.pop()
  return lines
}

/**
 * Plans a paste. A block in which a column of codes or of names is recognised is matched by it, in any order; every
 * other block by position, from the selection's corner. An empty cell of the block keeps what the book holds.
 */
export function planPaste(state: GridState, block: readonly (readonly string[])[]): PastePlan {
  const { head, body } = headOf(state, block)
  const by = byPupil(state, body)
  return by ? matched(state, head, body, by) : byPosition(state, block)
}

function byPosition(state: GridState, block: readonly (readonly string[])[]): PastePlan {
  const { top, bottom, left, right } = rangeOf(state)
  const single = block.length === 1 && block[0]!.length === 1
  const lines = single
    ? Array.from({ length: bottom - top + 1 }, () => Array.from({ length: right - left + 1 }, () => block[0]![0]!))
    : block
  const writes: Write[] = []
  let outside = 0
  for (const [down, line] of lines.entries()) {
    for (const [across, text] of line.entries()) {
      if (text.trim() === '') continue
      const column = state.sheet.columns[left + across]
      if (!column || !state.rows[top + down]) outside++
      else if (column.kind !== 'average') writes.push({ row: top + down, column: column.key, text: text.trim() })
    }
  }
  return { by: 'position', writes, unmatched: [], outside }
}

/** How the lines of a block name their pupils: in which columns, and whom a line means. */
interface Naming {
  by: 'code' | 'name'
  /** The columns of the block that name or describe the pupil; values stand right of the last. */
  last: number
  whom(line: readonly string[]): { name: string; rows: number[] }
}

function byPupil(state: GridState, body: readonly (readonly string[])[]): Naming | null {
  const width = Math.max(...body.map((line) => line.length))
  const pupils = state.rows.map(({ pupil }) => pupil)
  const codes = indexOf(pupils, ({ code }) => fold(code))
  const names = indexOf(pupils, (pupil) => foldName(nameOf(pupil)))
  const birth = birthColumn(body, width)
  for (let column = 0; column < width; column++) {
    const whom = (line: readonly string[]) => codes.get(fold(line[column] ?? '')) ?? []
    if (!enough(body, (line) => line[column] ?? '', whom)) continue
    return {
      by: 'code',
      last: Math.max(column, lastDescribing(body, width, names, column), birth),
      whom: (line) => ({ name: line[column] ?? '', rows: whom(line) }),
    }
  }
  for (let column = 0; column < width; column++) {
    for (const parts of [1, 2]) {
      const text = (line: readonly string[]) =>
        line
          .slice(column, column + parts)
          .join(' ')
          .trim()
      const whom = (line: readonly string[]) => {
        const rows = names.get(foldName(text(line))) ?? []
        if (rows.length < 2 || birth < 0) return rows
        const born = rows.filter((row) => dayIn(line[birth] ?? '') === pupils[row]?.birthDate)
        return born.length === 1 ? born : rows
      }
      if (!enough(body, text, whom)) continue
      return {
        by: 'name',
        last: Math.max(column + parts - 1, birth),
        whom: (line) => ({ name: text(line), rows: whom(line) }),
      }
    }
  }
  return null
}

function matched(
  state: GridState,
  head: readonly (string | null)[] | null,
  body: readonly (readonly string[])[],
  naming: Naming,
): PastePlan {
  const offset = head ? 1 : 0
  const cursorLeft = rangeOf(state).left
  const writes: Write[] = []
  const unmatched: Unmatched[] = []
  const taken = new Set<number>()
  let outside = 0
  for (const [index, line] of body.entries()) {
    if (line.every((text) => text.trim() === '')) continue
    const cells = line.flatMap((text, at) => {
      if (at <= naming.last || text.trim() === '') return []
      const column = head
        ? state.sheet.columns.find((it) => it.key === head[at])
        : state.sheet.columns[cursorLeft + at - naming.last - 1]
      if (!column) {
        if (!head) outside++
        return []
      }
      return column.kind === 'average' ? [] : [{ column: column.key, text: text.trim() }]
    })
    const { name, rows } = naming.whom(line)
    const [row] = rows
    const why = rows.length === 0 ? 'unknown' : rows.length > 1 ? 'several' : taken.has(row!) ? 'twice' : null
    if (why || row === undefined) {
      if (cells.length > 0 || name)
        unmatched.push({
          line: index + 1 + offset,
          name,
          why: why ?? 'unknown',
          nearest: nearestTo(state, name, rows),
          cells,
        })
      continue
    }
    taken.add(row)
    writes.push(...cells.map((cell) => ({ row, ...cell })))
  }
  return { by: naming.by, writes, unmatched, outside }
}

/** A first line of column titles, as keys of columns; null where the block has none. */
function headOf(state: GridState, block: readonly (readonly string[])[]) {
  const titles = new Map(
    state.sheet.columns.flatMap((column) => titlesOf(column).map((title) => [title, column.key] as const)),
  )
  const first = block[0]?.map((text) => titles.get(fold(text)) ?? null) ?? []
  const known = first.filter(Boolean).length
  return block.length > 1 && known > 0 ? { head: first, body: block.slice(1) } : { head: null, body: block }
}

/** The short titles under which a column is known on paper. */
function titlesOf({ key, kind, position, label }: Column): string[] {
  const own = label ? [fold(label)] : []
  if (kind === 'regular') return [fold(`TX${position}`), fold(`ĐĐGtx ${position}`), ...own]
  return [
    ...own,
    ...{
      midterm: ['GK', 'Giữa kì', 'Giữa kỳ', 'ĐĐGgk'],
      final: ['CK', 'Cuối kì', 'Cuối kỳ', 'ĐĐGck'],
      average: ['ĐTB', 'TBM', 'ĐTBmhk', 'ĐTB môn'],
      comment: ['Nhận xét'],
    }[kind].map(fold),
    key,
  ]
}

/** Most lines must name a pupil, and at least two (or the only one), before a column counts as naming. */
function enough(
  body: readonly (readonly string[])[],
  text: (line: readonly string[]) => string,
  whom: (line: readonly string[]) => number[],
): boolean {
  const filled = body.filter((line) => text(line).trim() !== '')
  const known = filled.filter((line) => whom(line).length > 0).length
  return known > 0 && known >= Math.min(2, filled.length) && known * 2 >= filled.length
}

/** The last column that repeats a pupil's name beside the code: values begin after it. */
function lastDescribing(
  body: readonly (readonly string[])[],
  width: number,
  names: ReadonlyMap<string, number[]>,
  after: number,
): number {
  for (let column = width - 1; column > after; column--) {
    for (const from of [column, column - 1]) {
      const text = (line: readonly string[]) => line.slice(from, column + 1).join(' ')
      if (from > after && enough(body, text, (line) => names.get(foldName(text(line))) ?? [])) return column
    }
  }
  return after
}

function birthColumn(body: readonly (readonly string[])[], width: number): number {
  for (let column = 0; column < width; column++) {
    const filled = body.filter((line) => (line[column] ?? '').trim() !== '')
    if (filled.length > 0 && filled.every((line) => dayIn(line[column]!) !== null)) return column
  }
  return -1
}

function nearestTo(state: GridState, name: string, rows: readonly number[]): Unmatched['nearest'] {
  if (rows.length > 1 || !name) return null
  const places = state.rows.map(({ pupil }, row) => ({ row, name: nameOf(pupil) }))
  return closest(name, places, (one) => one.name) ?? null
}

/** A pupil's whole name. */
export const nameOf = ({ restName, givenName }: Pick<Pupil, 'restName' | 'givenName'>): string =>
  `${restName} ${givenName}`.trim()

const indexOf = (pupils: readonly Pupil[], keyOf: (pupil: Pupil) => string): Map<string, number[]> => {
  const index = new Map<string, number[]>()
  for (const [row, pupil] of pupils.entries()) index.set(keyOf(pupil), [...(index.get(keyOf(pupil)) ?? []), row])
  return index
}

const dayIn = (text: string): string | null => {
  const match = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$/.exec(text)
  return match ? `${match[3]}-${match[2]!.padStart(2, '0')}-${match[1]!.padStart(2, '0')}` : null
}

const fold = (text: string): string => foldName(text).replaceAll(/\s+/g, '')
