import { useState } from 'react'
import { useQuery } from 'urql'
import { useSearchParams } from 'wouter'
import { problemOf } from '../../../graphql.ts'
import { usePlace, yearOf } from '../../../shell/place.ts'
import { formatAcademicYear, formatDay, formatInstant, useText } from '../../../text.ts'
import type { Translate } from '../../../text.ts'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Note } from '../../../ui/Note.tsx'
import { PageTitle } from '../../../ui/PageHead.tsx'
import { Segmented } from '../../../ui/Segmented.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { NotFound } from '../../NotFound.tsx'
import { ApprovalActions } from './ApprovalActions.tsx'
import { ClassResultsQuery, resultVariables } from './results-query.ts'
import type { ClassResultsData } from './results-query.ts'
import { ResultsTable } from './ResultsTable.tsx'
import type { ResultsView } from './ResultsTable.tsx'
import { StoredResults } from './StoredResults.tsx'
import { WhyPanel } from './WhyPanel.tsx'
import './results.css'

/** The results of a class in a term or the year: every level can be asked "Vì sao?". */
export function ClassResults() {
  const place = usePlace()
  const variables = resultVariables(place)
  const [{ data, error }, again] = useQuery({
    query: ClassResultsQuery,
    variables: variables ?? { unit: '', year: 0, term: 1, class: '' },
    pause: !variables,
    requestPolicy: 'cache-and-network',
  })
  const [asked, setAsked] = useState(0)
  const read = () => {
    again({ requestPolicy: 'network-only' })
    setAsked(asked + 1)
  }
  if (!variables) return <NotFound />
  const results = data?.classResults
  if (!results && error)
    return (
      <main id="main" className="page">
        <ErrorState problem={problemOf(error)} onRetry={read} />
      </main>
    )
  if (!results) return <Loading />
  return <Loaded key={results.class} results={results} variables={variables} asked={asked} onChange={read} />
}

function Loaded({
  results,
  variables,
  asked,
  onChange,
}: {
  results: ClassResultsData
  variables: { unit: string; year: number; term: number; class: string }
  asked: number
  onChange: () => void
}) {
  const t = useText()
  const [params, setParams] = useSearchParams()
  const view: ResultsView = params.get('view') === 'comment' ? 'comment' : 'scored'
  const chosen = results.pupils.find((pupil) => pupil.student === params.get('pupil'))
  const set = (name: string, value: string | null) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        if (value === null) next.delete(name)
        else next.set(name, value)
        return next
      },
      { replace: true },
    )
  const title = t('results.title', { class: results.className })
  return (
    <div className={chosen ? 'results-page asking' : 'results-page'}>
      <main id="main">
        <div className="results-head">
          <div>
            <PageTitle title={title} />
            <p className="small dim">{summary(t, results, variables)}</p>
          </div>
          <div className="row wrap noprint">
            {results.computed && (
              <Segmented
                label={t('results.columns')}
                value={view}
                options={[
                  { value: 'scored', label: t('results.view_scored') },
                  { value: 'comment', label: t('results.view_comment') },
                ]}
                onChange={(value) => set('view', value === 'scored' ? null : value)}
              />
            )}
            <ApprovalActions results={results} year={variables.year} term={variables.term} onChange={onChange} />
          </div>
        </div>
        {results.approval.reopenedAt && results.approval.state === 'submitted' && (
          <div className="results-note">
            <Note kind="wait">{t('results.reopened', { at: formatInstant(results.approval.reopenedAt) })}</Note>
          </div>
        )}
        {results.computed ? (
          <ResultsTable
            results={results}
            term={variables.term}
            view={view}
            chosen={chosen?.student}
            onChoose={(student) => set('pupil', student)}
          />
        ) : (
          <StoredResults variables={variables} />
        )}
      </main>
      {chosen && (
        <WhyPanel
          key={chosen.student}
          results={results}
          variables={{ ...variables, student: chosen.student }}
          asked={asked}
          onClose={() => set('pupil', null)}
          onChange={onChange}
        />
      )}
    </div>
  )
}

/** "Cả năm 2025–2026 · 45 học sinh · Tốt 9, Khá 25 … · duyệt 28/05/2026". */
function summary(
  t: Translate,
  { pupils, approval, computed }: ClassResultsData,
  { term, year }: { term: number; year: number },
) {
  const here = pupils.filter((pupil) => !pupil.leftOn)
  const levels = ([4, 3, 2, 1] as const)
    .map((level) => ({ level, count: here.filter((pupil) => pupil.level === level).length }))
    .filter(({ count }) => count > 0)
    .map(({ level, count }) => `${t(`students.level.${level}`)} ${count}`)
  const open = here.filter((pupil) => pupil.level === null).length
  return [
    `${t(termKey(term))} ${formatAcademicYear(year)}`,
    ...(computed ? [t('results.pupils', { count: here.length })] : []),
    [...levels, ...(open ? [t('results.without_level', { count: open })] : [])].join(', '),
    stateWords(t, approval),
  ]
    .filter(Boolean)
    .join(' · ')
}

function stateWords(t: Translate, approval: ClassResultsData['approval']) {
  const at = approval.publishedAt ?? approval.approvedAt ?? approval.submittedAt
  return t(`results.state.${approval.state}`, { day: at ? formatDay(at) : '' })
}

/** The text of a term; the year is 0. */
export const termKey = (term: number) =>
  term === 1 ? ('students.term.1' as const) : term === 2 ? ('students.term.2' as const) : ('students.term.0' as const)

function Loading() {
  const place = usePlace()
  const t = useText()
  return (
    <main id="main" className="page" aria-busy="true">
      <PageTitle title={t('results.title', { class: (place.class ?? '').toUpperCase() })} />
      <p className="small dim">{place.year && formatAcademicYear(yearOf(place.year))}</p>
      <div className="skeleton-page">
        {Array.from({ length: 14 }, (_, line) => (
          <div key={line}>
            <Skeleton width={420 - ((line * 37) % 120)} />
          </div>
        ))}
      </div>
    </main>
  )
}
