import { sql, type RawBuilder } from 'kysely'
import { indicators, type Indicator, type IndicatorCode } from '../../modules/statistics/indicators.ts'
import { askAs } from './ask.ts'
import type { Ground } from './ground.ts'
import { middleOf } from './measure.ts'
import type { Figure, Row } from './row.ts'

const document = `query ($indicator: Indicator!, $year: Int!, $term: Int!, $by: FiguresBy!, $ethnicity: EthnicityGroup, $policy: PolicyGroup) {
  figures(indicator: $indicator, academicYear: $year, term: $term, by: $by, ethnicity: $ethnicity, policy: $policy) {
    whole { now base } rows { key name now before base counted few } } }`

interface Asked {
  indicator: IndicatorCode
  term: 0 | 1 | 2
  by: string
  ethnicity?: string
  policy?: string
}

/**
 * Every figure of the province by commune, as a leader asks for it, beside the same counted from the records in bare SQL;
 * and the worst of all breakdowns. Cold caches of the product are not simulated: each is asked five times, the middle counts.
 */
export const provinceFigures: Row = {
  name: 'figures',
  async measure(ground: Ground): Promise<Figure[]> {
    const ask = await asking(ground)
    const all = Object.keys(indicators) as IndicatorCode[]
    const overview: { asked: Asked; took: number }[] = []
    for (const indicator of all) overview.push(await timed(ask, { indicator, term: termOf(indicator), by: 'commune' }))
    const breakdowns: { asked: Asked; took: number }[] = []
    for (const by of ['school', 'grade', 'year', 'kind', 'sex'])
      for (const indicator of ['learning_upper', 'final_from_five', 'entered_final'] as const)
        breakdowns.push(await timed(ask, { indicator, term: termOf(indicator), by }))
    // Two groups at once cross in the fact rows alone.
    breakdowns.push(
      await timed(ask, { indicator: 'learning_upper', term: 0, by: 'school', ethnicity: 'minority', policy: 'poor' }),
    )
    const worst = largest(overview)
    const worstBreakdown = largest(breakdowns)
    return [
      {
        what: `a figure of the province, the slowest of ${overview.length}`,
        ours: `${worst.took.toFixed(0)} ms (${nameOf(worst.asked)})`,
        limit: '',
        ratio: null,
        target: '< 100 ms',
        met: worst.took < 100,
        numbers: Object.fromEntries(overview.map(({ asked, took }) => [asked.indicator, took])),
      },
      ...(await besideRecords(ground, overview)),
      {
        what: `a breakdown, the slowest of ${breakdowns.length}`,
        ours: `${worstBreakdown.took.toFixed(0)} ms (${nameOf(worstBreakdown.asked)})`,
        limit: '',
        ratio: null,
        target: '< 500 ms',
        met: worstBreakdown.took < 500,
        numbers: Object.fromEntries(breakdowns.map(({ asked, took }) => [nameOf(asked), took])),
      },
    ]
  },
}

async function asking(ground: Ground): Promise<(asked: Asked) => Promise<unknown>> {
  const ask = await askAs(ground, 'leader')
  return (asked) => ask(document, { year: ground.academicYear - 1, ...asked })
}

async function timed(ask: (asked: Asked) => Promise<unknown>, asked: Asked): Promise<{ asked: Asked; took: number }> {
  await ask(asked)
  return { asked, took: await middleOf(5, () => ask(asked)) }
}

/** The same figures counted from the records, without permission or names: what the sums save. */
async function besideRecords(
  { db, academicYear }: Ground,
  overview: { asked: Asked; took: number }[],
): Promise<Figure[]> {
  const year = academicYear - 1
  const counts: Partial<Record<IndicatorCode, RawBuilder<unknown>>> = {
    learning_upper: sql`
      select u.commune_code, count(*), count(*) filter (where y.level >= 3) from year_result y join unit u on u.id = y.school_id
      join class_approval k on k.school_id = y.school_id and k.academic_year = y.academic_year and k.class_id = y.class_id and k.term = 0
        and k.state in ('approved', 'published') where y.academic_year = ${year} group by 1`,
    final_from_five: sql`
      select u.commune_code, count(*), count(*) filter (where r.final >= 50) from subject_result r join unit u on u.id = r.school_id
      join gradebook g on g.school_id = r.school_id and g.academic_year = r.academic_year and g.section_id = r.section_id and g.term = r.term
        and g.state = 'locked' where r.academic_year = ${year} and r.term = 1 and r.final is not null and not r.exempt group by 1`,
  }
  const figures: Figure[] = []
  for (const [indicator, count] of Object.entries(counts) as [IndicatorCode, RawBuilder<unknown>][]) {
    const took = overview.find(({ asked }) => asked.indicator === indicator)!.took
    const records = await middleOf(3, () => count.execute(db))
    figures.push({
      what: `${indicator} by commune, beside counting the records`,
      ours: `${took.toFixed(0)} ms`,
      limit: `${records.toFixed(0)} ms from the records`,
      ratio: records / took,
      target: '≥ 100 × faster',
      met: records / took >= 100,
      numbers: { took, records },
    })
  }
  return figures
}

/** The year where it can be asked, else the first term. */
const termOf = (indicator: IndicatorCode): 0 | 1 | 2 => ((indicators[indicator] as Indicator).terms.includes(0) ? 0 : 1)

const nameOf = ({ indicator, by, ethnicity, policy }: Asked): string =>
  [indicator, `by ${by}`, ethnicity, policy].filter(Boolean).join(', ')

const largest = <T extends { took: number }>(all: readonly T[]): T => all.reduce((a, b) => (a.took > b.took ? a : b))
