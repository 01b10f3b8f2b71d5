import { useState } from 'react'
import type { FormEvent } from 'react'
import { useQuery } from 'urql'
import { Link, useLocation, useParams, useSearchParams } from 'wouter'
import { graphql, problemOf, type ResultOf } from '../../../graphql.ts'
import { useAct } from '../../../shell/act.ts'
import { yearOf } from '../../../shell/place.ts'
import { useViewer } from '../../../shell/session.ts'
import { formatDay, useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { DateField } from '../../../ui/DateField.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { SelectField } from '../../../ui/Field.tsx'
import { Note } from '../../../ui/Note.tsx'
import { Page } from '../../../ui/Page.tsx'
import { PageHead } from '../../../ui/PageHead.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { announce } from '../../../ui/StatusLine.tsx'
import { fieldGroups, type RecordInput } from './record-fields.ts'
import { RecordFieldInput } from './RecordFieldInput.tsx'
import { SchoolPupilsQuery } from './pupils-query.ts'
import './records.css'

const CreateStudent = graphql(`
  mutation CreateStudent($school: ID!, $input: StudentInput!, $class: ID, $startsOn: LocalDate, $despite: Boolean) {
    createStudent(school: $school, input: $input, class: $class, startsOn: $startsOn, despite: $despite) {
      student {
        id
        fullName
      }
      namesakes {
        id
        fullName
        code
        birthDate
        seat {
          className
        }
      }
    }
  }
`)
type Namesakes = ResultOf<typeof CreateStudent>['createStudent']['namesakes']

/** What a new record asks for; the rest is filled in on the record itself. */
const asked = fieldGroups
  .filter(({ key }) => key === 'identity' || key === 'birth' || key === 'residence')
  .map((group) => ({
    ...group,
    fields: group.fields.filter(
      ({ name }) =>
        name !== 'code' && name !== 'birthPrecision' && name !== 'residenceProvince' && name !== 'residenceCommune',
    ),
  }))

/** Opens a record for a new pupil and places them in a class. */
export function NewPupil() {
  const t = useText()
  const params = useParams<{ unit: string; year: string }>()
  const [address] = useSearchParams()
  const [, navigate] = useLocation()
  const { today } = useViewer()
  const [{ data, error }] = useQuery({
    query: SchoolPupilsQuery,
    variables: { unit: params.unit, year: yearOf(params.year) },
  })
  const [values, setValues] = useState<RecordInput>({ ethnicity: '01', nationality: 'VN' })
  const [chosen, setChosen] = useState<string>()
  const [startsOn, setStartsOn] = useState(today)
  const [namesakes, setNamesakes] = useState<Namesakes>([])
  const creating = useAct(CreateStudent)
  const school = data?.schoolPupils
  if (error && !school) {
    return (
      <Page>
        <ErrorState problem={problemOf(error)} />
      </Page>
    )
  }
  const room = chosen ?? school?.classes.find(({ slug }) => slug === address.get('class'))?.id ?? ''
  const { fields, general } = creating.refusal

  const create = async (despite: boolean) => {
    const missing = ['fullName', 'sex', 'birthDate'].filter((name) => !values[name as keyof RecordInput])
    if (missing.length > 0)
      return creating.refuse({ fields: Object.fromEntries(missing.map((name) => [name, t('students.fault.empty')])) })
    const done = await creating.act({
      school: school?.unit?.id ?? '',
      input: values,
      class: room || null,
      startsOn: room ? startsOn : null,
      despite,
    })
    if (!done) return
    setNamesakes(done.createStudent.namesakes)
    const made = done.createStudent.student
    if (!made) return
    announce(t('students.created', { name: made.fullName }))
    navigate(`/student/${made.id}`)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void create(false)
  }
  return (
    <Page narrow busy={!school}>
      <PageHead title={t('students.new_title')}>
        {t('students.new_line', { unit: school?.unit?.shortName ?? '' })}
      </PageHead>
      {namesakes.length > 0 && (
        <Note kind="wait">
          <p>{t('students.namesakes')}</p>
          <ul>
            {namesakes.map((one) => (
              <li key={one.id}>
                <Link href={`/student/${one.id}`}>{one.fullName}</Link> · {one.birthDate && formatDay(one.birthDate)} ·{' '}
                {one.code}
                {one.seat && ` · ${one.seat.className}`}
              </li>
            ))}
          </ul>
          <Button busy={creating.busy} onClick={() => void create(true)}>
            {t('students.another_child')}
          </Button>
        </Note>
      )}
      {general && Object.keys(fields).length === 0 && <Note kind="bad">{general}</Note>}
      <form className="pupil-form" onSubmit={submit} noValidate>
        {asked.map((group) => (
          <Panel key={group.key} title={t(`students.group.${group.key}`)} padded>
            <div className="pupil-fields">
              {group.fields.map((field) => (
                <RecordFieldInput
                  key={field.name}
                  field={field}
                  value={values[field.name]}
                  error={fields[field.name]}
                  onChange={(value) =>
                    setValues((before) => ({ ...before, [field.name]: value === '' ? null : (value ?? null) }))
                  }
                />
              ))}
            </div>
          </Panel>
        ))}
        <Panel title={t('students.column.class')} padded>
          <div className="pupil-fields">
            <SelectField
              label={t('students.column.class')}
              optional
              value={room}
              placeholder={t('students.later')}
              options={
                school?.classes.map(({ id, name, size }) => ({
                  value: id,
                  label: t('students.class_with_size', { class: name, size }),
                })) ?? []
              }
              error={fields['class']}
              onChange={(event) => setChosen(event.target.value)}
            />
            {room && (
              <DateField
                label={t('students.first_day')}
                value={startsOn}
                error={fields['on']}
                onChange={(day) => day && setStartsOn(day)}
              />
            )}
          </div>
        </Panel>
        <div className="row wrap">
          <Button kind="primary" big type="submit" busy={creating.busy}>
            {t('students.create')}
          </Button>
          <Link className="btn big" href={`/students/${params.unit}/${params.year}`}>
            {t('students.cancel')}
          </Link>
        </div>
      </form>
    </Page>
  )
}
