import { formatDay, formatInstant, useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { columnWords } from './cell-words.ts'
import { longName, shortName } from './column-name.ts'
import { isMarkColumn } from './grid-model.ts'
import type { Column } from './grid-model.ts'
import { columnAt } from './grid-state.ts'
import type { GridState } from './grid-state.ts'

/** The column of the cursor: what it is, when it was held, whether it is closed, whether parents see it. */
export function ColumnNote({
  state,
  canMark,
  onDescribe,
}: {
  state: GridState
  canMark: boolean
  onDescribe: (column: Column) => void
}) {
  const t = useText()
  const column = columnAt(state)
  if (!isMarkColumn(column)) return null
  const closed = columnWords(t, state.sheet, column)
  return (
    <section className="column-note">
      <h2>
        {t('gradebook.column', { column: shortName(t, column) })}
        {canMark && (
          <Button kind="link" onClick={() => onDescribe(column)}>
            {t('gradebook.describe_short')}
          </Button>
        )}
      </h2>
      <p>
        {[column.label ?? longName(t, column), column.form, column.heldOn && formatDay(column.heldOn)]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {column.note && <p className="dim">{column.note}</p>}
      <p className="dim">
        {closed ??
          (column.closesOn ? t('gradebook.open_until', { day: formatDay(column.closesOn) }) : t('gradebook.open'))}
      </p>
      <p className="dim">
        {column.publishedAt
          ? t('gradebook.published_at', { at: formatInstant(column.publishedAt) })
          : t('gradebook.not_published')}
      </p>
    </section>
  )
}
