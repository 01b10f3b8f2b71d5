import type { Choice, Sheet, SheetColumn, SheetRow, Value } from '../../../../platform/sheet.ts'
import { formatAcademicYear } from '../../../../platform/text.ts'
import type { Book } from '../book.ts'
import type { BookPlace } from '../address.ts'
import { kindOf, type MarkColumn } from '../columns.ts'
import type { Grid, GridRow } from '../queries.ts'

/** What stands in a cell instead of a mark. */
const words: readonly Choice[] = [
  { value: 'V', title: 'V', aliases: ['Vắng'] },
  { value: 'M', title: 'M', aliases: ['Miễn'] },
  { value: 'Đ', title: 'Đ', aliases: ['Đạt'] },
  { value: 'CĐ', title: 'CĐ', aliases: ['Chưa đạt'] },
]

const pupilColumns: readonly SheetColumn[] = [
  { key: 'number', title: 'STT', kind: 'number', width: 5, counter: true, locked: true },
  { key: 'code', title: 'Mã học sinh', kind: 'text', width: 14, locked: true, aliases: ['Mã HS', 'Mã'] },
  {
    key: 'full_name',
    title: 'Họ và tên',
    kind: 'text',
    width: 26,
    locked: true,
    aliases: ['Họ tên', 'Học sinh'],
    parts: [['Họ đệm', 'Họ và tên đệm', 'Họ và đệm', 'Họ lót'], ['Tên']],
  },
  { key: 'birth_date', title: 'Ngày sinh', kind: 'day', width: 12, locked: true },
]

/** A book as a form: the same description is filled for a file, printed, and read back. */
export function bookSheet(book: Book, place: BookPlace, exportedAt: string | null): Sheet {
  return {
    name: place.class_name,
    orientation: 'portrait',
    title: `SỔ ĐIỂM MÔN ${place.subject_name.toLocaleUpperCase('vi')}`,
    subtitle: place.unit_name,
    facts: [
      [
        { label: 'Lớp', value: place.class_name, strong: true },
        { label: 'Học kì', value: book.term === 1 ? 'I' : 'II' },
        { label: 'Năm học', value: formatAcademicYear(book.academic_year) },
        ...(exportedAt ? [{ label: 'Xuất lúc', value: exportedAt }] : []),
      ],
    ],
    columns: [
      ...pupilColumns,
      ...book.columns.map(({ column, openness }) => markColumn(column, openness.open)),
      ...lastColumns(book),
    ],
    frozenColumns: 3,
    pageNumbers: '{page}/{pages}',
  }
}

/** What an import reads: marks as they were typed, for the gradebook's own rule judges them. */
export function readingSheet(book: Book, place: BookPlace): Sheet {
  const sheet = bookSheet(book, place, null)
  return {
    ...sheet,
    columns: sheet.columns
      .filter(({ key }) => key !== 'average')
      .map(({ choices: _, ...column }): SheetColumn => (column.kind === 'mark' ? { ...column, kind: 'text' } : column)),
  }
}

/** An empty form to write by hand: number, name, and room for each mark. */
export function markSheet(book: Book, place: BookPlace): Sheet {
  const sheet = bookSheet(book, place, null)
  return {
    ...sheet,
    title: `PHIẾU GHI ĐIỂM MÔN ${place.subject_name.toLocaleUpperCase('vi')}`,
    columns: sheet.columns
      .filter(({ key }) => key !== 'code' && key !== 'birth_date' && key !== 'average')
      .map((column) => (column.key === 'comment' ? { ...column, width: 24 } : column)),
    place: '................, ngày ..... tháng ..... năm 20....',
    signatures: [{ role: 'Giáo viên bộ môn', hint: '(kí, ghi rõ họ tên)' }],
  }
}

/** The rows of a book for its form. */
export const bookRowsOf = ({ book, rows }: Grid): SheetRow[] =>
  rows.map((row, index) => ({ values: valuesOf(book, row, index), struck: row.left_on !== null }))

/** The rows of an empty form: those who are there. */
export const emptyRowsOf = ({ rows }: Grid): SheetRow[] =>
  rows
    .filter((row) => row.left_on === null)
    .map((row, index) => ({
      values: { number: row.number ?? index + 1, full_name: nameOf(row), ...(row.exempt ? { regular_1: 'M' } : {}) },
    }))

/** A pupil's whole name. */
export const nameOf = ({ rest_name, given_name }: Pick<GridRow, 'rest_name' | 'given_name'>): string =>
  `${rest_name} ${given_name}`.trim()

function valuesOf(book: Book, row: GridRow, index: number): Record<string, Value> {
  const values: Record<string, Value> = {
    number: row.number ?? index + 1,
    code: row.code,
    full_name: nameOf(row),
    birth_date: row.birth_date,
    comment: row.comment,
    average: book.assessment === 'scored' ? row.average : row.passed === null ? null : row.passed ? 'Đ' : 'CĐ',
  }
  for (const [at, { column }] of book.columns.entries())
    values[column] = row.exempt ? 'M' : markValue(row.cells[at] ?? null)
  return values
}

const markValue = (text: string | null): Value =>
  text !== null && /^\d/.test(text) ? Math.round(Number(text) * 10) : text

function markColumn(column: MarkColumn, open: boolean): SheetColumn {
  const { kind, position } = kindOf(column)
  const title = { regular: `TX${position}`, midterm: 'GK', final: 'CK' }[kind]
  const aliases = {
    regular: [`ĐĐGtx ${position}`, `Thường xuyên ${position}`],
    midterm: ['Giữa kì', 'Giữa kỳ', 'ĐĐGgk'],
    final: ['Cuối kì', 'Cuối kỳ', 'ĐĐGck'],
  }[kind]
  const groups = kind === 'regular' ? { groups: ['Thường xuyên'] } : {}
  return { key: column, title, ...groups, kind: 'mark', width: 8, choices: words, aliases, locked: !open }
}

const lastColumns = ({ assessment }: Book): SheetColumn[] => [
  {
    key: 'average',
    title: assessment === 'scored' ? 'ĐTB' : 'Kết quả',
    kind: 'mark',
    width: 9,
    choices: words,
    locked: true,
    italic: true,
    aliases: ['ĐTBmhk', 'TBM', 'ĐTB môn'],
  },
  { key: 'comment', title: 'Nhận xét', kind: 'text', width: 40, aliases: ['Nhận xét của giáo viên'] },
]
