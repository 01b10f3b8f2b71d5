import { useState } from 'react'
import type { FormEvent } from 'react'
import { graphql } from '../../../graphql.ts'
import { useAct } from '../../../shell/act.ts'
import { formatDay, useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { DateField } from '../../../ui/DateField.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Note } from '../../../ui/Note.tsx'
import type { Look } from './books-query.ts'

const LockDaysMutation = graphql(`
  mutation LockDays($scope: BookScopeInput!, $columns: ColumnScopeInput) {
    lockBooks(scope: $scope, columns: $columns) {
      change
      changed
    }
  }
`)

/** Locks the columns of assessments held between two days, in the chosen books. */
export function LockDays({
  scope,
  look,
  count,
  onClose,
  onDone,
}: {
  scope: { unit: string; academicYear: number; term: number; books: string[] }
  look: Look
  count: number
  onClose: () => void
  onDone: (words: string, change: string) => void
}) {
  const t = useText()
  const [from, setFrom] = useState<string | undefined>('')
  const [to, setTo] = useState<string | undefined>('')
  const [lacking, setLacking] = useState(false)
  const { act, busy, refusal } = useAct(LockDaysMutation)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setLacking(!from || !to)
    if (!from || !to) return
    const columns = { kind: look === 'all' ? null : look, heldFrom: from, heldTo: to }
    const data = await act({ scope, columns })
    if (!data) return
    const { changed, change } = data.lockBooks
    onDone(t('book.locked_days', { count: changed, from: formatDay(from), to: formatDay(to) }), change)
  }
  return (
    <Dialog title={t('book.lock_days_title', { count })} onClose={onClose}>
      <form className="cols" noValidate onSubmit={(event) => void send(event)}>
        <p className="dim">{t('book.lock_days_lead')}</p>
        {refusal.general && <Note kind="bad">{refusal.general}</Note>}
        <DateField
          label={t('book.window_from')}
          value={from ?? ''}
          onChange={setFrom}
          error={lacking && !from ? t('book.day_needed') : undefined}
        />
        <DateField
          label={t('book.window_to')}
          value={to ?? ''}
          onChange={setTo}
          error={lacking && !to ? t('book.day_needed') : undefined}
        />
        <div className="row wrap">
          <Button kind="primary" type="submit" busy={busy}>
            {t('book.lock_days')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  )
}
