import { useState } from 'react'
import { graphql } from '../../../graphql.ts'
import { ReasonDialog } from '../../../shell/ReasonDialog.tsx'
import { useText } from '../../../text.ts'
import { SelectField } from '../../../ui/Field.tsx'

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

/** Conduct assessed anew after the summer's training. */
export function SummerConduct({ of, onClose, onDone }: { of: Key; onClose: () => void; onDone: () => void }) {
  const t = useText()
  const [level, setLevel] = useState('2')
  return (
    <ReasonDialog
      hint={t('results.reason_hint')}
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
    </ReasonDialog>
  )
}

/** The principal's decision on a pupil with a disability. */
export function DecideOutcome({ of, onClose, onDone }: { of: Key; onClose: () => void; onDone: () => void }) {
  const t = useText()
  const [choice, setChoice] = useState<'yes' | 'no' | ''>('yes')
  return (
    <ReasonDialog
      hint={t('results.reason_hint')}
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
    </ReasonDialog>
  )
}

/** Ends an exemption. */
export function EndExemption({ id, onClose, onDone }: { id: string; onClose: () => void; onDone: () => void }) {
  const t = useText()
  return (
    <ReasonDialog
      hint={t('results.reason_hint')}
      title={t('results.exempt_end_title')}
      submit={t('results.exempt_end')}
      document={EndExemptionMutation}
      variablesOf={(reason) => ({ id, reason })}
      onClose={onClose}
      onDone={onDone}
    />
  )
}
