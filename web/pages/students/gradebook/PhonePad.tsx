import { useText } from '../../../text.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { isWholeMark } from './grid-entry.ts'
import { isExempt, shown } from './grid-model.ts'
import { moveTo } from './grid-move.ts'
import { clear, columnAt, refusesTyping, type } from './grid-state.ts'
import type { GridState } from './grid-state.ts'
import { useGrid } from './grid-store.ts'
import type { GridStore } from './grid-store.ts'
import { SaveWords } from './GridStatus.tsx'
import { isQuick } from './quick-entry.ts'

/** The pad: 50-px keys, ten in one key, absent, erase, and the next pupil under the thumb. */
export function PhonePad({ store }: { store: GridStore }) {
  const t = useText()
  const state = useGrid(store)
  const column = columnAt(state)
  const comment = state.sheet.assessment === 'comment'
  const open = refusesTyping(state) === null
  const left = state.rows.filter(
    (row) => !row.pupil.leftOn && !isExempt(row) && shown(row.cells[column.key]) === null,
  ).length
  const enter = (text: (now: GridState) => string) => {
    store.run((now) => type(now, text(now)))
    const { sheet, draft } = store.get()
    if (draft !== null && isQuick() && isWholeMark(sheet, draft)) store.run(toNext)
  }
  const press = (key: string) => () => enter((now) => pressed(now, key))
  const whole = (text: string) => () => enter(() => text)
  const erase = () => store.run((now) => (now.draft ? type(now, now.draft.slice(0, -1)) : clear(now)))
  const digit = (key: string) => (
    <button key={key} type="button" aria-disabled={!open || undefined} onClick={press(key)}>
      {key}
    </button>
  )
  const eraser = (
    <button type="button" className="w" aria-label={t('gradebook.phone.erase')} onClick={erase}>
      <Icon name="erase" />
    </button>
  )
  const absent = (
    <button type="button" className="w" onClick={whole('V')}>
      {t('gradebook.phone.absent')}
    </button>
  )
  const next = (
    <button type="button" className="go" onClick={() => store.run(toNext)}>
      <Icon name="chevron" />
      {t('gradebook.phone.next')}
    </button>
  )
  return (
    <section className="kp">
      <div className="stl">
        <SaveWords store={store} />
        <span className="dim">{t('gradebook.phone.left', { count: left })}</span>
      </div>
      {/* A key leaves the focus where it is: going on typing does not take the mark halfway. */}
      <div
        className="keys"
        role="group"
        aria-label={t('gradebook.phone.pad')}
        onMouseDown={(event) => event.preventDefault()}
      >
        {comment ? (
          <>
            <button type="button" onClick={whole('Đ')}>
              Đ
            </button>
            <button type="button" onClick={whole('CĐ')}>
              CĐ
            </button>
            {absent}
            {eraser}
            <span />
            <span />
            <span />
            {next}
          </>
        ) : (
          <>
            {['1', '2', '3'].map(digit)}
            {eraser}
            {['4', '5', '6'].map(digit)}
            {absent}
            {['7', '8', '9'].map(digit)}
            {next}
            <button type="button" aria-label={t('gradebook.phone.comma')} onClick={press(',')}>
              ,
            </button>
            {digit('0')}
            <button type="button" onClick={whole('10')}>
              10
            </button>
          </>
        )}
      </div>
    </section>
  )
}

/** The first key replaces what stands in the cell; a second digit after a whole number is its decimal. */
function pressed({ draft }: GridState, key: string): string {
  if (draft === null || draft === 'V' || draft === '10') return key
  if (key === ',') return draft.includes(',') || draft === '' ? draft : `${draft},`
  if (/^\d$/.test(draft)) return `${draft},${key}`
  return draft.includes(',') && draft.split(',')[1] ? key : `${draft}${key}`
}

/** The next pupil who can have a mark. */
function toNext(state: GridState): GridState {
  const { rows, cursor, draft } = state
  const open = (row: number) => rows[row] && !rows[row].pupil.leftOn && !isExempt(rows[row])
  let row = cursor.row + 1
  while (row < rows.length && !open(row)) row++
  // A comma without a decimal behind it says nothing yet.
  const whole = draft?.endsWith(',') ? type(state, draft.slice(0, -1)) : state
  return moveTo(whole, { row: Math.min(row, rows.length - 1), col: cursor.col })
}
