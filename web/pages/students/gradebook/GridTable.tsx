import { useEffect, useRef } from 'react'
import type { MouseEvent } from 'react'
import { useText } from '../../../text.ts'
import { useGrid } from './grid-store.ts'
import type { GridStore } from './grid-store.ts'
import { moveTo } from './grid-move.ts'
import { rangeOf, type } from './grid-state.ts'
import { displayOf } from './grid-entry.ts'
import { shown } from './grid-model.ts'
import { GridFoot } from './GridFoot.tsx'
import { GridHead } from './GridHead.tsx'
import { GridRow } from './GridRow.tsx'
import type { Selected } from './GridRow.tsx'
import { useGridKeys } from './use-grid-keys.ts'
import type { GridCommands } from './use-grid-keys.ts'

/** The ruled table of marks: frozen names and header, one tab stop, every key of a spreadsheet. */
export function GridTable({ store, label, commands }: { store: GridStore; label: string; commands: GridCommands }) {
  const t = useText()
  const state = useGrid(store)
  const scroller = useRef<HTMLDivElement>(null)
  const keys = useGridKeys(store, commands)
  const { cursor, draft, rows, sheet } = state
  const range = rangeOf(state)
  const single = range.top === range.bottom && range.left === range.right

  useEffect(() => reveal(scroller.current, cursor.row, cursor.col), [cursor])

  const dragging = useRef(false)
  const onMouseDown = (event: MouseEvent) => {
    const place = placeOf(event.target)
    if (!place || event.button !== 0) return
    if (event.target instanceof HTMLInputElement && store.get().draft !== null) return
    event.preventDefault()
    dragging.current = true
    store.run((now) => moveTo(now, place, event.shiftKey))
    focusCursor(scroller.current)
  }
  const onMouseMove = (event: MouseEvent) => {
    if (!dragging.current || event.buttons !== 1) return
    const place = placeOf(event.target)
    const { cursor: now } = store.get()
    if (!place || (place.row === now.row && place.col === now.col)) return
    store.run((now) => moveTo(now, place, true))
  }
  const onDoubleClick = () => {
    const { rows: now, sheet: book, cursor: at } = store.get()
    const column = book.columns[at.col]!
    keys.beginInPlace()
    store.run((before) => type(before, displayOf(column, shown(now[at.row]?.cells[column.key]))))
  }

  return (
    <div className="gw" ref={scroller}>
      <table
        className="g"
        role="grid"
        aria-label={label}
        aria-rowcount={rows.length + 3}
        aria-colcount={sheet.columns.length + 2}
        aria-multiselectable="true"
        aria-readonly={!sheet.canMark}
      >
        <GridHead sheet={sheet} rows={rows} store={store} onDescribe={commands.describe} />
        <tbody
          onMouseDown={onMouseDown}
          onMouseMove={onMouseMove}
          onMouseUp={() => void (dragging.current = false)}
          onDoubleClick={onDoubleClick}
          onKeyDown={keys.onKeyDown}
          onCopy={keys.onCopy}
          onPaste={keys.onPaste}
        >
          {rows.map((row, index) => (
            <GridRow
              key={row.pupil.id}
              t={t}
              sheet={sheet}
              row={row}
              index={index}
              cursor={cursor.row === index ? cursor.col : -1}
              draft={cursor.row === index ? draft : null}
              selected={single ? 'none' : selectedIn(index, range)}
              onDraft={keys.onDraft}
              onLeave={keys.onLeave}
            />
          ))}
        </tbody>
        <GridFoot sheet={sheet} rows={rows} />
      </table>
    </div>
  )
}

/** Gives the focus to the cell of the cursor. */
export function focusCursor(within: ParentNode | null = document): void {
  within?.querySelector<HTMLInputElement>('.g input.in')?.focus({ preventScroll: true })
}

/** A text, so that rows which are selected alike are not drawn again. */
function selectedIn(row: number, { top, bottom, left, right }: ReturnType<typeof rangeOf>): Selected {
  if (row < top || row > bottom) return 'none'
  return `${left}-${right}${row === top ? 't' : ''}${row === bottom ? 'b' : ''}`
}

function placeOf(target: EventTarget): { row: number; col: number } | null {
  const cell = target instanceof Element ? target.closest('tbody td, tbody th') : null
  const row = cell?.parentElement?.getAttribute('data-row')
  if (!cell || row === null || row === undefined) return null
  return { row: Number(row), col: Math.max(0, Number(cell.getAttribute('aria-colindex')) - 3) }
}

/** Scrolls so that the cell stands free of the frozen header, footer and names. */
function reveal(scroller: HTMLElement | null, row: number, col: number) {
  const line = scroller?.querySelector<HTMLElement>(`[data-row="${row}"]`)
  const cell = line?.querySelector<HTMLElement>(`[aria-colindex="${col + 3}"]`)
  if (!scroller || !line || !cell) return
  const head = scroller.querySelector('thead')?.clientHeight ?? 0
  const foot = scroller.querySelector('tfoot')?.clientHeight ?? 0
  const names = scroller.querySelector<HTMLElement>('.nme')
  const fixed = names ? names.offsetLeft - scroller.scrollLeft + names.offsetWidth : 0
  const above = line.offsetTop - head - scroller.scrollTop
  const below = line.offsetTop + line.offsetHeight + foot - scroller.scrollTop - scroller.clientHeight
  // A step brings the next row in; a jump (the first gap, the next problem) shows its neighbours on both sides.
  const middle = (above + below) / 2
  const far = (out: number) => out > 2 * line.offsetHeight
  if (above < 0) scroller.scrollTop += far(-above) ? middle : above
  else if (below > 0) scroller.scrollTop += far(below) ? middle : below
  const left = cell.offsetLeft - scroller.scrollLeft - fixed
  const right = cell.offsetLeft + cell.offsetWidth - scroller.scrollLeft - scroller.clientWidth
  if (left < 0) scroller.scrollLeft += left
  else if (right > 0 && cell.offsetWidth < scroller.clientWidth - fixed) scroller.scrollLeft += right
}
