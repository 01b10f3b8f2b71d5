import { useState } from 'react'
import { useQuery } from 'urql'
import { Link, useSearchParams } from 'wouter'
import { problemOf } from '../../graphql.ts'
import { formatAcademicYear, formatInstant, formatNumber, formatPercent, useText } from '../../text.ts'
import { DotStrip } from '../../ui/charts/DotStrip.tsx'
import { Legend } from '../../ui/charts/Legend.tsx'
import { Line } from '../../ui/charts/Line.tsx'
import type { Sort } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageTitle } from '../../ui/PageHead.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { preset, type Area } from './area.ts'
import { AreaNote } from './AreaNote.tsx'
import { axisRound } from './axis.ts'
import { startOf, useFrame } from './frame.ts'
import { FigureCrumb } from './FigureCrumb.tsx'
import { FigureFilters } from './FigureFilters.tsx'
import { FigureTable, nameOf } from './FigureTable.tsx'
import { FigureViews } from './FigureViews.tsx'
import { inwards, listOf } from './inwards.ts'
import { FiguresQuery, PeriodsQuery } from './queries.ts'
import type { FigureRow, Figures as FiguresAnswer } from './queries.ts'
import { changed, fileQuery, questionIn } from './question.ts'
import type { Period, Question } from './question.ts'
import { Share } from './Share.tsx'
import { digitsOf, figureText, foundIn, onAxis, periodText, wholeName } from './words.ts'
import './figures.css'

/** The province's figures, live from the sums: any indicator by unit, two years side by side, down to the class. */
export function Figures() {
  const [{ data, error }, again] = useQuery({ query: PeriodsQuery })
  const [address] = useSearchParams()
  const frame = useFrame()
  const { own, area } = frame
  const retry = () => again({ requestPolicy: 'network-only' })
  if (error && !data)
    return (
      <Page>
        <ErrorState problem={problemOf(error)} onRetry={retry} />
      </Page>
    )
  if (!data) return <Page busy />
  const start = preset(address, area, { asked: ['indicator'], subject: false })
  if (own && !start.get('school')) start.set('school', own)
  return (
    <Explorer
      address={start}
      ownSchool={frame.isOwn}
      area={area}
      periods={data.figurePeriods}
      question={questionIn(start, data.figurePeriods, startOf(frame))}
      top={frame.top}
    />
  )
}

