import { Suspense, lazy, useEffect, useState } from 'react'
import { useMutation, useQuery } from 'urql'
import { Link, useParams, useSearchParams } from 'wouter'
import { problemOf } from '../../graphql.ts'
import { yearOf, yearSlug } from '../../shell/place.ts'
import { dayAt, formatAcademicYear, formatShortDay, useText } from '../../text.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { PageTitle } from '../../ui/PageHead.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { ChildQuery, VisitMutation } from './child-query.ts'
import type { Child, Results } from './child-query.ts'
import { shownTerms } from './child-words.ts'
import type { Shown } from './child-words.ts'
import { Absences, Contact, Levels } from './ParentAside.tsx'
import { ParentBar } from './ParentBar.tsx'
import { ParentLoading } from './ParentLoading.tsx'
import { ParentNews } from './ParentNews.tsx'
import { ParentSubjects } from './ParentSubjects.tsx'
import { newSince, newsOf } from './news.ts'
import './parent.css'

const ParentOlder = lazy(() => import('./ParentOlder.tsx').then((it) => ({ default: it.ParentOlder })))

/** What a parent came for, for each child in any school: what is new, then the subjects in words. For a pupil, the pupil. */
export function Parent() {
  const { id } = useParams<{ id?: string }>()
  const [search] = useSearchParams()
  const year = search.get('year')
  const [{ data, error, stale }, again] = useQuery({
    query: ChildQuery,
    variables: { id: id ?? null, year: year ? yearOf(year) : null },
  })
  const child = data?.child
  return (
    <>
      <ParentBar />
      {data && data.children.length > 1 && <Children all={data.children} current={child?.id} />}
      {error && !child ? (
        <main id="main" className="family">
          <ErrorState problem={problemOf(error)} onRetry={() => again({ requestPolicy: 'network-only' })} />
        </main>
      ) : !data ? (
        <ParentLoading />
      ) : child ? (
        <Found key={child.id} child={child} year={year} stale={stale} />
      ) : (
        <NoChildren />
      )}
    </>
  )
}

function Children({ all, current }: { all: readonly Pick<Child, 'id' | 'givenName' | 'years'>[]; current?: string }) {
  const t = useText()
  return (
    <nav className="kids noprint" aria-label={t('family.children')}>
      {all.map(({ id, givenName, years: [last] }) => (
        <Link key={id} className="kid" href={`/child/${id}`} aria-current={id === current ? 'page' : undefined}>
          <b>{givenName}</b>
          {last && <small>{t('family.place', { class: last.className, unit: last.unitName })}</small>}
        </Link>
      ))}
    </nav>
  )
}

function Found({ child, year, stale }: { child: Child; year: string | null; stale: boolean }) {
  const t = useText()
  const [search, setSearch] = useSearchParams()
  const [, visit] = useMutation(VisitMutation)
  // What was new when the page was opened stays so while one reads.
  const [lastVisit] = useState(child.lastVisit)
  useEffect(() => void visit({ id: child.id }), [visit, child.id])

  const [results] = child.results
  const isOlder = !!results?.scheme && results.scheme !== 'circular-22-2021'
  const shown = results ? chosen(results, search.get('term')) : 1
  const show = (next: Shown) => setSearch({ ...Object.fromEntries(search), term: String(next) }, { replace: true })
  const newest = child.years[0]?.academicYear
  const academicYear = year ? yearOf(year) : newest
  const items = results ? newsOf(results) : []
  const fresh = newSince(items, lastVisit)
  const seen = lastVisit ? ` · ${t('family.seen_before', { day: formatShortDay(dayAt(lastVisit)) })}` : ''
  return (
    <main id="main" className="family" aria-busy={stale}>
      <div className="sum">
        <div>
          <PageTitle title={child.name} tabTitle={t('family.tab', { name: child.name })} />
          <p className="dim small">
            {results && academicYear && (
              <>
                {t('family.when', {
                  term: whenWords(t, isOlder ? 'year' : shown),
                  year: formatAcademicYear(academicYear),
                })}
                {seen}
              </>
            )}
          </p>
          <Years child={child} current={academicYear} />
        </div>
        {results && academicYear === newest && <ParentNews items={items} fresh={fresh} lastVisit={lastVisit} />}
        {results && !isOlder && <Levels results={results} shown={shown} />}
        {results && <Absences absences={results.absences} />}
      </div>
      {results && (
        <section className="subjects" aria-labelledby="subjects">
          <div className="family-head">
            <h2 id="subjects">{t(isOlder ? 'family.conduct' : 'family.subjects')}</h2>
            {!isOlder && <Terms results={results} shown={shown} show={show} />}
          </div>
          {isOlder ? (
            <Suspense>
              <ParentOlder results={results} />
            </Suspense>
          ) : (
            <ParentSubjects results={results} shown={shown} fresh={fresh} />
          )}
          {academicYear && results.correctionsArchived && (
            <p className="faint small">
              {t('family.corrections_archived', { year: formatAcademicYear(academicYear) })}
            </p>
          )}
          {academicYear && !isOlder && (
            <p className="noprint">
              <Link href={`/child/${child.id}/${yearSlug(academicYear)}`}>
                <Icon name="print" /> {t('family.print_year')}
              </Link>
            </p>
          )}
        </section>
      )}
      <div className="sum tail">
        {results && academicYear === newest && <Contact contact={results.contact} />}
        <p className="small faint">{t('family.safe')}</p>
      </div>
    </main>
  )
}

function Years({ child, current }: { child: Child; current?: number }) {
  const t = useText()
  const [first] = child.years
  if (child.years.length < 2) return null
  return (
    <nav className="row wrap small noprint" aria-label={t('family.years')}>
      {child.years.map(({ academicYear, className }) => (
        <Link
          key={academicYear}
          href={
            academicYear === first?.academicYear
              ? `/child/${child.id}`
              : `/child/${child.id}?year=${yearSlug(academicYear)}`
          }
          aria-current={academicYear === current ? 'page' : undefined}
        >
          {formatAcademicYear(academicYear)} · {className}
        </Link>
      ))}
    </nav>
  )
}

function Terms({ results, shown, show }: { results: Results; shown: Shown; show: (shown: Shown) => void }) {
  const t = useText()
  const terms = shownTerms(results)
  if (terms.length < 2) return null
  return (
    <Segmented
      label={t('family.time')}
      value={String(shown)}
      options={terms.map((value) => ({ value: String(value), label: whenWords(t, value) }))}
      onChange={(value) => show(asShown(value) ?? 1)}
    />
  )
}

function NoChildren() {
  const t = useText()
  return (
    <main id="main" className="family">
      <PageTitle title={t('family.children')} />
      <EmptyState title={t('family.no_children')}>{t('family.no_children_next')}</EmptyState>
    </main>
  )
}

/** The part that was asked for, or the latest that there is something of. */
function chosen(results: Results, asked: string | null): Shown {
  const terms = shownTerms(results)
  const wanted = asked ? asShown(asked) : undefined
  return wanted && terms.includes(wanted) ? wanted : (terms.at(-1) ?? 1)
}

function asShown(text: string): Shown | undefined {
  return text === '1' ? 1 : text === '2' ? 2 : text === 'year' ? 'year' : undefined
}

function whenWords(t: ReturnType<typeof useText>, shown: Shown): string {
  return shown === 'year' ? t('students.term.0') : t(`students.term.${shown}`)
}
