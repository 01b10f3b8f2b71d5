import { useState } from 'react'
import { useQuery } from 'urql'
import { Link, useSearchParams } from 'wouter'
import { problemOf } from '../../graphql.ts'
import { formatAcademicYear, formatInstant, formatNumber, formatPercent, useText } from '../../text.ts'
import type { Translate } from '../../text.ts'
import { Legend } from '../../ui/charts/Legend.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageTitle } from '../../ui/PageHead.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { preset } from './area.ts'
import { AreaNote } from './AreaNote.tsx'
import { FigureCrumb } from './FigureCrumb.tsx'
import { FigureViews } from './FigureViews.tsx'
import { startOf, useFrame } from './frame.ts'
import { PeriodsQuery, SpreadQuery, type SpreadAnswer } from './queries.ts'
import { changed, fileQuery } from './question.ts'
import { Share } from './Share.tsx'
import { SmallSpreads } from './SmallSpreads.tsx'
import { spreadIn, spreadPath, type SpreadAsked } from './spread-address.ts'
import { SpreadChart, type SpreadLine } from './SpreadChart.tsx'
import { SpreadFilters } from './SpreadFilters.tsx'
import { SpreadTable } from './SpreadTable.tsx'
import { markText, periodText, wholeName } from './words.ts'
import './figures.css'

/** How the marks of a subject are spread (phổ điểm): of a province, a commune, a school, beside last year and beside all. */
export function Spread() {
  const t = useText()
  const [{ data: known, error: lost }, retry] = useQuery({ query: PeriodsQuery })
  const [address, setAddress] = useSearchParams()
  const frame = useFrame()
  const start = preset(address, frame.area, { asked: ['kind'], subject: true })
  if (frame.own && !start.get('school')) start.set('school', frame.own)
  const periods = known?.figurePeriods ?? []
  const asked = spreadIn(start, periods, startOf(frame))
  const [{ data, error, fetching }, again] = useQuery({ query: SpreadQuery, variables: asked, pause: !known })
  const figures = data?.markSpreads
  const pictures = start.get('view') !== 'table'
  const problem = lost ?? error
  const title = figures ? foundIn(t, asked, figures) : t('figures.spread')
  const view = (next: 'both' | 'table') =>
    setAddress(
      (now) => {
        const query = new URLSearchParams(now)
        if (next === 'table') query.set('view', next)
        else query.delete('view')
        return query
      },
      { replace: true },
    )
  return (
    <Page busy={fetching && !figures}>
      <div className="row wrap spread figures-top">
        <FigureCrumb question={asked} figures={figures} address={start} top={frame.top} path={spreadPath} />
        <FigureViews address={start} view="spread" />
      </div>
      <div className="head figures-head">
        <div>
          <PageTitle title={title} tabTitle={t('figures.spread')} />
          {figures && (
            <details className="small dim">
              <summary>
                {basisOf(t, asked, figures).join(' · ')} · <span className="like-link">{t('figures.how_counted')}</span>
              </summary>
              <p>{t('figures.how_spread')}</p>
            </details>
          )}
        </div>
        <div className="row wrap noprint">
          <Segmented
            label={t('figures.view')}
            value={pictures ? 'both' : 'table'}
            options={[
              { value: 'both', label: t('figures.view_both') },
              { value: 'table', label: t('figures.view_table') },
            ]}
            onChange={view}
          />
          <Share
            page="spread"
            query={fileQuery(asked)}
            chart={pictures && figures?.whole.now.summary ? title : undefined}
          />
        </div>
      </div>
      <SpreadFilters asked={asked} periods={periods} address={start} area={frame.area} own={frame.top === 'school'} />
      <AreaNote
        level={frame.area.level === asked.level ? frame.area.level : undefined}
        subject={undefined}
        href={changed(start, { level: 'all' }, spreadPath)}
      />
      {problem && !figures && (
        <ErrorState
          problem={problemOf(problem)}
          onRetry={() => (lost ? retry : again)({ requestPolicy: 'network-only' })}
        />
      )}
      {figures && (
        <Answer
          asked={asked}
          figures={figures}
          address={start}
          pictures={pictures}
          whole={wholeName(t, figures.place, frame.top)}
        />
      )}
    </Page>
  )
}

