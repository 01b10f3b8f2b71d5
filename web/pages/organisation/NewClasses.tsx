import { useState } from 'react'
import type { FormEvent } from 'react'
import { useAct } from '../../shell/act.ts'
import { useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { Check, SelectField, TextField } from '../../ui/Field.tsx'
import { Note } from '../../ui/Note.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { AddClasses, specialisable, type ClassesOfYear } from './class-query.ts'
import '../../shell/fields.css'

type Shift = ClassesOfYear['classes'][number]['shift']
const shifts = ['morning', 'afternoon', 'full_day'] as const

/** Several classes of one grade at once, by their names: 6A1, 6A2, 6A3. */
export function NewClasses({
  unit,
  year,
  data,
  onDone,
  onCancel,
}: {
  unit: { id: string; grades: readonly number[] }
  year: number
  data: ClassesOfYear
  onDone: (count: number, change: string) => void
  onCancel: () => void
}) {
  const t = useText()
  const [names, setNames] = useState('')
  const [grade, setGrade] = useState(unit.grades[0] ?? 6)
  const [shift, setShift] = useState<Shift>('morning')
  const [campus, setCampus] = useState('')
  const [subjects, setSubjects] = useState<readonly string[]>([])
  const [clusters, setClusters] = useState<readonly string[]>([])
  const [specialised, setSpecialised] = useState('')
  const special = specialisable(data, grade)
  const { act, busy, refusal } = useAct(AddClasses)
  const lines = data.curriculum.filter((line) => line.grade === grade)
  const choosable = lines.filter(({ kind }) => kind === 'elective' || kind === 'optional')
  const clustered =
    grade >= 10
      ? lines.filter(
          ({ scored, kind, subject }) =>
            scored && (kind === 'compulsory' || subject.id === specialised || subjects.includes(subject.id)),
        )
      : []
  const list = names.split(/[,;\s]+/).filter(Boolean)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const classes = list.map((name) => ({
      name,
      grade,
      shift,
      campus: campus || null,
      subjects: [...subjects],
      clusters: [...clusters],
      specialisedSubject: specialised || null,
    }))
    const done = await act({ unit: unit.id, year, classes })
    if (done) onDone(done.addClasses.classes.length, done.addClasses.change)
  }
  const toggle = (from: readonly string[], id: string) =>
    from.includes(id) ? from.filter((one) => one !== id) : [...from, id]
  const first = Object.values(refusal.fields)[0] ?? refusal.general
  return (
    <Panel title={t('classes.add_title')} padded>
      <form className="fields" onSubmit={(event) => void submit(event)} noValidate>
        {first && (
          <div className="whole">
            <Note kind="bad">{first}</Note>
          </div>
        )}
        <TextField
          label={t('classes.names')}
          hint={t('classes.names_hint')}
          value={names}
          autoComplete="off"
          onChange={(event) => setNames(event.target.value)}
        />
        <SelectField
          label={t('classes.column.grade')}
          value={String(grade)}
          options={unit.grades.map((one) => ({ value: String(one), label: String(one) }))}
          onChange={(event) => {
            setGrade(Number(event.target.value))
            setSubjects([])
            setClusters([])
            setSpecialised('')
          }}
        />
        <SelectField
          label={t('classes.column.shift')}
          value={shift}
          options={shifts.map((value) => ({ value, label: t(`class.shift.${value}`) }))}
          onChange={(event) => setShift(event.target.value as Shift)}
        />
        {data.campuses.length > 0 && (
          <SelectField
            label={t('classes.column.campus')}
            value={campus}
            placeholder={t('classes.main_campus')}
            options={data.campuses.map(({ id, shortName }) => ({ value: id, label: shortName }))}
            onChange={(event) => setCampus(event.target.value)}
          />
        )}
        {special.length > 0 && (
          <SelectField
            label={t('classes.column.specialised')}
            value={specialised}
            placeholder={t('classes.not_specialised')}
            options={special.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(event) => setSpecialised(event.target.value)}
          />
        )}
        {choosable.length > 0 && (
          <fieldset className="whole class-subjects">
            <legend>{t(grade >= 10 ? 'classes.electives' : 'classes.optional')}</legend>
            {choosable.map(({ subject }) => (
              <Check
                key={subject.id}
                label={subject.name}
                checked={subjects.includes(subject.id)}
                onChange={() => setSubjects(toggle(subjects, subject.id))}
              />
            ))}
          </fieldset>
        )}
        {clustered.length > 0 && (
          <fieldset className="whole class-subjects">
            <legend>{t('classes.clusters')}</legend>
            {clustered.map(({ subject }) => (
              <Check
                key={subject.id}
                label={subject.name}
                checked={clusters.includes(subject.id)}
                onChange={() => setClusters(toggle(clusters, subject.id))}
              />
            ))}
          </fieldset>
        )}
        <div className="row wrap whole">
          <Button
            kind="primary"
            big
            type="submit"
            busy={busy}
            reason={list.length > 0 ? undefined : t('classes.no_names')}
          >
            {t('classes.add_submit', { count: list.length })}
          </Button>
          <Button big onClick={onCancel}>
            {t('ui.cancel')}
          </Button>
        </div>
      </form>
    </Panel>
  )
}
