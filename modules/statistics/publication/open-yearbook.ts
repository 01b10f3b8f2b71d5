import { withheldParts } from '../withhold.ts'
import type { OpenFigure, OpenYearbook } from '../rules/open-yearbook.ts'
import type { Yearbook, YearbookTable } from '../reporting/yearbook.ts'

// Of what is sensitive of persons (Decree 356/2025/NĐ-CP, Điều 4) only the whole of the province is told.
const wholeAlone = new Set(['minority'])
// These count no persons.
const ofUnits = new Set(['schools', 'classes'])

/** What of a yearbook everybody may read: parts behind which fewer than five stand are withheld, and a second with them. */
export function openYearbook(book: Yearbook, province: string, publishedAt: Date): OpenYearbook {
  const pupils = book.tables.find(({ code }) => code === 'pupils')
  return {
    province,
    publishedAt: publishedAt.toISOString(),
    years: book.years,
    sources: book.sources.map(({ academic_year, period, as_of, schools, expected }) => ({
      academicYear: academic_year,
      period,
      asOf: as_of,
      schools,
      expected,
    })),
    tables: book.tables.map(({ code, period, measure, whole, rows }) => ({
      code,
      period,
      measure,
      whole,
      rows: wholeAlone.has(code) ? [] : openRows({ code, measure, rows }, book.years.length, pupils),
    })),
  }
}

function openRows(
  { code, measure, rows }: Pick<YearbookTable, 'code' | 'measure' | 'rows'>,
  years: number,
  pupils: YearbookTable | undefined,
): { name: string; figures: OpenFigure[] }[] {
  const open = rows.map(({ name, figures }) => ({ name, figures: [...figures] as OpenFigure[] }))
  if (ofUnits.has(code)) return open
  const pupilsOf = new Map(pupils?.rows.map(({ key, figures }) => [key, figures]))
  for (let year = 0; year < years; year++) {
    const parts = rows.flatMap(({ key, figures }, index) => {
      const figure = figures[year]
      if (figure === null || figure === undefined) return []
      const known = pupilsOf.get(key)?.[year]
      const base = known ?? 0
      return [{ index, known, base, amount: measure === 'share' ? figure * base : figure }]
    })
    // Results may be approved where the pupils are not: how many stand behind them is then not known.
    const also = new Set(parts.filter(({ known }) => typeof known !== 'number'))
    for (const { index } of withheldParts(parts, { also })) open[index]!.figures[year] = 'withheld'
  }
  return open
}
