import { useText } from '../../../text.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { columnWords } from './cell-words.ts'
import { longName, shortName } from './column-name.ts'
import { isExempt, shown } from './grid-model.ts'
import type { Column, Row } from './grid-model.ts'
import { footOf } from './grid-result.ts'
import { moveTo } from './grid-move.ts'
import { useGrid } from './grid-store.ts'
import type { GridStore } from './grid-store.ts'

/** The strip of columns, each with its progress. Choosing one goes to its first empty pupil. */
export function PhoneColumns({ store }: { store: GridStore }) {
  const t = useText()
  const { sheet, rows, cursor } = useGrid(store)
  const due = rows.filter((row) => !row.pupil.leftOn && !isExempt(row)).length
  return (
    <nav className="colsel" aria-label={t('gradebook.phone.columns')}>
      {sheet.columns.map((column, col) => {
        if (column.kind === 'average') return null
        const { entered } = footOf(sheet, rows, column.key)
        const closed = columnWords(t, sheet, column)
        const here = col === cursor.col
        return (
          <button
            key={column.key}
            type="button"
            aria-pressed={here}
            title={[longName(t, column), `${entered} / ${due}`, closed].filter(Boolean).join(', ')}
            onClick={() => store.run((state) => moveTo(state, { row: firstEmpty(rows, column), col }))}
          >
            {shortName(t, column)}
            <small>
              {closed && entered > 0 && <Icon name="lock" />}
              {closed && entered === 0 ? t('gradebook.phone.closed') : here ? `${entered}/${due}` : entered}
            </small>
          </button>
        )
      })}
    </nav>
  )
}

/** The first pupil without a value in a column; the first of all when none is. */
export function firstEmpty(rows: readonly Row[], column: Column): number {
  return Math.max(
    0,
    rows.findIndex((row) => !row.pupil.leftOn && !isExempt(row) && shown(row.cells[column.key]) === null),
  )
}