function Answer({
  asked,
  figures,
  address,
  pictures,
  whole: wholeIs,
}: {
  asked: SpreadAsked
  figures: SpreadAnswer
  address: URLSearchParams
  pictures: boolean
  /** What all units together are called. */
  whole: string
}) {
  const t = useText()
  const [parts, setParts] = useState<'grade' | 'year'>(asked.grade ? 'year' : 'grade')
  const { whole, reference, outliers } = figures
  const { summary } = whole.now
  if (!summary)
    return (
      <Panel padded>
        <EmptyState title={t(whole.now.few ? 'figures.few_marks' : 'figures.nothing')}>
          {t('figures.nothing_marks')}
        </EmptyState>
      </Panel>
    )
  const lines: SpreadLine[] = [
    ...(whole.before.summary
      ? [
          {
            label: formatAcademicYear(asked.academicYear - 1),
            counts: whole.before.counts,
            colour: '--c-then',
          } as const,
        ]
      : []),
    ...(reference?.summary
      ? [{ label: t('figures.everything'), counts: reference.counts, colour: '--ink-2', dashed: true } as const]
      : []),
  ]
  return (
    <div className="cols figures-answer">
      <Panel
        title={t('figures.spread_marks', { count: summary.marks })}
        aside={
          pictures && (
            <Legend
              items={[
                { label: t('figures.below_five'), colour: '--c-point' },
                { label: formatAcademicYear(asked.academicYear), colour: '--c-now' },
                ...lines.map(({ label, colour }) => ({ label, colour, shape: 'line' as const })),
              ]}
            />
          )
        }
      >
        {pictures && (
          <div className="spread-picture">
            <SpreadChart
              label={foundIn(t, asked, figures)}
              counts={whole.now.counts}
              lines={lines}
              quartiles={[summary.lowerQuartile, summary.median, summary.upperQuartile]}
            />
          </div>
        )}
        <Facts asked={asked} figures={figures} whole={wholeIs} />
      </Panel>
      {pictures && (
        <Panel
          title={t(`figures.small_by.${parts}`)}
          aside={
            <Segmented
              label={t('figures.filter.by')}
              value={parts}
              options={[
                ...(asked.grade ? [] : [{ value: 'grade' as const, label: t('figures.by.grade') }]),
                { value: 'year' as const, label: t('figures.by.year') },
              ]}
              onChange={setParts}
            />
          }
        >
          <SmallSpreads asked={asked} parts={asked.grade ? 'year' : parts} />
        </Panel>
      )}
      {outliers.length > 0 && (
        <Panel title={t('figures.outliers', { count: outliers.length })}>
          <ul className="list outliers">
            {outliers.map(({ key, name, mean, marks, deviations }) => (
              <li key={key}>
                <Link href={changed(address, { school: key, by: undefined }, spreadPath)}>{name}</Link>{' '}
                <span className="dim">
                  {t('figures.outlier', {
                    way: deviations < 0 ? 'low' : 'high',
                    mean: formatNumber(mean, 2),
                    deviations: formatNumber(Math.abs(deviations), 1),
                    marks: formatNumber(marks),
                  })}
                </span>
              </li>
            ))}
          </ul>
        </Panel>
      )}
      <SpreadTable asked={asked} figures={figures} address={address} whole={wholeIs} />
    </div>
  )
}

/** This year, last year and all beside each other, in numbers. */
function Facts({ asked, figures, whole: wholeIs }: { asked: SpreadAsked; figures: SpreadAnswer; whole: string }) {
  const t = useText()
  const { whole, reference } = figures
  const lines = [
    { name: `${wholeIs}, ${formatAcademicYear(asked.academicYear)}`, of: whole.now.summary },
    ...(whole.before.summary
      ? [{ name: `${wholeIs}, ${formatAcademicYear(asked.academicYear - 1)}`, of: whole.before.summary }]
      : []),
    ...(reference
      ? [{ name: `${t('figures.everything')}, ${formatAcademicYear(asked.academicYear)}`, of: reference.summary }]
      : []),
  ]
  const heads = [
    t('figures.base_of.marks'),
    t('figures.mean'),
    t('figures.lower_quartile'),
    t('figures.median'),
    t('figures.upper_quartile'),
    `${t('figures.below_five')} (%)`,
    `${t('figures.from_eight')} (%)`,
  ]
  return (
    <div className="scroll-x" tabIndex={0} role="group" aria-label={t('figures.spread_numbers')}>
      <table className="tbl cards">
        <thead>
          <tr>
            <th scope="col">{t('figures.compared')}</th>
            {heads.map((head) => (
              <th key={head} scope="col" className="num">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ name, of }) => {
            const cells = of
              ? [
                  formatNumber(of.marks),
                  formatNumber(of.mean, 2),
                  markText(of.lowerQuartile),
                  markText(of.median),
                  markText(of.upperQuartile),
                  formatNumber(of.belowFive * 100, 1),
                  formatNumber(of.fromEight * 100, 1),
                ]
              : heads.map(() => t('figures.none'))
            return (
              <tr key={name}>
                <th scope="row">{name}</th>
                {cells.map((cell, index) => (
                  <td key={heads[index]} className={of ? 'num' : 'num faint'} data-name={heads[index]}>
                    {cell}
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** What the spread found, in a sentence. */
function foundIn(t: Translate, asked: SpreadAsked, { whole, place, subject }: SpreadAnswer): string {
  const { summary } = whole.now
  const where = place.schoolName ?? place.communeName
  const what = t('figures.spread_of', { kind: asked.kind, subject })
  if (!summary) return t('figures.spread_title', { what, where: where ?? '' })
  return t('figures.spread_says', {
    what: where ? `${what} ${t('figures.in_place', { place: where })}` : what,
    median: markText(summary.median),
    below: formatPercent(summary.belowFive),
  })
}

function basisOf(t: Translate, asked: SpreadAsked, { counting, counted, at, whole }: SpreadAnswer): string[] {
  return [
    periodText(t, asked),
    ...(asked.grade ? [t('figures.grade_name', { grade: asked.grade })] : []),
    ...(asked.school ? [] : [t('figures.school_count', { count: whole.schools })]),
    t(`figures.counts.${counting}`, { share: formatPercent(Math.floor(counted * 1000) / 1000, counted === 1 ? 0 : 1) }),
    formatInstant(at),
  ]
}
