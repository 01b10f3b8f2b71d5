import type { Sheet, SheetColumn, SheetRow } from '../../../../platform/sheet.ts'
import { formatAcademicYear, formatDay, formatInstant, type TextKey } from '../../../../platform/text.ts'
import type { FormWords } from './return-paper.ts'

/** A yearbook as it is printed. */
export interface PrintedYearbook {
  scope: { by: 'commune' | 'kind' | 'grade' }
  commune_name: string | null
  years: readonly number[]
  sources: readonly {
    academic_year: number
    period: 'start' | 'end'
    as_of: string
    schools: number
    expected: number
    approved_at: Date
    approved_by: string | null
  }[]
  tables: readonly {
    code: string
    period: 'start' | 'end'
    measure: 'count' | 'share'
    whole: readonly (number | null)[]
    rows: readonly { key: string; name: string; figures: readonly (number | null)[] }[]
  }[]
}

/** The tables of the yearbook as papers, each with the day and the author of its figures below. */
export function yearbookPapers(
  book: PrintedYearbook,
  unit: string,
  words: FormWords,
  zone: string,
): { sheet: Sheet; rows: SheetRow[] }[] {
  return book.tables.map((table) => ({
    sheet: {
      name: words(`reporting.table_short.${table.code}` as TextKey),
      orientation: book.years.length > 6 ? 'landscape' : 'portrait',
      title: words(`reporting.table.${table.code}` as TextKey),
      subtitle: book.commune_name ?? unit,
      columns: columnsOf(book, table.measure, words),
      frozenColumns: 1,
      remarks: book.sources
        .filter(({ period }) => period === table.period)
        .map((source) => [{ text: sourceLine(source, words, zone), italic: true }]),
      footnote: words('reporting.yearbook_footnote'),
      pageNumbers: words('reporting.paper_pages'),
    },
    rows: [
      lineOf(words('reporting.total_line'), table.whole, table.measure, book.years, true),
      ...table.rows.map(({ key, name, figures }) =>
        lineOf(keyName(book.scope.by, key, name, words), figures, table.measure, book.years, false),
      ),
    ],
  }))
}

/** Where the figures of a year come from, in words. */
export const sourceLine = (
  { academic_year, as_of, schools, expected, approved_at, approved_by }: PrintedYearbook['sources'][number],
  words: FormWords,
  zone: string,
): string =>
  words('reporting.source_line', {
    year: formatAcademicYear(academic_year),
    day: formatDay(as_of),
    schools: `${schools}/${expected}`,
    at: formatInstant(approved_at, zone),
    by: approved_by ?? '',
  })

/** The name of a line: a commune's own, a kind's or a grade's in words. */
export function keyName(by: PrintedYearbook['scope']['by'], key: string, name: string, words: FormWords): string {
  if (by === 'grade') return words('reporting.row.pupils.grade', { grade: key })
  if (by === 'kind' && key) return words(`reporting.row.schools.kind.${key}` as TextKey)
  return name || words('reporting.no_commune')
}

function lineOf(
  name: string,
  figures: readonly (number | null)[],
  measure: 'count' | 'share',
  years: readonly number[],
  strong: boolean,
): SheetRow {
  const cells = years.map((year, index) => {
    const figure = figures[index] ?? null
    return [
      String(year),
      figure === null ? '–' : measure === 'share' ? Math.round(figure * 1000) / 10 : figure,
    ] as const
  })
  return { strong, values: { name, ...Object.fromEntries(cells) } }
}

const columnsOf = ({ years, scope }: PrintedYearbook, measure: 'count' | 'share', words: FormWords): SheetColumn[] => [
  { key: 'name', title: words(`reporting.by.${scope.by}`), kind: 'text', width: 34 },
  ...years.map((year): SheetColumn => ({
    key: String(year),
    title: formatAcademicYear(year),
    ...(measure === 'share' ? { groups: [words('reporting.percent')] } : {}),
    kind: 'number',
    decimals: measure === 'share' ? 1 : 0,
    width: 12,
    align: 'right',
  })),
]
