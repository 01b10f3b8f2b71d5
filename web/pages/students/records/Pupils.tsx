import { useState } from 'react'
import { useQuery } from 'urql'
import { Link, useLocation, useParams } from 'wouter'
import { problemOf } from '../../../graphql.ts'
import { yearOf } from '../../../shell/place.ts'
import { formatAcademicYear, formatNumber, useText } from '../../../text.ts'
import { DataTable } from '../../../ui/DataTable.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { Page } from '../../../ui/Page.tsx'
import { PageHead } from '../../../ui/PageHead.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { ClassActions } from './ClassActions.tsx'
import { ExportButton, ExportProgress, type ExportOrder } from './ExportList.tsx'
import { exportPath, filterOf, isNarrowed, useListAddress, type SortKey } from './list-address.ts'
import { pupilColumnsOf } from './pupil-columns.tsx'
import { PupilFilters } from './PupilFilters.tsx'
import { PupilsQuery, SchoolPupilsQuery, type SchoolPupils } from './pupils-query.ts'
import { usePages } from '../../../shell/use-pages.ts'
import './records.css'

/** The pupils of a school or of one of its classes in a year: found, filtered, ordered, opened, taken out. */
export function Pupils() {
  const t = useText()
  const params = useParams<{ unit: string; year: string; term?: string; class?: string }>()
  const year = yearOf(params.year)
  const [{ data, error }, again] = useQuery({ query: SchoolPupilsQuery, variables: { unit: params.unit, year } })
  const school = data?.schoolPupils
  const room = school?.classes.find(({ slug }) => slug === params.class)
  const { list, set, clear } = useListAddress(params.class ? 'number' : 'name')
  const pages = usePages(
    PupilsQuery,
    {
      unit: params.unit,
      year,
      first: params.class ? 60 : 50,
      after: null,
      sort: list.sort.key as SortKey,
      descending: list.sort.descending,
      filter: filterOf(list, params.class),
    },
    (found) => found.schoolPupils.pupils,
  )
  const [job, setJob] = useState<string>()
  const wrong = error ?? (pages.rows ? undefined : pages.error)
  if (wrong) {
    return (
      <Page>
        <ErrorState problem={problemOf(wrong)} onRetry={() => again({ requestPolicy: 'network-only' })} />
      </Page>
    )
  }
  const title = room
    ? t('students.title_class', { class: room.name })
    : t('students.title', { unit: school?.unit?.shortName ?? '' })
  return (
    <Page busy={!school || pages.stale}>
      <PageHead
        title={title}
        tabTitle={t('students.tab', { place: room?.name ?? school?.unit?.shortName ?? '' })}
        actions={
          school && (
            <Actions
              school={school}
              year={params.year}
              room={room}
              file={exportPath(params.unit, params.year, params.class, list)}
              order={{
                unit: params.unit,
                year,
                filter: filterOf(list, params.class),
                sort: list.sort.key as SortKey,
                columns: [...list.columns, 'class'],
              }}
              total={pages.total}
              onJob={setJob}
              reload={pages.again}
            />
          )
        }
      >
        {room
          ? t('students.line_class', { size: room.size, homeroom: room.homeroom ?? '' })
          : t('students.line', { year: formatAcademicYear(year), classes: school?.classes.length ?? 0 })}
      </PageHead>
      {job && (
        <div className="pupil-export">
          <ExportProgress job={job} />
        </div>
      )}
      <Panel>
        {school && <PupilFilters school={school} room={room?.slug} list={list} set={set} />}
        <DataTable
          label={title}
          columns={pupilColumnsOf(t, list.columns, { year: params.year, unit: params.unit, room: params.class })}
          rows={pages.rows}
          rowKey={(pupil) => pupil.id}
          total={pages.total}
          sort={list.sort}
          onSort={(sort) => set('sort', `${sort.key}${sort.descending ? '-down' : ''}`)}
          onMore={pages.more}
          loadingMore={pages.loading}
          expect={12}
          empty={
            <NoPupils school={school} narrowed={isNarrowed(list)} year={params.year} room={room?.name} clear={clear} />
          }
        />
        {pages.rows && pages.rows.length > 0 && pages.total === pages.rows.length && (
          <p className="more faint">{t('students.count', { count: pages.total, shown: formatNumber(pages.total) })}</p>
        )}
      </Panel>
    </Page>
  )
}

function Actions({
  school,
  year,
  room,
  file,
  order,
  total,
  onJob,
  reload,
}: {
  school: SchoolPupils
  year: string
  room: SchoolPupils['classes'][number] | undefined
  file: string
  order: ExportOrder
  total: number | undefined
  onJob: (id: string) => void
  reload: () => void
}) {
  const t = useText()
  const unit = school.unit?.slug ?? ''
  return (
    <>
      {room?.mayReadAbsences && (
        <Link className="btn" href={`/absences/${unit}/${year}/cn/${room.slug}`}>
          <Icon name="calendar" />
          {t('students.to_absences')}
        </Link>
      )}
      {room && school.mayCreate && <ClassActions room={room} onDone={reload} />}
      {(school.mayExport || room?.mayReadAbsences) && (
        <ExportButton file={file} order={order} total={total} onJob={onJob} />
      )}
      {school.mayImport && (
        <Link className="btn" href={`/import/${unit}/${year}?list=pupils`}>
          <Icon name="upload" />
          {t('students.import')}
        </Link>
      )}
      {school.mayCreate && (
        <Link className="btn primary" href={`/new-student/${unit}/${year}${room ? `?class=${room.slug}` : ''}`}>
          <Icon name="plus" />
          {t('students.new')}
        </Link>
      )}
    </>
  )
}

function NoPupils({
  school,
  narrowed,
  year,
  room,
  clear,
}: {
  school: SchoolPupils | undefined
  narrowed: boolean
  year: string
  room: string | undefined
  clear: () => void
}) {
  const t = useText()
  const [, navigate] = useLocation()
  if (narrowed) {
    return (
      <EmptyState
        title={t('students.none_found')}
        actions={
          <button type="button" className="btn" onClick={clear}>
            {t('students.clear')}
          </button>
        }
      >
        {t('students.none_found_why')}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title={room ? t('students.none_class', { class: room }) : t('students.none')}
      actions={
        school?.mayImport && (
          <button
            type="button"
            className="btn primary big"
            onClick={() => navigate(`/import/${school.unit?.slug ?? ''}/${year}?list=pupils`)}
          >
            {t('students.import')}
          </button>
        )
      }
    >
      {t('students.none_why')}
    </EmptyState>
  )
}
