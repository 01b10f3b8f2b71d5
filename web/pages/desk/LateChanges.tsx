import { useQuery } from 'urql'
import { Link, useParams, useSearchParams } from 'wouter'
import { graphql, problemOf } from '../../graphql.ts'
import type { ResultOf } from '../../graphql.ts'
import { yearOf } from '../../shell/place.ts'
import { formatAcademicYear, formatDay, formatInstant, formatMark, useText } from '../../text.ts'
import type { Translate } from '../../text.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import type { Column } from '../../ui/DataTable.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Panel } from '../../ui/Panel.tsx'
import './today.css'

const LateChangesQuery = graphql(`
  query LateChanges($unit: String!, $academicYear: Int!, $since: LocalDate) {
    historyArchivedAt(academicYear: $academicYear)
    lateChanges(unit: $unit, academicYear: $academicYear, since: $since) {
      student
      fullName
      className
      subject
      term
      column
      before
      after
      at
      by
      reason
      link
    }
  }
`)

type LateChange = ResultOf<typeof LateChangesQuery>['lateChanges'][number]

/** Every change of a mark after its lock in a year of a school, since a day: both values, who, when and why. */
export function LateChanges() {
  const t = useText()
  const { unit = '', year = '' } = useParams<{ unit: string; year: string }>()
  const [address, setAddress] = useSearchParams()
  const since = address.get('since') ?? ''
  const academicYear = yearOf(year)
  const [{ data, error }, again] = useQuery({
    query: LateChangesQuery,
    variables: { unit, academicYear, since: since || null },
  })
  const changes = data?.lateChanges
  return (
    <Page narrow>
      <PageHead title={t('today.changes_title')}>
        {changes === undefined || data?.historyArchivedAt
          ? formatAcademicYear(academicYear)
          : t(since ? 'today.changes_since' : 'today.changes_year', {
              count: changes.length,
              year: formatAcademicYear(academicYear),
              day: formatDay(since),
            })}
      </PageHead>
      <div className="since noprint">
        <DateField
          label={t('today.since')}
          value={since}
          onChange={(day) => day !== undefined && setAddress(day ? { since: day } : {}, { replace: true })}
        />
      </div>
      {error && !data ? (
        <ErrorState problem={problemOf(error)} onRetry={() => again({ requestPolicy: 'network-only' })} />
      ) : (
        <Panel>
          <DataTable
            label={t('today.changes_title')}
            columns={columnsOf(t)}
            rows={changes}
            rowKey={(change) => `${change.student} ${change.link} ${change.column} ${change.at} ${change.after}`}
            empty={
              data?.historyArchivedAt ? (
                <EmptyState title={t('today.changes_archived')}>
                  {t('today.changes_archived_why', { year: formatAcademicYear(academicYear) })}
                </EmptyState>
              ) : (
                <EmptyState title={t('today.no_changes')}>{t('today.no_changes_why')}</EmptyState>
              )
            }
          />
        </Panel>
      )}
    </Page>
  )
}

const columnsOf = (t: Translate): Column<LateChange>[] => [
  { key: 'pupil', header: t('today.pupil'), cell: ({ fullName }) => fullName },
  {
    key: 'book',
    header: t('today.book'),
    cell: ({ className, subject, link }) => (
      <Link className="quiet" href={link}>
        {className} · {subject}
      </Link>
    ),
  },
  { key: 'column', header: t('today.column_head'), cell: ({ column }) => columnName(t, column) },
  {
    key: 'values',
    header: t('today.values'),
    cell: ({ before, after }) => (
      <span className="nowrap">
        <s className="dim">{cellText(t, before)}</s> → <b>{cellText(t, after)}</b>
      </span>
    ),
  },
  { key: 'by', header: t('today.by'), cell: ({ by }) => by },
  { key: 'at', header: t('today.at'), cell: ({ at }) => <span className="nowrap">{formatInstant(at)}</span> },
  {
    key: 'reason',
    header: t('today.reason'),
    cell: ({ reason }) => reason ?? <span className="faint">{t('today.no_reason')}</span>,
  },
]

/** A cell as it is read: a mark with its comma, Đ and CĐ as they are. */
function cellText(t: Translate, cell: string | null) {
  if (cell === null) return t('today.empty_cell')
  return /^\d/.test(cell) ? formatMark(cell) : cell
}

function columnName(t: Translate, column: string) {
  const [kind, position = ''] = column.split('_')
  switch (kind) {
    case 'regular':
      return t('today.column.regular', { position })
    case 'midterm':
      return t('today.column.midterm')
    case 'final':
      return t('today.column.final')
    default:
      return t('today.column.comment')
  }
}
