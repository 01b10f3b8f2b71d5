import { useDeferredValue } from 'react'
import { formatMark, formatTime, useText } from '../../../text.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { isMarkColumn } from './grid-model.ts'
import type { Sheet } from './grid-model.ts'
import { valueOf } from './grid-result.ts'
import { problems, rangeOf, selected } from './grid-state.ts'
import type { GridState } from './grid-state.ts'
import { useStillGrid, useQueueState } from './grid-store.ts'
import type { GridStore } from './grid-store.ts'

/** The status line: what is saved, what waits, what wants a decision, what is selected. */
export function GridStatus({ store, onProblems }: { store: GridStore; onProblems: () => void }) {
  const t = useText()
  const state = useDeferredValue(useStillGrid(store))
  const { rows, sheet } = state
  const bad = problems(state).length
  const chosen = selectionWords(state)
  return (
    <div className="st-line noprint">
      {sheet.canMark && <SaveWords store={store} />}
      {bad > 0 && (
        <button type="button" className="s bad" onClick={onProblems}>
          <Icon name="error" />
          {t('gradebook.status.problems', { count: bad })}
        </button>
      )}
      {chosen && (
        <>
          <span className="faint">·</span>
          <span>
            {t('gradebook.status.selected', { cells: chosen.cells, marks: chosen.marks })}
            {chosen.mean !== null && (
              <>
                {t('gradebook.status.selected_mean')} <b>{formatMark(chosen.mean)}</b>
              </>
            )}
          </span>
        </>
      )}
      {!sheet.canMark && rows.length > 0 && <span className="faint">{t('gradebook.read_only')}</span>}
      <span className="end">
        <span>
          <kbd>Enter</kbd> {t('gradebook.key.down')}
        </span>
        <span>
          <kbd>F2</kbd> {t('gradebook.key.in_place')}
        </span>
        <span>
          <kbd>Ctrl Z</kbd> {t('gradebook.key.undo')}
        </span>
      </span>
    </div>
  )
}

/** "Đã lưu 10:42 · 3 ô chờ", spoken when it changes. */
export function SaveWords({ store }: { store: GridStore }) {
  const t = useText()
  const { waiting, line, savedAt } = useQueueState(store)
  return (
    <span className="save-words" role="status">
      {line === 'offline' ? (
        <span className="s wait">
          <Icon name="offline" />
          {t('gradebook.status.offline', { count: waiting })}
        </span>
      ) : line === 'trouble' ? (
        <span className="s bad">
          <Icon name="error" />
          {t('gradebook.status.trouble', { count: waiting })}
        </span>
      ) : (
        <>
          {savedAt && (
            <span className="s good">
              <Icon name="check" />
              {t('gradebook.status.saved', { at: formatTime(savedAt) })}
            </span>
          )}
          {waiting > 0 && (
            <span className="s wait">
              <span className="tri" aria-hidden="true" />
              {t('gradebook.status.waiting', { count: waiting })}
            </span>
          )}
          {!savedAt && waiting === 0 && <span className="s faint">{t('gradebook.status.nothing')}</span>}
        </>
      )}
    </span>
  )
}

function selectionWords(state: GridState): { cells: number; marks: number; mean: number | null } | null {
  const { top, bottom, left, right } = rangeOf(state)
  if (top === bottom && left === right) return null
  const cells = selected(state)
  const marks = cells.flatMap(({ row, column }) => {
    const value = isMarkColumn(column) ? valueOf(state.rows[row]!, column.key) : null
    return value === null || value < 0 ? [] : [value]
  })
  return { cells: cells.length, marks: marks.length, mean: meanOf(state.sheet, marks) }
}

const meanOf = ({ assessment }: Sheet, marks: readonly number[]) =>
  assessment === 'scored' && marks.length > 0
    ? Math.round(marks.reduce((sum, mark) => sum + mark, 0) / marks.length)
    : null
