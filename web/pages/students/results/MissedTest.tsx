import { useState } from 'react'
import type { FormEvent } from 'react'
import { graphql } from '../../../graphql.ts'
import { useAct } from '../../../shell/act.ts'
import { useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { SelectField, TextField } from '../../../ui/Field.tsx'
import { Note } from '../../../ui/Note.tsx'
import { announce } from '../../../ui/StatusLine.tsx'
import type { SubjectOfPupil } from './results-query.ts'

const RecordTestEvent = graphql(`
  mutation RecordTestEvent(
    $gradebook: ID!
    $student: ID!
    $column: String!
    $event: TestEvent!
    $value: String
    $reason: String!
  ) {
    recordTestEvent(
      gradebook: $gradebook
      student: $student
      column: $column
      event: $event
      value: $value
      reason: $reason
    )
  }
`)

type Column = 'midterm' | 'final'
type Event =
  | 'missed_with_reason'
  | 'missed_without_reason'
  | 'made_up'
  | 'not_made_up'
  | 'reason_accepted'
  | 'withdrawn'

/** What can happen to a test as it stands (Circular 22/2021, Điều 7(4)(5)). */
const eventsOf: Record<SubjectOfPupil['midtermState'], readonly Event[]> = {
  none: ['missed_with_reason', 'missed_without_reason'],
  pending: ['made_up', 'not_made_up', 'withdrawn'],
  zero_by_rule: ['reason_accepted', 'withdrawn'],
  made_up: ['withdrawn'],
}

/** Says what happened to a midterm or final test, by the rule and with a reason; open where something was missed. */
export function MissedTest({
  subject,
  student,
  onChange,
}: {
  subject: SubjectOfPupil
  student: string
  onChange: () => void
}) {
  const t = useText()
  const missed = subject.midtermState !== 'none' ? 'midterm' : 'final'
  const [open, setOpen] = useState(subject.midtermState === 'pending' || subject.finalState === 'pending')
  const [column, setColumn] = useState<Column>(missed)
  const state = column === 'midterm' ? subject.midtermState : subject.finalState
  const [event, setEvent] = useState<Event>()
  const [value, setValue] = useState('')
  const [reason, setReason] = useState('')
  const { act, busy, refusal } = useAct(RecordTestEvent)
  if (!subject.book) return null
  if (!open)
    return (
      <Button kind="link" onClick={() => setOpen(true)}>
        {t('results.missed_open')}
      </Button>
    )
  const happened = event && eventsOf[state].includes(event) ? event : eventsOf[state][0]!
  const send = async (submitted: FormEvent) => {
    submitted.preventDefault()
    const done = await act({
      gradebook: subject.book!,
      student,
      column,
      event: happened,
      value: happened === 'made_up' ? value : null,
      reason,
    })
    if (!done) return
    announce(t('results.missed_done'))
    setReason('')
    onChange()
  }
  return (
    <form className="why-form" noValidate onSubmit={(submitted) => void send(submitted)}>
      {refusal.general && Object.keys(refusal.fields).length === 0 && <Note kind="bad">{refusal.general}</Note>}
      <SelectField
        label={t('results.missed_which')}
        value={column}
        error={refusal.fields[column]}
        options={[
          { value: 'midterm', label: t('students.kind.midterm') },
          { value: 'final', label: t('students.kind.final') },
        ]}
        onChange={(changed) => setColumn(changed.target.value as Column)}
      />
      <SelectField
        label={t('results.missed_what')}
        value={happened}
        error={refusal.fields['event']}
        options={eventsOf[state].map((one) => ({ value: one, label: t(`results.event.${one}`) }))}
        onChange={(changed) => setEvent(changed.target.value as Event)}
      />
      {happened === 'made_up' && (
        <TextField
          label={t('results.missed_value')}
          value={value}
          inputMode="decimal"
          error={refusal.fields['value']}
          onChange={(changed) => setValue(changed.target.value)}
        />
      )}
      <TextField
        label={t('results.reason')}
        value={reason}
        error={refusal.fields['reason']}
        onChange={(changed) => setReason(changed.target.value)}
      />
      <Button type="submit" busy={busy}>
        {t('results.missed_do')}
      </Button>
    </form>
  )
}