function Explorer({
  address,
  ownSchool,
  area,
  periods,
  question,
  top,
}: {
  address: URLSearchParams
  /** Whether a post of the person is in a school. */
  ownSchool: (school: string | null | undefined) => boolean
  area: Area
  periods: readonly Period[]
  question: Question
  top: 'commune' | 'school-list' | 'school'
}) {
  const t = useText()
  const [{ data, error, fetching }, again] = useQuery({ query: FiguresQuery, variables: question })
  const [, setAddress] = useSearchParams()
  const figures = data?.figures
  const pictures = address.get('view') !== 'table'
  const view = (next: 'both' | 'table') =>
    setAddress(
      (now) => {
        const query = new URLSearchParams(now)
        if (next === 'table') query.set('view', 'table')
        else query.delete('view')
        return query
      },
      { replace: true },
    )
  const title = figures ? foundIn(t, question, figures) : t(`figures.indicator.${question.indicator}`)
  return (
    <Page busy={fetching && !figures}>
      <div className="row wrap spread figures-top">
        <FigureCrumb question={question} figures={figures} address={address} top={top} />
        <FigureViews address={address} view="one" />
      </div>
      <div className="head figures-head">
        <div>
          <PageTitle title={title} tabTitle={t(`figures.indicator.${question.indicator}`)} />
          {figures ? (
            <Basis question={question} figures={figures} />
          ) : (
            <p className="small">
              <Skeleton width={320} />
            </p>
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
          <Share page="figures" query={fileQuery(question)} chart={pictures && figures ? title : undefined} />
        </div>
      </div>
      <FigureFilters question={question} periods={periods} address={address} own={top === 'school'} area={area} />
      <AreaNote
        level={area.level === question.level ? area.level : undefined}
        subject={area.subjects.find(({ code }) => code === question.subject)?.shortName}
        href={changed(address, { level: 'all', subject: 'all' })}
      />
      {error && !figures && (
        <ErrorState problem={problemOf(error)} onRetry={() => again({ requestPolicy: 'network-only' })} />
      )}
      {figures && (
        <Answer
          question={question}
          figures={figures}
          list={ownSchool(question.school) ? (row) => listOf(question, row.key) : undefined}
          pictures={pictures}
          address={address}
          whole={wholeName(t, figures.place, top)}
        />
      )}
    </Page>
  )
}

/** What the figures rest on: the period, how many, what is counted and its share, when, and by which definition. */
function Basis({ question, figures }: { question: Question; figures: FiguresAnswer }) {
  const t = useText()
  const { whole, counting, at, law } = figures
  const parts = [
    periodText(t, question),
    ...(!question.school ? [t('figures.school_count', { count: whole.schools })] : []),
    ...(!/^(learning|conduct|title|promoted|retained|midterm|final|average|entered|books)/.test(question.indicator)
      ? []
      : [
          t(`figures.counts.${countingKey(question, counting)}`, {
            share: formatPercent(Math.floor(whole.counted * 1000) / 1000, whole.counted === 1 ? 0 : 1),
          }),
        ]),
    formatInstant(at),
  ]
  return (
    <details className="small dim">
      <summary>
        {parts.join(' · ')} · <span className="like-link">{t('figures.how_counted')}</span>
      </summary>
      <p>
        {t(`figures.how.${question.indicator}`)} {law}
      </p>
    </details>
  )
}

/** What is counted, in words: pupils with approved results, books in their states, or all marks as progress. */
function countingKey({ indicator }: Question, counting: FiguresAnswer['counting']) {
  if (/^entered|^books/.test(indicator)) return 'progress'
  return /^(midterm|final|average)/.test(indicator) ? counting : 'approved'
}

function Answer({
  question,
  figures,
  pictures,
  address,
  whole: wholeIs,
  list,
}: {
  question: Question
  figures: FiguresAnswer
  /** The list that a figure counts, where the person's post opens it. */
  list: ((row: FigureRow) => string | undefined) | undefined
  pictures: boolean
  address: URLSearchParams
  /** What all units together are called. */
  whole: string
}) {
  const t = useText()
  const inOrder = question.by === 'year' || question.by === 'grade' || question.by === 'level'
  const [chosen, setSort] = useState<Sort>()
  const sort = chosen ?? { key: inOrder ? 'name' : 'now', descending: false }
  const { measure, whole, rows } = figures
  const known = rows.filter((row) => row.now !== null)
  if (known.length === 0) return <NothingCounted question={question} address={address} />
  const values = [...rows, whole].flatMap(({ now, before }) => [now, before]).filter((value) => value !== null)
  const axis = axisRound(values.map((value) => onAxis(value, measure)))
  const lowest = known.toSorted((a, b) => (a.now ?? 0) - (b.now ?? 0))[0]
  const unit = measure === 'share' ? '%' : measure === 'mean' ? t('figures.unit.mean') : ''
  return (
    <div className="cols figures-answer">
      {pictures && question.by === 'year' && known.length > 1 && (
        <section className="panel strip" aria-label={t('figures.trend')}>
          <p className="small dim">{t('figures.trend')}</p>
          <Line
            label={t('figures.trend')}
            times={rows.map((row) => nameOf(t, question, row))}
            series={[
              {
                label: wholeIs,
                values: rows.map(({ now }) => (now === null ? undefined : onAxis(now, measure))),
              },
            ]}
            digits={digitsOf(measure)}
          />
        </section>
      )}
      {pictures && measure !== 'count' && question.by !== 'year' && known.length > 1 && (
        <section
          className="panel strip"
          aria-label={t('figures.strip', { by: question.by, period: periodText(t, question) })}
        >
          <p className="small dim">{t('figures.strip', { by: question.by, period: periodText(t, question) })}</p>
          <DotStrip
            label={t('figures.strip_label', {
              count: known.length,
              low: figureText(t, whole, lowest?.now ?? null, measure),
            })}
            dots={known.map((row) => ({
              key: row.key,
              label: nameOf(t, question, row),
              value: onAxis(row.now ?? 0, measure),
            }))}
            axis={axis}
            unit={unit}
            point={lowest?.key}
            reference={
              whole.now === null
                ? undefined
                : {
                    label: `${wholeIs} ${figureText(t, whole, whole.now, measure)}`,
                    value: onAxis(whole.now, measure),
                  }
            }
          />
        </section>
      )}
      <Panel
        title={t('figures.units', { by: question.by, count: formatNumber(rows.length) })}
        aside={
          pictures &&
          measure !== 'count' &&
          question.by !== 'year' && (
            <Legend
              items={[
                ...(whole.before === null
                  ? []
                  : [
                      {
                        label: formatAcademicYear(question.academicYear - 1),
                        colour: '--c-then',
                        shape: 'ring',
                      } as const,
                    ]),
                { label: formatAcademicYear(question.academicYear), colour: '--c-now', shape: 'dot' },
                ...(whole.before === null
                  ? []
                  : [{ label: t('figures.fell'), colour: '--c-point', shape: 'dot' } as const]),
              ]}
            />
          )
        }
      >
        <FigureTable
          question={question}
          figures={figures}
          axis={axis}
          pictures={pictures}
          whole={wholeIs}
          sort={sort}
          onSort={setSort}
          hrefOf={(row) => inwards(question, row.key, address)}
          listOfRow={list}
        />
      </Panel>
    </div>
  )
}

/** Nothing is counted yet: why, and what can be seen instead. */
function NothingCounted({ question, address }: { question: Question; address: URLSearchParams }) {
  const t = useText()
  const marks = /^(midterm|final|average)/.test(question.indicator)
  return (
    <Panel padded>
      <EmptyState
        title={t('figures.nothing')}
        actions={
          <Link
            className="btn"
            href={changed(address, {
              indicator: marks ? 'entered_midterm' : 'books_locked',
              year: question.academicYear,
              term: question.term || 1,
              ethnicity: undefined,
              policy: undefined,
            })}
          >
            {t('figures.see_progress')}
          </Link>
        }
      >
        {t(marks ? 'figures.nothing_marks' : 'figures.nothing_results')}
      </EmptyState>
    </Panel>
  )
}
