import { useEffect, useState } from 'react'
import { useQuery } from 'urql'
import { graphql } from '../../../graphql.ts'
import { useAct } from '../../../shell/act.ts'
import { formatAcademicYear, useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { Check, SelectField, TextAreaField } from '../../../ui/Field.tsx'
import { Note } from '../../../ui/Note.tsx'
import { JobProgress } from '../../../ui/Progress.tsx'
import { choiceWords, type Reading } from './reading-query.ts'

const SetReading = graphql(`
  mutation SetReading($name: String!, $value: String!, $fromYear: Int!, $source: String!) {
    setPolicyReading(name: $name, value: $value, fromYear: $fromYear, source: $source)
  }
`)
const WeighReading = graphql(`
  mutation WeighReading($name: String!, $value: String!) {
    weighReading(name: $name, value: $value) {
      id
    }
  }
`)
const WeighingQuery = graphql(`
  query Weighing($job: ID!) {
    job(id: $job) {
      id
      state
      done
      total
    }
  }
`)
const EffectQuery = graphql(`
  query ReadingEffect($job: ID!) {
    readingEffect(job: $job) {
      academicYear
      pupils
      changed
      classes
      schools
      approved
    }
  }
`)
const StopWeighing = graphql(`
  mutation StopWeighing($id: ID!) {
    stopJob(id: $id) {
      id
      state
    }
  }
`)

/** Another reading from a year on, with its reason; what it would change is counted beforehand. */
export function ReadingForm({
  reading,
  year,
  usual,
  onCancel,
  onSaved,
}: {
  reading: Reading
  /** The running academic year. */
  year: number
  usual: string
  onCancel: () => void
  onSaved: (fromYear: number) => void
}) {
  const t = useText()
  const other = reading.choices.find((choice) => choice !== reading.value) ?? usual
  const [value, setValue] = useState(other)
  const [from, setFrom] = useState(year)
  const [source, setSource] = useState('')
  const [job, setJob] = useState<string>()
  const saving = useAct(SetReading)
  const weighing = useAct(WeighReading)
  const save = async () => {
    if (await saving.act({ name: reading.name, value, fromYear: from, source })) onSaved(from)
  }
  const weigh = async () => {
    const data = await weighing.act({ name: reading.name, value })
    if (data) setJob(data.weighReading.id)
  }
  const { general, fields } = saving.refusal
  return (
    <form
      className="reading-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <fieldset>
        <legend>{t('reading.choose')}</legend>
        {reading.choices.map((choice) => (
          <Check
            key={choice}
            type="radio"
            name={`reading-${reading.name}`}
            checked={value === choice}
            label={choiceWords(t, reading.name, choice)}
            onChange={() => {
              setValue(choice)
              setJob(undefined)
            }}
          />
        ))}
      </fieldset>
      <SelectField
        label={t('reading.from')}
        value={String(from)}
        error={fields['fromYear']}
        options={[year, year + 1].map((one) => ({ value: String(one), label: formatAcademicYear(one) }))}
        onChange={(event) => setFrom(Number(event.target.value))}
      />
      <TextAreaField
        label={t('reading.source')}
        hint={t('reading.source_hint')}
        rows={2}
        value={source}
        error={fields['source']}
        onChange={(event) => setSource(event.target.value)}
      />
      {job ? (
        <Effect key={job} job={job} year={year} onStopped={() => setJob(undefined)} />
      ) : (
        <div className="reading-weigh">
          <Button icon="chart" busy={weighing.busy} onClick={() => void weigh()}>
            {t('reading.weigh')}
          </Button>
          <span className="small dim">{t('reading.weigh_why')}</span>
        </div>
      )}
      {[general, weighing.refusal.general].filter(Boolean).map((wrong) => (
        <Note key={wrong} kind="bad">
          {wrong}
        </Note>
      ))}
      <div className="row wrap">
        <Button kind="primary" type="submit" busy={saving.busy}>
          {t('reading.save', { year: formatAcademicYear(from) })}
        </Button>
        <Button onClick={onCancel}>{t('reading.cancel')}</Button>
      </div>
    </form>
  )
}

const askEvery = 1_000

/** The count under way as a job, then its numbers by year. */
function Effect({ job, year, onStopped }: { job: string; year: number; onStopped: () => void }) {
  const t = useText()
  const stopping = useAct(StopWeighing)
  const [{ data }, again] = useQuery({ query: WeighingQuery, variables: { job } })
  const [asked, setAsked] = useState(0)
  const state = data?.job.state
  const open = !state || state === 'waiting' || state === 'running'
  const [{ data: counted }] = useQuery({ query: EffectQuery, variables: { job }, pause: state !== 'done' })
  useEffect(() => {
    if (!open) return
    const timer = setTimeout(() => {
      again({ requestPolicy: 'network-only' })
      setAsked((before) => before + 1)
    }, askEvery)
    return () => clearTimeout(timer)
  }, [open, again, asked])
  if (open)
    return (
      <JobProgress
        title={t('reading.weighing')}
        value={data?.job.done ?? 0}
        max={data?.job.total ?? 0}
        onStop={() => void stopping.act({ id: job }).then(onStopped)}
      />
    )
  if (state !== 'done') return <Note kind="bad">{t('reading.weigh_failed')}</Note>
  return (
    <div className="reading-effect" role="status">
      <ul>
        {counted?.readingEffect.map(({ academicYear, approved, ...counts }) => (
          <li key={academicYear}>
            {t('reading.effect', { year: formatAcademicYear(academicYear), ...counts })}{' '}
            <span className="dim">
              {counts.changed > 0 && academicYear < year && t('reading.effect_past')}
              {academicYear >= year && approved > 0 && t('reading.effect_approved', { approved })}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
