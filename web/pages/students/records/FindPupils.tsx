import { Link } from 'wouter'
import { problemOf } from '../../../graphql.ts'
import { runningYear, yearSlug } from '../../../shell/place.ts'
import { useViewer } from '../../../shell/session.ts'
import { formatDay, useText } from '../../../text.ts'
import type { Translate } from '../../../text.ts'
import { DataTable, type Column } from '../../../ui/DataTable.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Page } from '../../../ui/Page.tsx'
import { PageHead } from '../../../ui/PageHead.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { useListAddress } from './list-address.ts'
import { Words } from './PupilFilters.tsx'
import { ProvincePupilsQuery, type FoundPupil } from './pupils-query.ts'
import { usePages } from '../../../shell/use-pages.ts'
import './records.css'

/** Pupils of all schools that the person's posts reach, found by words. */
export function FindPupils() {
  const t = useText()
  const { today } = useViewer()
  const year = runningYear(today)
  const { list, set } = useListAddress('name')
  const enough = list.words.replace(/[^\p{L}\p{N}]/gu, '').length >= 2
  const pages = usePages(
    ProvincePupilsQuery,
    { year, first: 50, after: null, filter: { words: list.words, status: 'studying' } },
    (found) => found.students,
    !enough,
  )
  const problem = pages.error && !pages.rows ? problemOf(pages.error) : null
  // Words that thousands of pupils have are no fault: the page asks for more of them.
  const narrower = enough ? problem?.violations[0]?.message : t('students.words_needed')
  return (
    <Page busy={enough && pages.stale}>
      <PageHead title={t('students.find_title')}>{t('students.find_line')}</PageHead>
      <Panel>
        <div className="pupil-filters">
          <Words value={list.words} onChange={(words) => set('words', words)} />
        </div>
        {narrower ? (
          <p className="pad faint">{narrower}</p>
        ) : problem ? (
          <ErrorState problem={problem} onRetry={pages.again} />
        ) : (
          <DataTable
            label={t('students.find_title')}
            columns={columnsOf(t, yearSlug(year))}
            rows={pages.rows}
            rowKey={(pupil) => pupil.id}
            total={pages.total}
            onMore={pages.more}
            loadingMore={pages.loading}
            empty={<EmptyState title={t('students.none_found')}>{t('students.none_found_why')}</EmptyState>}
          />
        )}
      </Panel>
    </Page>
  )
}

function columnsOf(t: Translate, year: string): Column<FoundPupil>[] {
  return [
    {
      key: 'name',
      header: t('students.column.name'),
      width: 170,
      cell: ({ id, restName, givenName }) => (
        <Link className="pupil-name" href={`/student/${id}`}>
          {restName} <b>{givenName}</b>
        </Link>
      ),
    },
    {
      key: 'birth_date',
      header: t('students.column.birth_date'),
      num: true,
      cell: ({ birthDate }) => birthDate && formatDay(birthDate),
    },
    {
      key: 'class',
      header: t('students.column.class'),
      cell: ({ school, seat }) =>
        school &&
        seat && (
          <Link className="quiet" href={`/students/${school.slug}/${year}/cn/${seat.classSlug}`}>
            {seat.className}
          </Link>
        ),
    },
    {
      key: 'school',
      header: t('students.school'),
      cell: ({ school }) =>
        school && (
          <Link className="quiet" href={`/students/${school.slug}/${year}`}>
            {school.shortName}
          </Link>
        ),
    },
    { key: 'code', header: t('students.column.code'), secondary: true, cell: ({ code }) => code },
  ]
}
