import { useQuery } from 'urql'
import { formatAcademicYear, formatNumber, useText } from '../../text.ts'
import { nameOf } from './FigureTable.tsx'
import { SmallSpreadsQuery } from './queries.ts'
import type { SpreadAsked } from './spread-address.ts'
import { SpreadChart } from './SpreadChart.tsx'
import { stepsOf } from './spread-steps.ts'

/** The same spread grade by grade or year by year, small and at one scale, each with its year before as a line. */
export function SmallSpreads({ asked, parts }: { asked: SpreadAsked; parts: 'grade' | 'year' }) {
  const t = useText()
  const [{ data }] = useQuery({ query: SmallSpreadsQuery, variables: { ...asked, by: parts } })
  const rows = (data?.markSpreads.rows ?? [])
    .filter(({ now }) => now.summary)
    .toSorted((a, b) => Number(a.key) - Number(b.key))
  const max = Math.max(
    0.01,
    ...rows.flatMap(({ now, before }) => [...stepsOf(now.counts, 1), ...stepsOf(before.counts, 1)]),
  )
  return (
    <div className="small-spreads">
      {rows.map((row) => {
        const { now, before, key } = row
        const name = nameOf(t, { by: parts }, row)
        const year = parts === 'year' ? Number(key) : asked.academicYear
        const mean = now.summary ? formatNumber(now.summary.mean, 2) : ''
        return (
          <figure key={key}>
            <figcaption>
              <b>{name}</b>{' '}
              <span className="dim">
                {t('figures.small_facts', { mean, marks: formatNumber(now.summary?.marks ?? 0) })}
              </span>
            </figcaption>
            <SpreadChart
              label={`${name}: ${t('figures.small_facts', { mean, marks: formatNumber(now.summary?.marks ?? 0) })}`}
              counts={now.counts}
              lines={
                before.counts.length > 0
                  ? [{ label: formatAcademicYear(year - 1), counts: before.counts, colour: '--c-then' }]
                  : []
              }
              perPoint={1}
              max={max}
              height={112}
            />
          </figure>
        )
      })}
    </div>
  )
}
