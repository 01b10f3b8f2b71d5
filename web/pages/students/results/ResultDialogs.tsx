import { useState } from 'react'
import type { FormEvent, ReactNode } from 'react'
import type { AnyVariables, TypedDocumentNode } from 'urql'
import { graphql } from '../../../graphql.ts'
import { useAct } from '../../../shell/act.ts'
import { useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { SelectField, TextAreaField } from '../../../ui/Field.tsx'
import { Note } from '../../../ui/Note.tsx'

const SummerConductMutation = graphql(`
  mutation SummerConduct($class: ID!, $student: ID!, $year: Int!, $level: Int, $reason: String!) {
    decideSummerConduct(class: $class, student: $student, academicYear: $year, level: $level, reason: $reason)
  }
`)
const DecideOutcomeMutation = graphql(`
  mutation DecideOutcome($class: ID!, $student: ID!, $year: Int!, $promoted: Boolean, $reason: String!) {
    decideOutcome(class: $class, student: $student, academicYear: $year, promoted: $promoted, reason: $reason)
  }
`)
const EndExemptionMutation = graphql(`
  mutation EndExemption($id: ID!, $reason: String!) {
    endExemption(id: $id, reason: $reason)
  }
`)

interface Key {
  class: string
  student: string
  year: number
}

/** Asks for a reason, and whatever else a decision needs, before it is written down. */
export function WithReason<Data, Variables extends AnyVariables>({
  title,
  lead,
  submit,
  document,
  variablesOf,
  onClose,
  onDone,
  children,
}: {
  title: string
  lead?: ReactNode
  /** What the button does, in its own words. */
  submit: string
  document: TypedDocumentNode<Data, Variables>
  variablesOf: (reason: string) => Variables
  onClose: () => void
  onDone: (data: Data) => void
  children?: ReactNode
}) {
  const t = useText()
  const [reason, setReason] = useState('')
  const { act, busy, refusal } = useAct(document)
  const others = Object.entries(refusal.fields).filter(([field]) => field !== 'reason')
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const data = await act(variablesOf(reason))
    if (data) onDone(data)
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form className="cols" noValidate onSubmit={(event) => void send(event)}>
        {lead}
        {refusal.general && !refusal.fields['reason'] && (
          <Note kind="bad">{others.map(([, words]) => words).join(' ') || refusal.general}</Note>
        )}
        {children}
        <TextAreaField
          label={t('results.reason')}
          hint={t('results.reason_hint')}
          value={reason}
          error={refusal.fields['reason']}
          onChange={(event) => setReason(event.target.value)}
        />
        <div className="row wrap">
          <Button kind="primary" type="submit" busy={busy}>
            {submit}
          </Button>
          <Button onClick={onClose}>{t('results.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  )
}

/** Conduct assessed anew after the summer's training. */
export function SummerConduct({ of, onClose, onDone }: { of: Key; onClose: () => void; onDone: () => void }) {
  const t = useText()
  const [level, setLevel] = useState('2')
  return (
    <WithReason
      title={t('results.training_title')}
      submit={t('results.training_do')}
      document={SummerConductMutation}
      variablesOf={(reason) => ({ ...of, level: level === '' ? null : Number(level), reason })}
      onClose={onClose}
      onDone={onDone}
    >
      <SelectField
        label={t('results.conduct')}
        value={level}
        options={[
          ...([4, 3, 2, 1] as const).map((one) => ({ value: String(one), label: t(`students.level.${one}`) })),
          { value: '', label: t('results.training_none') },
        ]}
        onChange={(event) => setLevel(event.target.value)}
      />
    </WithReason>
  )
}

/** The principal's decision on a pupil with a disability. */
export function DecideOutcome({ of, onClose, onDone }: { of: Key; onClose: () => void; onDone: () => void }) {
  const t = useText()
  const [choice, setChoice] = useState<'yes' | 'no' | ''>('yes')
  return (
    <WithReason
      title={t('results.decide_title')}
      submit={t('results.decide_do')}
      document={DecideOutcomeMutation}
      variablesOf={(reason) => ({ ...of, promoted: choice === '' ? null : choice === 'yes', reason })}
      onClose={onClose}
      onDone={onDone}
    >
      <SelectField
        label={t('results.outcome')}
        value={choice}
        options={[
          { value: 'yes', label: t('students.outcome.promoted') },
          { value: 'no', label: t('students.outcome.retained') },
          { value: '', label: t('results.decide_withdraw') },
        ]}
        onChange={(event) => setChoice(event.target.value as typeof choice)}
      />
    </WithReason>
  )
}

/** Ends an exemption. */
export function EndExemption({ id, onClose, onDone }: { id: string; onClose: () => void; onDone: () => void }) {
  const t = useText()
  return (
    <WithReason
      title={t('results.exempt_end_title')}
      submit={t('results.exempt_end')}
      document={EndExemptionMutation}
      variablesOf={(reason) => ({ id, reason })}
      onClose={onClose}
      onDone={onDone}
    />
  )
}
