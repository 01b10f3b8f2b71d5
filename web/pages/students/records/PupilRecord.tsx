import { useQuery } from 'urql'
import { Link, useParams } from 'wouter'
import { problemOf } from '../../../graphql.ts'
import { runningYear, yearSlug } from '../../../shell/place.ts'
import { useViewer } from '../../../shell/session.ts'
import { formatAcademicYear, formatDay, useText } from '../../../text.ts'
import type { Translate } from '../../../text.ts'
import { DataTable, type Column } from '../../../ui/DataTable.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Page } from '../../../ui/Page.tsx'
import { PageHead } from '../../../ui/PageHead.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { PupilYears } from '../results/PupilYears.tsx'
import { AbsenceFacts } from './AbsenceFacts.tsx'
import { CarriedYears } from './CarriedYears.tsx'
import { Guardians } from './Guardians.tsx'
import { Moves } from './Moves.tsx'
import { RecordGroup } from './RecordGroup.tsx'
import { RecordHistory } from './RecordHistory.tsx'
import { fieldGroups } from './record-fields.ts'
import { RecordQuery, type PupilRecord as Record } from './record-query.ts'
import './records.css'

/** A school's record of a pupil: read in groups, edited in place, with guardians, places in classes and history. */
export function PupilRecord() {
  const t = useText()
  const { id } = useParams<{ id: string }>()
  const { today } = useViewer()
  const year = runningYear(today)
  const [{ data, error }, again] = useQuery({ query: RecordQuery, variables: { id, year } })
  const reload = () => again({ requestPolicy: 'network-only' })
  if (error && !data) {
    return (
      <Page>
        <ErrorState problem={problemOf(error)} onRetry={reload} />
      </Page>
    )
  }
  if (!data) return <Page busy />
  const pupil = data.student
  return (
    <Page key={pupil.id}>
      <PageHead
        title={pupil.fullName}
        tabTitle={t('students.record_tab', { name: pupil.fullName })}
        actions={pupil.mayEnrol && <Moves pupil={pupil} onDone={reload} />}
      >
        <Line pupil={pupil} />
      </PageHead>
      <div className="pupil-record">
        <div className="pupil-main">
          {fieldGroups
            .filter((group) => isSeen(pupil, group.fields))
            .map((group) => (
              <RecordGroup key={group.key} group={group} record={pupil} onSaved={reload} />
            ))}
        </div>
        <div className="pupil-side">
          <Panel title={t('students.enrollments')}>
            <DataTable
              label={t('students.enrollments')}
              columns={placesOf(t, pupil, today)}
              rows={pupil.enrollments}
              rowKey={({ academicYear, startsOn, className }) => `${academicYear} ${startsOn} ${className}`}
              empty={<p className="faint">{t('students.never_enrolled')}</p>}
            />
          </Panel>
          <PupilYears student={pupil.id} school={pupil.school?.slug ?? ''} />
          <CarriedYears years={pupil.carriedYears} />
          {(pupil.guardians.length > 0 || pupil.mayAddGuardian) && <Guardians pupil={pupil} onDone={reload} />}
          <AbsenceFacts cells={pupil.absences} year={year} />
          {pupil.mayUpdate && <RecordHistory id={pupil.id} version={pupil.version} onDone={reload} />}
        </div>
      </div>
    </Page>
  )
}

/** A group of which everything is hidden from this person is left out. */
const isSeen = (pupil: Record, fields: readonly { name: keyof Record }[]): boolean =>
  pupil.mayUpdate || fields.some(({ name }) => pupil[name] !== null && pupil[name] !== undefined && name !== 'fullName')

function Line({ pupil: { seat, school, code } }: { pupil: Record }) {
  const t = useText()
  return (
    <>
      {seat && school && (
        <>
          <Link href={`/students/${school.slug}/${yearSlug(seat.academicYear)}/cn/${seat.classSlug}`}>
            {seat.className}
          </Link>
          {seat.number !== null && ` · ${t('students.number', { number: seat.number })}`}
          {seat.status !== 'studying' && ` · ${t(`students.status.${seat.status}`)}`}
          {' · '}
        </>
      )}
      {school?.shortName}
      {code && ` · ${code}`}
    </>
  )
}

function placesOf(t: Translate, { school }: Record, day: string): Column<Record['enrollments'][number]>[] {
  return [
    { key: 'year', header: t('students.year'), cell: ({ academicYear }) => formatAcademicYear(academicYear) },
    {
      key: 'class',
      header: t('students.column.class'),
      cell: ({ className, classSlug, academicYear, number }) => (
        <>
          <Link className="quiet" href={`/students/${school?.slug ?? ''}/${yearSlug(academicYear)}/cn/${classSlug}`}>
            {className}
          </Link>
          {number !== null && <span className="faint"> · {number}</span>}
        </>
      ),
    },
    {
      key: 'days',
      header: t('students.days'),
      cell: ({ startsOn, endsOn }) =>
        t('students.from_to', { from: formatDay(startsOn), to: endsOn ? formatDay(endsOn) : 'none' }),
    },
    {
      key: 'status',
      header: t('students.column.status'),
      cell: ({ status, endReason, repeating, endsOn }) => (
        <>
          {status === 'studying' ? (
            t(endsOn && endsOn < day ? 'students.status.completed' : 'students.status.studying')
          ) : (
            <Tag>{t(`students.status.${status}`)}</Tag>
          )}
          {repeating && ` ${t('students.repeating')}`}
          {endReason && <small className="faint block">{endReason}</small>}
        </>
      ),
    },
  ]
}
