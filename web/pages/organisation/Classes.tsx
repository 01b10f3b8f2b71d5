import { useState } from 'react'
import { useMutation, useQuery } from 'urql'
import { Link, useParams, useSearchParams } from 'wouter'
import { problemOf } from '../../graphql.ts'
import { refusalOfError, useAct } from '../../shell/act.ts'
import { yearOf, yearSlug } from '../../shell/place.ts'
import { formatAcademicYear, formatDay, useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Note } from '../../ui/Note.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { announce } from '../../ui/StatusLine.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { ClassDetail } from './ClassDetail.tsx'
import { ListSections } from './ListSections.tsx'
import { NewClasses } from './NewClasses.tsx'
import { ClassesQuery, CopyClasses, SchoolQuery, UndoClasses, type ClassesOfYear } from './class-query.ts'
import './classes.css'

/** The classes of a school's year by grade, and one of them with its sections. */
export function Classes() {
  const t = useText()
  const { unit: slug, year: yearPart } = useParams<{ unit: string; year: string }>()
  const year = yearOf(yearPart)
  const [address, setAddress] = useSearchParams()
  const [adding, setAdding] = useState(false)
  const [{ data: school, error }] = useQuery({ query: SchoolQuery, variables: { slug } })
  const unit = school?.unit
  const [{ data, error: listError }, again] = useQuery({
    query: ClassesQuery,
    variables: { unit: unit?.id ?? '', year, grades: unit?.grades ?? [] },
    pause: !unit,
  })
  const copying = useAct(CopyClasses)
  const undo = useUndoClasses(unit?.id ?? '', () => again({ requestPolicy: 'network-only' }))
  const wrong = error ?? listError
  if (wrong && !data) {
    return (
      <Page>
        <ErrorState problem={problemOf(wrong)} />
      </Page>
    )
  }
  const chosen = data?.classes.find(({ id }) => id === address.get('class'))
  const changed = (text: string, change: string) => {
    again({ requestPolicy: 'network-only' })
    announce(text, () => undo(change))
  }
  const copy = async () => {
    const done = await copying.act({ unit: unit?.id ?? '', year })
    if (done)
      changed(
        t('classes.copied', { count: done.copyClassesFromLastYear.classes.length }),
        done.copyClassesFromLastYear.change,
      )
  }
  return (
    <Page busy={!data}>
      <PageHead
        title={t('classes.page_title', { year: formatAcademicYear(year) })}
        tabTitle={t('classes.tab', { unit: unit?.shortName ?? '' })}
        actions={
          data?.canAddClasses && (
            <>
              <Link className="btn" href={`/import/${slug}/${yearSlug(year)}`}>
                {t('classes.from_excel')}
              </Link>
              <Button busy={copying.busy} onClick={() => void copy()}>
                {t('classes.copy', { year: formatAcademicYear(year - 1) })}
              </Button>
              <Button kind="primary" icon="plus" onClick={() => setAdding(!adding)}>
                {t('classes.add')}
              </Button>
            </>
          )
        }
      >
        {unit?.name}
        {data &&
          ` · ${t('classes.counted', { classes: data.classes.filter(({ closedOn }) => !closedOn).length, sections: data.sections.length })}`}
      </PageHead>
      {copying.refusal.general && <Note kind="bad">{copying.refusal.general}</Note>}
      {adding && data && unit && (
        <NewClasses
          unit={unit}
          year={year}
          data={data}
          onCancel={() => setAdding(false)}
          onDone={(count, change) => {
            setAdding(false)
            changed(t('classes.added', { count }), change)
          }}
        />
      )}
      {data && data.classes.length === 0 && !adding ? (
        <EmptyState
          title={t('classes.none')}
          steps={[t('classes.none_copy'), t('classes.none_excel'), t('classes.none_type')]}
        >
          {t('classes.none_why')}
        </EmptyState>
      ) : (
        <div className={chosen ? 'classes-split' : undefined}>
          <List
            data={data}
            chosen={chosen?.id}
            onChoose={(id) => setAddress(id ? { class: id } : {}, { replace: true })}
          />
          {chosen && data && (
            <ClassDetail
              key={chosen.id}
              one={chosen}
              data={data}
              onChanged={changed}
              onClose={() => setAddress({}, { replace: true })}
            />
          )}
        </div>
      )}
      {data && unit && data.classes.length > 0 && (
        <ListSections unit={unit} year={year} data={data} onChanged={() => again({ requestPolicy: 'network-only' })} />
      )}
    </Page>
  )
}

function List({
  data,
  chosen,
  onChoose,
}: {
  data: ClassesOfYear | undefined
  chosen: string | undefined
  onChoose: (id: string) => void
}) {
  const t = useText()
  const sectionsOf = (id: string) => data?.sections.filter((section) => section.class?.id === id).length ?? 0
  return (
    <Panel>
      <DataTable
        label={t('classes.list')}
        rows={data?.classes}
        rowKey={({ id }) => id}
        isSelected={({ id }) => id === chosen}
        expect={12}
        columns={[
          {
            key: 'name',
            header: t('classes.column.name'),
            width: 60,
            cell: ({ id, name, closedOn, specialisedSubject }) => (
              <>
                <Button kind="link" aria-current={id === chosen} onClick={() => onChoose(id)}>
                  {name}
                </Button>
                {specialisedSubject && (
                  <small className="faint block">
                    {t('classes.specialised_in', { subject: specialisedSubject.shortName })}
                  </small>
                )}
                {closedOn && <Tag>{t('classes.closed_tag', { day: formatDay(closedOn) })}</Tag>}
              </>
            ),
          },
          { key: 'grade', header: t('classes.column.grade'), num: true, cell: ({ grade }) => grade },
          { key: 'shift', header: t('classes.column.shift'), cell: ({ shift }) => t(`class.shift.${shift}`) },
          {
            key: 'campus',
            header: t('classes.column.campus'),
            secondary: true,
            cell: ({ campus }) => campus?.shortName ?? t('classes.main_campus'),
          },
          { key: 'sections', header: t('classes.column.sections'), num: true, cell: ({ id }) => sectionsOf(id) },
        ]}
      />
    </Panel>
  )
}

/** Takes a change of classes back from the status line. */
function useUndoClasses(unit: string, onDone: () => void): (change: string) => void {
  const t = useText()
  const [, run] = useMutation(UndoClasses)
  return (change) =>
    void run({ unit, change }).then(({ error }) => {
      announce(error ? (refusalOfError(t, error).general ?? t('error.unknown')) : t('classes.undone'))
      onDone()
    })
}
