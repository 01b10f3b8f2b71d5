import { useState } from 'react'
import type { FormEvent } from 'react'
import { graphql } from '../../../graphql.ts'
import { useAct } from '../../../shell/act.ts'
import { formatMark, useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { TextField } from '../../../ui/Field.tsx'
import { announce } from '../../../ui/StatusLine.tsx'
import { levelWord } from '../level-word.ts'
import { DecideOutcome, SummerConduct } from './ResultDialogs.tsx'
import type { PanelPart } from './WhyPanel.tsx'

const RecordRetest = graphql(`
  mutation RecordRetest($class: ID!, $student: ID!, $year: Int!, $subject: Int!, $value: String) {
    recordRetest(class: $class, student: $student, academicYear: $year, subject: $subject, value: $value)
  }
`)

/** What the summer brought, or may bring: re-assessed subjects, conduct after training, the principal's decision. */
export function SummerPart({ pupil, results, year, nameOf, onChange }: PanelPart) {
  const t = useText()
  const [asking, setAsking] = useState<'conduct' | 'outcome'>()
  const trains = pupil.firstOutcome === 'summer_training' || pupil.firstOutcome === 'reassessment_and_training'
  const decides = results.canDecide && pupil.disability
  if (pupil.retestSubjects.length === 0 && !trains && !decides) return null
  const done = () => {
    setAsking(undefined)
    onChange()
  }
  const key = { class: results.class, student: pupil.student, year }
  return (
    <section className="why-section">
      {(pupil.retestSubjects.length > 0 || trains) && <h3>{t('results.summer')}</h3>}
      {pupil.retestSubjects.map((subject) => (
        <Retest
          key={subject}
          pupil={pupil}
          results={results}
          year={year}
          nameOf={nameOf}
          subject={subject}
          onChange={onChange}
        />
      ))}
      {pupil.levelAfter !== null && (
        <p>{t('results.level_after', { level: levelWord(t, pupil.levelAfter), before: levelWord(t, pupil.level) })}</p>
      )}
      {trains && (
        <p>
          {pupil.conductAfter === null
            ? t('results.training_due')
            : t('why.summer_conduct', {
                before: levelWord(t, pupil.conduct),
                after: levelWord(t, pupil.conductAfter),
              })}{' '}
          {results.canDecide && (
            <Button kind="link" onClick={() => setAsking('conduct')}>
              {t('results.training_decide')}
            </Button>
          )}
        </p>
      )}
      {decides && (
        <p>
          {t('results.disability')}{' '}
          <Button kind="link" onClick={() => setAsking('outcome')}>
            {t('results.decide_outcome')}
          </Button>
        </p>
      )}
      {asking === 'conduct' && <SummerConduct of={key} onClose={() => setAsking(undefined)} onDone={done} />}
      {asking === 'outcome' && <DecideOutcome of={key} onClose={() => setAsking(undefined)} onDone={done} />}
    </section>
  )
}

function Retest({ pupil, results, year, nameOf, subject, onChange }: PanelPart & { subject: number }) {
  const t = useText()
  const found = pupil.subjects.find((it) => it.subject === subject)
  const stored =
    found?.retestAverage !== null && found?.retestAverage !== undefined
      ? formatMark(found.retestAverage)
      : found?.retestPassed === null || found?.retestPassed === undefined
        ? ''
        : t(found.retestPassed ? 'results.pass_short' : 'results.fail_short')
  const [value, setValue] = useState(stored)
  const { act, busy, refusal } = useAct(RecordRetest)
  const before =
    found?.average !== null && found?.average !== undefined ? formatMark(found.average) : t('students.failed')
  if (!results.canRetest)
    return (
      <p>
        {stored
          ? t('why.retest', { subject: nameOf(subject), before, after: stored })
          : t('results.retest_due', { subject: nameOf(subject), before })}
      </p>
    )
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const done = await act({
      class: results.class,
      student: pupil.student,
      year,
      subject,
      value: value.trim() === '' ? null : value,
    })
    if (!done) return
    announce(t('results.retest_done'))
    onChange()
  }
  return (
    <form className="why-form inline" noValidate onSubmit={(event) => void send(event)}>
      <TextField
        label={t('results.retest_label', { subject: nameOf(subject), before })}
        value={value}
        error={refusal.fields['value'] ?? refusal.fields['subject'] ?? refusal.general}
        onChange={(event) => setValue(event.target.value)}
      />
      <Button type="submit" busy={busy}>
        {t('results.retest_do')}
      </Button>
    </form>
  )
}
