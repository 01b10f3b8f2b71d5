import { useEffect, useState } from 'react'
import { client } from '../../../graphql.ts'
import type { ResultOf } from '../../../graphql.ts'
import { formatAcademicYear, formatInstant, isTextKey, useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { shortName } from './column-name.ts'
import { CellHistoryQuery } from './gradebook-query.ts'
import type { Book } from './gradebook-query.ts'
import { displayOf } from './grid-entry.ts'
import { nameOf } from './grid-paste.ts'
import { columnAt, rowAt } from './grid-state.ts'
import type { GridState } from './grid-state.ts'
import { useQueueState } from './grid-store.ts'
import type { GridStore } from './grid-store.ts'

type Change = ResultOf<typeof CellHistoryQuery>['cellHistory'][number]

/** The cursor must rest for this long before its cell's history is asked for. */
const restsFor = 450

/** The history of the cursor's cell: value, who, when, why; newest first. */
export function CellHistory({
  book,
  store,
  state,
  shown,
  onToggle,
}: {
  book: Book
  store: GridStore
  state: GridState
  shown: boolean
  /** Absent where the history cannot be put away. */
  onToggle?: () => void
}) {
  const t = useText()
  const { savedAt } = useQueueState(store)
  const column = columnAt(state)
  const { pupil, cells } = rowAt(state)
  const key = cells['exempt']?.stored && column.kind !== 'comment' ? 'exempt' : column.key
  const { changes, archived } = useHistory(
    shown && column.kind !== 'average' ? { book: book.id, student: pupil.id, column: key } : null,
    book.academicYear,
    savedAt,
  )
  return (
    <section className="history">
      <h2>
        <span>
          {nameOf(pupil)} · {shortName(t, column)}
        </span>
        {onToggle && (
          <Button kind="link" aria-expanded={shown} onClick={onToggle}>
            {t(shown ? 'gradebook.history_hide' : 'gradebook.history')} <kbd>H</kbd>
          </Button>
        )}
      </h2>
      {shown && column.kind === 'average' && <p className="faint">{t('gradebook.history_average')}</p>}
      {shown && changes?.length === 0 && (
        <p className="faint">
          {archived
            ? t('gradebook.history_archived', { year: formatAcademicYear(book.academicYear) })
            : t('gradebook.history_none')}
        </p>
      )}
      {shown && changes && changes.length > 0 && (
        <ol className="tl">
          {changes.map((change, index) => (
            <li key={index}>
              <b className={column.kind === 'comment' ? 'v words' : 'v'}>
                {displayOf(column, change.after) || t('gradebook.spoken.empty')}
              </b>
              <i />
              <span>
                {change.reason ?? sourceWords(t, change)}
                <small>
                  {change.by} · {formatInstant(change.at)}
                </small>
                {change.before !== null && (
                  <small>{t('gradebook.history_before', { value: displayOf(column, change.before) })}</small>
                )}
                {change.locked && <small>{t('gradebook.history_locked')}</small>}
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

function sourceWords(t: ReturnType<typeof useText>, { source }: Change): string {
  const key = `gradebook.source.${source}`
  return isTextKey(key) ? t(key) : source
}

function useHistory(
  cell: { book: string; student: string; column: string } | null,
  year: number,
  savedAt: string | null,
): { changes?: readonly Change[]; archived?: boolean } {
  const [found, setFound] = useState<{ at: string; changes: readonly Change[]; archived: boolean }>()
  const at = cell ? `${cell.book} ${cell.student} ${cell.column}` : ''
  useEffect(() => {
    if (!at) return
    const [book = '', student = '', column = ''] = at.split(' ')
    const timer = setTimeout(async () => {
      const { data } = await client.query(
        CellHistoryQuery,
        { book, student, column, year },
        { requestPolicy: 'network-only' },
      )
      if (data) setFound({ at, changes: data.cellHistory, archived: data.historyArchivedAt !== null })
    }, restsFor)
    return () => clearTimeout(timer)
  }, [at, year, savedAt])
  return found?.at === at ? found : {}
}
