import { useState } from 'react'
import { graphql } from '../../graphql.ts'
import { useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { SelectField } from '../../ui/Field.tsx'
import { ReasonDialog } from '../../shell/ReasonDialog.tsx'

const StandInMutation = graphql(`
  mutation StandIn($unit: ID!, $hours: Int!, $reason: String!) {
    standIn(unit: $unit, hours: $hours, reason: $reason) {
      until
    }
  }
`)
const hoursAtMost = 8

/** Standing in for a school that has asked: for some hours, with a reason, and the principal is told. */
export function StandIn({ unit }: { unit: { id: string; name: string } }) {
  const t = useText()
  const [open, setOpen] = useState(false)
  const [hours, setHours] = useState(2)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('accounts.stand_in')}</Button>
      {open && (
        <ReasonDialog
          title={t('accounts.stand_in_title', { unit: unit.name })}
          lead={t('accounts.stand_in_lead')}
          submit={t('accounts.stand_in_submit', { hours })}
          document={StandInMutation}
          variablesOf={(reason) => ({ unit: unit.id, hours, reason })}
          onClose={() => setOpen(false)}
          // The rights of the whole page change, so it begins anew.
          onDone={() => location.reload()}
        >
          <SelectField
            label={t('accounts.stand_in_hours')}
            value={String(hours)}
            options={Array.from({ length: hoursAtMost }, (_, index) => ({
              value: String(index + 1),
              label: t('accounts.hours', { hours: index + 1 }),
            }))}
            onChange={(event) => setHours(Number(event.target.value))}
          />
        </ReasonDialog>
      )}
    </>
  )
}
