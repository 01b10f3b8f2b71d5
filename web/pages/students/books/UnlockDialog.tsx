import { useState } from 'react'
import { graphql } from '../../../graphql.ts'
import { useViewer } from '../../../shell/session.ts'
import { endOfDay, formatDay, useText } from '../../../text.ts'
import { DateField } from '../../../ui/DateField.tsx'
import { ReasonDialog } from '../../../shell/ReasonDialog.tsx'
import type { Look } from './books-query.ts'

const Unlock = graphql(`
  mutation UnlockBooks($scope: BookScopeInput!, $columns: ColumnScopeInput, $until: DateTime!, $reason: String!) {
    unlockBooks(scope: $scope, columns: $columns, until: $until, reason: $reason) {
      changed
    }
  }
`)

/** Opens closed books until the end of a day within the week, with a reason that the teachers read. */
export function UnlockDialog({
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
  onDone: (words: string) => void
}) {
  const t = useText()
  const { today } = useViewer()
  const [day, setDay] = useState<string | undefined>(dayAfter(today, 2))
  return (
    <ReasonDialog
      hint={t('results.reason_hint')}
      title={t('book.unlock_title', { count })}
      lead={<p className="dim">{t('book.unlock_lead')}</p>}
      submit={t('book.unlock_do')}
      document={Unlock}
      variablesOf={(reason) => ({
        scope,
        columns: look === 'all' ? null : { kind: look },
        // To the last minute of the day, as people count it there.
        until: endOfDay(day ?? today).toISOString(),
        reason,
      })}
      onClose={onClose}
      onDone={({ unlockBooks }) =>
        onDone(t('book.unlocked', { count: unlockBooks.changed, day: formatDay(day ?? today) }))
      }
    >
      <DateField label={t('book.unlock_until')} hint={t('book.unlock_hint')} value={day ?? ''} onChange={setDay} />
    </ReasonDialog>
  )
}

function dayAfter(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}
