import { useState } from 'react'
import { useQuery } from 'urql'
import { useAct } from '../../shell/act.ts'
import { FormPanel } from '../../shell/FormPanel.tsx'
import { useViewer } from '../../shell/session.ts'
import { useAnnounceDone } from '../../shell/undo-change.ts'
import { useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { Check, SelectField, TextField } from '../../ui/Field.tsx'
import { Note } from '../../ui/Note.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { AddListSection, ListedQuery, SetMembers, type ClassesOfYear, type SectionLine } from './class-query.ts'

interface Place {
  unit: { id: string; grades: readonly number[] }
  year: number
  data: ClassesOfYear
  onChanged: () => void
}

/** The sections whose pupils are listed: electives across classes, groups of a language. */
export function ListSections({ unit, year, data, onChanged }: Place) {
  const t = useText()
  const [adding, setAdding] = useState(false)
  const [chosen, setChosen] = useState<SectionLine>()
  const sections = data.sections.filter(({ roster }) => roster === 'list')
  if (sections.length === 0 && !data.canAddClasses) return null
  return (
    <>
      <Panel
        title={t('classes.listed')}
        aside={data.canAddClasses && <Button onClick={() => setAdding(!adding)}>{t('classes.add_listed')}</Button>}
      >
        <DataTable
          label={t('classes.listed')}
          rows={sections}
          rowKey={({ id }) => id}
          isSelected={({ id }) => id === chosen?.id}
          empty={<p className="dim">{t('classes.no_listed')}</p>}
          columns={[
            {
              key: 'name',
              header: t('classes.sections'),
              cell: (section) => (
                <Button kind="link" onClick={() => setChosen(chosen?.id === section.id ? undefined : section)}>
                  {section.name}
                </Button>
              ),
            },
            { key: 'subject', header: t('classes.subject'), cell: ({ subject }) => subject.name },
            { key: 'grade', header: t('classes.column.grade'), num: true, cell: ({ grade }) => grade },
            { key: 'due', header: t('classes.due'), num: true, cell: ({ regularDue }) => regularDue },
          ]}
        />
      </Panel>
      {adding && (
        <NewListed
          unit={unit}
          year={year}
          data={data}
          onChanged={() => {
            setAdding(false)
            onChanged()
          }}
          onCancel={() => setAdding(false)}
        />
      )}
      {chosen && (
        <Members key={chosen.id} section={chosen} canAlter={data.canAddClasses} onClose={() => setChosen(undefined)} />
      )}
    </>
  )
}

function NewListed({ unit, year, data, onChanged, onCancel }: Place & { onCancel: () => void }) {
  const t = useText()
  const [grade, setGrade] = useState(unit.grades[0] ?? 6)
  const lines = data.curriculum.filter((line) => line.grade === grade)
  const [subject, setSubject] = useState('')
  const [name, setName] = useState('')
  const { act, busy, refusal } = useAct(AddListSection)
  const announceDone = useAnnounceDone()
  const chosen = lines.find((line) => line.subject.id === subject)?.subject.id ?? lines[0]?.subject.id ?? ''
  const submit = async () => {
    if (!(await act({ unit: unit.id, year, grade, subject: chosen, name }))) return
    onChanged()
    announceDone(t('classes.listed_added', { name }), ['section.add_list'], onChanged)
  }
  return (
    <FormPanel
      title={t('classes.add_listed')}
      submit={t('classes.add_listed')}
      busy={busy}
      refusal={refusal}
      onSubmit={submit}
      onCancel={onCancel}
    >
      <SelectField
        label={t('classes.column.grade')}
        value={String(grade)}
        options={unit.grades.map((one) => ({ value: String(one), label: String(one) }))}
        onChange={(event) => setGrade(Number(event.target.value))}
      />
      <SelectField
        label={t('classes.subject')}
        value={chosen}
        error={refusal.fields['subject']}
        options={lines.map((line) => ({ value: line.subject.id, label: line.subject.name }))}
        onChange={(event) => setSubject(event.target.value)}
      />
      <TextField
        label={t('classes.listed_name')}
        hint={t('classes.listed_name_hint')}
        value={name}
        error={refusal.fields['name']}
        onChange={(event) => setName(event.target.value)}
      />
    </FormPanel>
  )
}

function Members({ section, canAlter, onClose }: { section: SectionLine; canAlter: boolean; onClose: () => void }) {
  const t = useText()
  const { today } = useViewer()
  const [{ data }, again] = useQuery({ query: ListedQuery, variables: { section: section.id } })
  const [touched, setTouched] = useState<ReadonlyMap<string, boolean>>(new Map())
  const { act, busy, refusal } = useAct(SetMembers)
  const announceDone = useAnnounceDone()
  const pupils = data?.section?.listed ?? []
  const isIn = ({ student, member }: (typeof pupils)[number]) => touched.get(student) ?? member
  const byClass = Map.groupBy(pupils, (pupil) => pupil.class)
  const set = (students: readonly string[], to: boolean) =>
    setTouched(new Map([...touched, ...students.map((student) => [student, to] as const)]))
  const save = async () => {
    const students = pupils.filter(isIn).map(({ student }) => student)
    if (!(await act({ section: section.id, students, from: today }))) return
    setTouched(new Map())
    const reload = () => again({ requestPolicy: 'network-only' })
    reload()
    const said = t('classes.members_set', { name: section.name, count: students.length })
    announceDone(said, ['enrollment.set_group'], reload)
  }
  return (
    <Panel
      title={t('classes.members', { name: section.name, count: pupils.filter(isIn).length })}
      aside={<Button kind="plain" icon="close" aria-label={t('ui.close')} onClick={onClose} />}
      padded
    >
      {refusal.general && <Note kind="bad">{refusal.general}</Note>}
      {[...byClass].map(([name, ofClass]) => (
        <fieldset key={name} className="class-subjects">
          <legend>
            {name}{' '}
            {canAlter && (
              <Button
                kind="link"
                onClick={() =>
                  set(
                    ofClass.filter(({ elsewhere }) => !elsewhere).map(({ student }) => student),
                    !ofClass.every(isIn),
                  )
                }
              >
                {t(ofClass.every(isIn) ? 'classes.none_of_class' : 'classes.all_of_class')}
              </Button>
            )}
          </legend>
          {ofClass.map((pupil) => (
            <Check
              key={pupil.student}
              label={
                <>
                  {pupil.number} {pupil.restName} <b>{pupil.givenName}</b>
                </>
              }
              hint={pupil.elsewhere ?? undefined}
              disabled={!canAlter || (pupil.elsewhere !== null && !pupil.member)}
              checked={isIn(pupil)}
              onChange={(event) => set([pupil.student], event.target.checked)}
            />
          ))}
        </fieldset>
      ))}
      {canAlter && (
        <div className="row wrap">
          <Button
            kind="primary"
            busy={busy}
            reason={touched.size > 0 ? undefined : t('classes.nothing_touched')}
            onClick={() => void save()}
          >
            {t('classes.save_members')}
          </Button>
        </div>
      )}
    </Panel>
  )
}
