import { useState } from 'react'
import type { FormEvent } from 'react'
import { formatInstant, useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { TextField } from '../../../ui/Field.tsx'
import { shortName } from './column-name.ts'
import type { GridState } from './grid-state.ts'
import type { GridStore } from './grid-store.ts'

const shortest = 5

/** A column that is unlocked for a time: every change needs a reason, and waits until one is given. */
export function ReasonCard({ store, state: { sheet, rows } }: { store: GridStore; state: GridState }) {
  const t = useText()
  const [typed, setTyped] = useState(store.reason() ?? '')
  const [error, setError] = useState<string>()
  const unlocked = sheet.columns.filter((column) => column.reasonNeeded)
  if (unlocked.length === 0 || !sheet.canMark) return null
  const given = store.reason()
  const waiting = rows.reduce(
    (count, row) => count + unlocked.filter(({ key }) => row.cells[key]?.entry?.status === 'waiting').length,
    0,
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (typed.trim().length < shortest) return setError(t('gradebook.reason_short'))
    setError(undefined)
    store.giveReason(typed.trim())
  }
  const until = unlocked[0]!.openUntil
  return (
    <section>
      <h2>{t('gradebook.unlocked', { columns: unlocked.map((column) => shortName(t, column)).join(', ') })}</h2>
      <p className="dim">{until && t('gradebook.unlocked_until', { until: formatInstant(until) })}</p>
      <form onSubmit={submit} className="reason">
        <TextField
          label={t('gradebook.reason')}
          value={typed}
          error={error}
          hint={
            given
              ? t('gradebook.reason_given')
              : waiting > 0
                ? t('gradebook.reason_waiting', { count: waiting })
                : undefined
          }
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button type="submit" kind={waiting > 0 && !given ? 'primary' : undefined}>
          {t(waiting > 0 ? 'gradebook.reason_send' : 'gradebook.reason_set', { count: waiting })}
        </Button>
      </form>
    </section>
  )
}
