import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatMark, parseEntry, parseMark } from '../modules/students/gradebook/rules/mark.ts'
import type { ReadCell } from '../platform/cell.ts'
import { csvLine } from '../platform/csv.ts'
import { NotFound } from '../platform/errors.ts'
import { decodeKey, encodeKey, keyNumber, keyUuid } from '../platform/key.ts'
import { closest, compareNames, foldName, splitName, tidyName, unaccented } from '../platform/name.ts'
import { printed, type SheetColumn } from '../platform/sheet.ts'
import { understand } from '../platform/sheet-value.ts'

// What people and programs hand in has no bounds; what a parser says of it has. The same inputs come each time; others, and
// more of them, with PARSERS_SEED and PARSERS_RUNS. A failure prints the smallest input.
const { PARSERS_SEED: seed = '2026', PARSERS_RUNS: runs = '300' } = process.env
const often = { seed: Number(seed), numRuns: Number(runs) }

const syllable = fc.constantFrom('Nguyễn', 'Hoà', 'hòa', 'Đức', 'ẤN', 'Mỹ', 'mĩ', "H'Hen", 'Quý', 'thuỳ', 'Đ', 'a')
const hostile = fc.constantFrom(
  '\u0000',
  '\u202e',
  '\u200b',
  '\ufeff',
  '\ud800',
  '=1+1',
  '\u00a0',
  '\t',
  '\n',
  "'",
  '9'.repeat(400),
)
/** Texts of all kinds: those that a person means, those that break programs, and both in one. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.array(fc.oneof(syllable, hostile, fc.constant(' ')), { maxLength: 8 }).map((parts) => parts.join('')),
  fc.stringMatching(/^ ?-?\d{1,4}([.,/-]\d{1,4}){0,2} ?$/),
)
const typing = fc.record({
  tenthsWithoutComma: fc.boolean(),
  kind: fc.constantFrom('scored' as const, 'comment' as const),
})
const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10))
const cell: fc.Arbitrary<ReadCell | undefined> = fc.oneof(
  text,
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.oneof(day, fc.constantFrom('2026-02-30', '9999-12-31', '0000-01-01')).map((one) => ({ day: one })),
  fc.constantFrom({ error: '#REF!' }, null, undefined),
)
const columns: readonly SheetColumn[] = [
  { key: 'mark', title: 'Điểm', kind: 'mark', width: 6, choices: [{ value: 'M', title: 'M' }] },
  { key: 'count', title: 'Số', kind: 'number', width: 6, min: -5, max: 999_999 },
  { key: 'share', title: 'Tỉ lệ', kind: 'number', width: 6, decimals: 2, min: 0, max: 100 },
  { key: 'day', title: 'Ngày', kind: 'day', width: 10 },
  {
    key: 'sex',
    title: 'Giới tính',
    kind: 'choice',
    width: 6,
    choices: [
      { value: 'm', title: 'Nam' },
      { value: 'f', title: 'Nữ' },
    ],
  },
  { key: 'name', title: 'Họ tên', kind: 'text', width: 30 },
]

test('every mark is read as it is written', () => {
  for (let mark = 0; mark <= 100; mark += 1)
    for (const separator of [',', '.'] as const)
      expect(parseMark(formatMark(mark, separator), { tenthsWithoutComma: false })).toEqual({ ok: true, mark })
})

test('whatever is typed into a cell is a value of the scale or refused with a remedy', () => {
  fc.assert(
    fc.property(text, typing, (typed, how) => {
      const read = parseEntry(typed, how)
      if (!read.ok) return /^\w+$/.test(read.reason) && /^\w+$/.test(read.remedy) && onScale(read.suggestion ?? 0)
      if (read.entry.kind !== 'value') return true
      return how.kind === 'scored' ? onScale(read.entry.value) : [0, 1].includes(read.entry.value)
    }),
    often,
  )
})
const onScale = (mark: number) => Number.isInteger(mark) && mark >= 0 && mark <= 100

test.each(columns)(
  'whatever stands in a cell of the column $title is understood within its bounds or refused by a reason',
  (column) => {
    fc.assert(
      fc.property(cell, (given) => {
        const read = understand(column, given)
        if (!('value' in read)) return /^sheet\.\w+$/.test(read.reason)
        const { value } = read
        if (value === null) return true
        if (column.kind === 'mark') return value === 'M' || onScale(Number(value))
        if (column.kind === 'number') return Number(value) >= column.min! && Number(value) <= column.max!
        if (column.kind === 'day')
          return /^(19|20)\d\d-\d\d-\d\d$/.test(String(value)) && !Number.isNaN(Date.parse(String(value)))
        if (column.kind === 'choice') return column.choices!.some((one) => one.value === value)
        return value === String(value).trim() && String(value).isWellFormed()
      }),
      often,
    )
  },
)

test.each(columns)('what was understood in the column $title is understood the same once it is printed', (column) => {
  fc.assert(
    fc.property(cell, (given) => {
      const read = understand(column, given)
      const value = 'value' in read ? read.value : null
      expect(understand(column, printed(column, value))).toEqual({ value })
    }),
    often,
  )
})

test('a name is compared the same whether its accents are composed or not, however often it is folded', () => {
  fc.assert(
    fc.property(text, (name) => {
      expect(foldName(name.normalize('NFD'))).toBe(foldName(name.normalize('NFC')))
      expect(foldName(foldName(name))).toBe(foldName(name))
      expect(unaccented(unaccented(name))).toBe(unaccented(name))
    }),
    often,
  )
})

test('a name that is taken is stored as it will be read, and its parts make it whole', () => {
  fc.assert(
    fc.property(text, (name) => {
      const { value, fault } = tidyName(name)
      if (fault) return
      expect(tidyName(value)).toEqual({ value })
      const { rest, given } = splitName(value)
      expect(given).not.toBe('')
      expect([rest, given].filter(Boolean).join(' ')).toBe(value)
      expect(value.isWellFormed()).toBe(true)
    }),
    often,
  )
})

test('the order of names is an order', () => {
  fc.assert(
    fc.property(text, text, text, (a, b, c) => {
      expect(Math.sign(compareNames(a, b)) + Math.sign(compareNames(b, a))).toBe(0)
      const inOrder = compareNames(a, b) <= 0 && compareNames(b, c) <= 0
      expect(inOrder && compareNames(a, c) > 0).toBe(false)
    }),
    often,
  )
})

test('a hint never names what was not offered', () => {
  fc.assert(
    fc.property(text, fc.array(text, { maxLength: 6 }), (written, among) => {
      const hint = closest(written, among, (one) => one)
      return hint === undefined || among.includes(hint)
    }),
    often,
  )
})

test('an id gives back its parts, and everything else is not found', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999_999 }), fc.uuid(), (school, id) => {
      const [first, second] = decodeKey('Student', encodeKey('Student', [school, id]))
      expect([keyNumber('Student', first), keyUuid('Student', second)]).toEqual([school, id])
      expect(() => decodeKey('Staff', encodeKey('Student', [school, id]))).toThrow(NotFound)
    }),
    often,
  )
  fc.assert(
    fc.property(text, (id) => {
      try {
        const parts = decodeKey('Student', id)
        keyUuid('Student', parts[1])
      } catch (error) {
        if (!(error instanceof NotFound)) throw error
      }
    }),
    often,
  )
})

test('a line of CSV has as many cells as it was given, none of which begins a formula', () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), (cells) => {
      const read = cellsOf(csvLine(cells))
      expect(read.map((one) => one.replace(/^'/, ''))).toEqual(cells.map((one) => one.replace(/^'/, '')))
      expect(read.filter((one) => /^\s*[=+\-@]/.test(one))).toEqual([])
    }),
    often,
  )
})

/** The cells of a line as a spreadsheet reads them (RFC 4180, with semicolons). */
function cellsOf(line: string): string[] {
  const cells: string[] = []
  const pattern = /(?:"((?:[^"]|"")*)"|([^;"\r\n]*))(;|\r\n$)/gy
  for (let found = pattern.exec(line); found; found = pattern.exec(line)) {
    cells.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '')
    if (found[3] !== ';') break
  }
  return cells
}
