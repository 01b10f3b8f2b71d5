import { useState } from 'react'
import { useQuery } from 'urql'
import { useSearchParams } from 'wouter'
import { problemOf } from '../../../graphql.ts'
import { termOf, usePlace, yearOf } from '../../../shell/place.ts'
import { formatAcademicYear, formatNumber, formatPercent, useText } from '../../../text.ts'
import type { Translate } from '../../../text.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { SchoolProblem } from '../../../shell/SchoolProblem.tsx'
import { SelectField } from '../../../ui/Field.tsx'
import { Page } from '../../../ui/Page.tsx'
import { PageHead } from '../../../ui/PageHead.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Segmented } from '../../../ui/Segmented.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { NotFound } from '../../NotFound.tsx'
import { BooksActions } from './BooksActions.tsx'
import { BooksMatrix } from './BooksMatrix.tsx'
import type { Ticks } from './BooksMatrix.tsx'
import { SchoolBooksQuery, isInSight, isLate, progressOf } from './books-query.ts'
import type { BookLine, BooksFilter, Look, SchoolBooksData } from './books-query.ts'
import { EntryWindows } from './EntryWindows.tsx'
import './books.css'

const looks: readonly Look[] = ['all', 'regular', 'midterm', 'final']
const states = ['late', 'open', 'submitted', 'checked', 'locked', 'unlocked'] as const

/** The books of a school: classes × subjects with what is entered, their state, and what can be done to many at once. */
export function Books() {
  const t = useText()
  const { unit = '', year, term: slug } = usePlace()
  const term = slug ? termOf(slug) : undefined
  const [{ data, error }, again] = useQuery({
    query: SchoolBooksQuery,
    variables: { unit, year: year ? yearOf(year) : 0, term: term ?? 1 },
    pause: !term,
  })
  if (!term || !year) return <NotFound />
  const read = () => again({ requestPolicy: 'network-only' })
  const books = data?.books
  if (!books && error)
    return (
      <Page>
        <SchoolProblem problem={problemOf(error)} unit={unit} year={year} onRetry={read} />
      </Page>
    )
  if (!books)
    return (
      <Page busy>
        <PageHead
          title={t('book.page_title')}
        >{`${t(term === 1 ? 'students.term.1' : 'students.term.2')} ${formatAcademicYear(yearOf(year))}`}</PageHead>
        <Panel>
          <div className="skeleton-page pad">
            {Array.from({ length: 14 }, (_, line) => (
              <div key={line}>
                <Skeleton width={880 - ((line * 53) % 160)} />
              </div>
            ))}
          </div>
        </Panel>
      </Page>
    )
  return <Loaded books={books} place={{ slug: unit, year: yearOf(year), term }} onChange={read} />
}

function Loaded({
  books,
  place,
  onChange,
}: {
  books: SchoolBooksData
  place: { slug: string; year: number; term: number }
  onChange: () => void
}) {
  const t = useText()
  const [params, setParams] = useSearchParams()
  const [ticks, setTicks] = useState<Ticks>({ classes: new Set(), subjects: new Set() })
  const filter = filterIn(params)
  const set = (name: string, value: string) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        if (value === '') next.delete(name)
        else next.set(name, value)
        return next
      },
      { replace: true },
    )
  const inSight = books.books.filter((book) => isInSight(book, filter))
  const chosen = inSight.filter(
    (book) =>
      (ticks.classes.size === 0 || (book.class !== null && ticks.classes.has(book.class))) &&
      (ticks.subjects.size === 0 || ticks.subjects.has(book.subject)),
  )
  const grades = [...new Set(books.books.map(({ grade }) => grade))].sort((a, b) => a - b)
  return (
    <Page>
      <PageHead title={t('book.page_title')}>
        {[
          `${t(place.term === 1 ? 'students.term.1' : 'students.term.2')} ${formatAcademicYear(place.year)}`,
          ...summary(t, books.books, filter.look),
        ].join(' · ')}
      </PageHead>
      <div className="books-filters noprint">
        <Segmented
          label={t('book.look')}
          value={filter.look}
          options={looks.map((look) => ({ value: look, label: t(`book.look.${look}`) }))}
          onChange={(look) => set('look', look === 'all' ? '' : look)}
        />
        <SelectField
          label={t('book.grade')}
          value={filter.grade === null ? '' : String(filter.grade)}
          options={[
            { value: '', label: t('book.every_grade') },
            ...grades.map((grade) => ({ value: String(grade), label: t('book.grade_of', { grade }) })),
          ]}
          onChange={(event) => set('grade', event.target.value)}
        />
        <SelectField
          label={t('book.state')}
          value={filter.state ?? ''}
          options={[
            { value: '', label: t('book.every_state') },
            ...states.map((state) => ({ value: state, label: t(`book.state.${state}`) })),
          ]}
          onChange={(event) => set('state', event.target.value)}
        />
      </div>
      <BooksActions books={books} place={place} look={filter.look} chosen={chosen} onChange={onChange} />
      <Panel>
        {inSight.length === 0 ? (
          <div className="pad">
            <EmptyState title={t(filter.state === 'late' ? 'book.none_late' : 'book.none')}>
              {t('book.none_why')}
            </EmptyState>
          </div>
        ) : (
          <BooksMatrix books={books} inSight={inSight} look={filter.look} ticks={ticks} onTick={setTicks} />
        )}
      </Panel>
      <p className="small faint books-legend">{t('book.legend')}</p>
      <EntryWindows books={books} place={place} onChange={onChange} />
    </Page>
  )
}

function filterIn(params: URLSearchParams): BooksFilter {
  const look = looks.find((it) => it === params.get('look')) ?? 'all'
  const grade = Number(params.get('grade')) || null
  const state = states.find((it) => it === params.get('state')) ?? null
  return { look, grade, state }
}

function summary(t: Translate, books: readonly BookLine[], look: Look): string[] {
  const total = books.map((book) => progressOf(book, look))
  const entered = total.reduce((sum, it) => sum + it.entered, 0)
  const due = total.reduce((sum, it) => sum + it.due, 0)
  const late = books.filter((book) => isLate(book, look)).length
  const locked = books.filter(({ state }) => state === 'locked').length
  return [
    t('book.summary_books', { count: formatNumber(books.length) }),
    t('book.summary_entered', { share: formatPercent(due === 0 ? 0 : entered / due) }),
    t('book.summary_late', { count: late }),
    t('book.summary_locked', { count: locked }),
  ]
}
