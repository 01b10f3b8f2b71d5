import { useLayoutEffect, useRef } from 'react'
import { useText } from '../../../text.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { cellWords, closedWords, refusalWords } from './cell-words.ts'
import type { Book } from './gradebook-query.ts'
import { addPhrase } from './grid-fill.ts'
import { shown } from './grid-model.ts'
import type { Row } from './grid-model.ts'
import { moveTo } from './grid-move.ts'
import { columnAt, commit, refusesTyping, type } from './grid-state.ts'
import type { GridState } from './grid-state.ts'
import { useGrid } from './grid-store.ts'
import type { GridStore } from './grid-store.ts'
import { SaveWords } from './GridStatus.tsx'
import { usePhrases } from './use-phrases.ts'

/** The comment of the current pupil, typed with the phone's own keys. */
export function PhoneComment({ store, state, row }: { store: GridStore; state: GridState; row: Row }) {
  const t = useText()
  const column = columnAt(state)
  const { sheet, draft } = state
  const entry = row.cells[column.key]?.entry
  const closed = closedWords(t, sheet, row, column)
  const area = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    // The next pupil takes over the keys that stand open for the one before; nothing else loses the focus.
    if (document.activeElement === document.body) area.current?.focus({ preventScroll: true })
  }, [])
  return (
    <>
      <span className="no">{row.pupil.number}</span>
      <label htmlFor="comment">
        <span className="nme">
          {row.pupil.restName} <b>{row.pupil.givenName}</b>
          {row.pupil.told && <small className="faint"> {row.pupil.told}</small>}
        </span>
        <span className={entry?.refusal ? 'sub why' : 'sub'}>
          {entry?.refusal ? refusalWords(t, entry.refusal) : (closed ?? t('gradebook.phone.comment_hint'))}
        </span>
      </label>
      <textarea
        ref={area}
        id="comment"
        rows={3}
        aria-label={cellWords(t, sheet, row, column)}
        readOnly={closed !== null}
        value={draft ?? shown(row.cells[column.key]) ?? ''}
        onChange={(event) => store.run((now) => type(now, event.target.value))}
        onBlur={() => store.run(commit)}
      />
    </>
  )
}

/** Under the comments: the phrases, each one press, and the next pupil. */
export function PhonePhrases({ book, store }: { book: Book; store: GridStore }) {
  const t = useText()
  const state = useGrid(store)
  const { phrases } = usePhrases(book)
  const open = refusesTyping(state) === null
  const left = state.rows.filter((row) => !row.pupil.leftOn && shown(row.cells['comment']) === null).length
  const given = state.rows[state.cursor.row]?.pupil.givenName ?? ''
  return (
    <section className="kp">
      <div className="stl">
        <SaveWords store={store} />
        <span className="dim">{t('gradebook.phone.comments_left', { count: left })}</span>
      </div>
      {/* A press leaves the focus in the text: the phone's keys stay open. */}
      <div
        className="phone-phrases"
        role="group"
        aria-label={t('gradebook.phone.phrases')}
        onMouseDown={(event) => event.preventDefault()}
      >
        <ul>
          {phrases.map((phrase) => (
            <li key={phrase}>
              <button
                type="button"
                aria-disabled={!open || undefined}
                onClick={() => store.run((now) => addPhrase(now, phrase), true)}
              >
                {phrase.replaceAll('{ten}', given)}
              </button>
            </li>
          ))}
        </ul>
        <button type="button" className="go" onClick={() => store.run(toNextPupil)}>
          <Icon name="chevron" />
          {t('gradebook.phone.next')}
        </button>
      </div>
    </section>
  )
}

/** The next pupil who is still in the class. */
function toNextPupil(state: GridState): GridState {
  const next = state.rows.findIndex((row, index) => index > state.cursor.row && !row.pupil.leftOn)
  return next < 0 ? commit(state) : moveTo(state, { row: next, col: state.cursor.col })
}
