import { useEffect, useRef } from 'react'
import { useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { cellWords, closedWords, refusalWords } from './cell-words.ts'
import { longName } from './column-name.ts'
import { cellText } from './grid-cell-text.ts'
import { displayOf } from './grid-entry.ts'
import { shown } from './grid-model.ts'
import type { Row } from './grid-model.ts'
import { moveBy, moveTo } from './grid-move.ts'
import { columnAt, commit, insist, restore, type } from './grid-state.ts'
import type { GridState } from './grid-state.ts'
import { useGrid } from './grid-store.ts'
import type { GridStore } from './grid-store.ts'
import { PhoneComment } from './PhoneComment.tsx'

/** The pupils of one column; the current one is large, with the other marks beside the name. */
export function PhoneList({ store }: { store: GridStore }) {
  const t = useText()
  const state = useGrid(store)
  const { rows, sheet, cursor } = state
  const column = columnAt(state)
  const here = useRef<HTMLLIElement>(null)
  useEffect(() => void here.current?.scrollIntoView({ block: 'center' }), [cursor])
  return (
    <div className="pl">
      <ol aria-label={t('gradebook.phone.list', { column: longName(t, column), count: rows.length })}>
        {rows.map((row, index) => {
          const entry = row.cells[column.key]?.entry
          const mood = entry ? (entry.status === 'waiting' ? 'wait' : 'bad') : ''
          if (index === cursor.row) {
            return (
              <li key={row.pupil.id} ref={here} className={`on ${mood}`} aria-current="true">
                {column.kind === 'comment' ? (
                  <PhoneComment store={store} state={state} row={row} />
                ) : (
                  <Current store={store} state={state} row={row} />
                )}
              </li>
            )
          }
          const text = cellText(sheet, row, column)
          const comment = column.kind === 'comment'
          return (
            <li key={row.pupil.id} className={mood}>
              <span className="no">{row.pupil.number}</span>
              <button
                type="button"
                className={row.pupil.leftOn ? 'gone' : undefined}
                onClick={() => store.run((now) => moveTo(now, { row: index, col: cursor.col }))}
              >
                {row.pupil.restName} <b>{row.pupil.givenName}</b>
                {row.pupil.told && <small className="faint"> {row.pupil.told}</small>}
                {comment && !row.pupil.leftOn && <small className="words">{text || t('gradebook.spoken.empty')}</small>}
              </button>
              <span className="mk">
                {entry && entry.status !== 'waiting' && <Icon name={entry.status === 'conflict' ? 'swap' : 'error'} />}
                {!comment &&
                  (text || (!row.pupil.leftOn && <span className="none">{t('gradebook.spoken.empty')}</span>))}
                {entry && <span className="sr">, {t(`gradebook.spoken.${entry.status}`)}</span>}
              </span>
            </li>
          )
        })}
      </ol>
    </div>
  )
}

function Current({ store, state, row }: { store: GridStore; state: GridState; row: Row }) {
  const t = useText()
  const { sheet, draft, cursor } = state
  const column = columnAt(state)
  const entry = row.cells[column.key]?.entry
  const closed = closedWords(t, sheet, row, column)
  const others = sheet.columns
    .filter((one) => one.kind === 'regular' && one.key !== column.key)
    .map((one) => displayOf(one, shown(row.cells[one.key])))
    .filter(Boolean)
  return (
    <>
      <span className="no">{row.pupil.number}</span>
      <label htmlFor="mark">
        <span className="nme">
          {row.pupil.restName} <b>{row.pupil.givenName}</b>
          {row.pupil.told && <small className="faint"> {row.pupil.told}</small>}
        </span>
        {entry?.refusal ? (
          <span className="sub why">{refusalWords(t, entry.refusal)}</span>
        ) : (
          <span className="sub">
            {closed ??
              (others.length > 0
                ? t('gradebook.phone.others', { marks: others.join(' · ') })
                : t('gradebook.phone.no_others'))}
          </span>
        )}
      </label>
      <input
        id="mark"
        inputMode="none"
        autoComplete="off"
        aria-label={cellWords(t, sheet, row, column)}
        readOnly={closed !== null}
        value={draft ?? cellText(sheet, row, column)}
        onChange={(event) => store.run((now) => type(now, event.target.value))}
        onBlur={() => store.run(commit)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          store.run((now) => moveBy(now, event.shiftKey ? -1 : 1, 0))
        }}
      />
      {entry?.status === 'conflict' && (
        <div className="pick two-values">
          <Button onClick={() => store.run((now) => insist(now, cursor.row, column.key), true)}>
            <b>{displayOf(column, entry.text) || t('gradebook.spoken.empty')}</b>
            <span>{t('gradebook.mine')}</span>
          </Button>
          <Button onClick={() => store.run((now) => restore(now, cursor.row, column.key), true)}>
            <b>{displayOf(column, entry.other?.value ?? null) || t('gradebook.spoken.empty')}</b>
            <span>{entry.other?.by ?? t('gradebook.somebody')}</span>
          </Button>
        </div>
      )}
    </>
  )
}
