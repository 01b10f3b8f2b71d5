import { useEffect, useMemo, useRef } from 'react'
import type { ClipboardEvent, KeyboardEvent } from 'react'
import { announce } from '../../../ui/StatusLine.tsx'
import { say } from '../../../text.ts'
import { closedWords } from './cell-words.ts'
import { displayOf, isWholeMark } from './grid-entry.ts'
import { copyText, fillDown } from './grid-fill.ts'
import { isMarkColumn, shown } from './grid-model.ts'
import type { Column } from './grid-model.ts'
import { planPaste, readBlock } from './grid-paste.ts'
import type { PastePlan } from './grid-paste.ts'
import { moveBy, moveByTab, moveTo, moveToEdge, toProblem } from './grid-move.ts'
import {
  clear,
  columnAt,
  commit,
  escape,
  rangeOf,
  redo,
  refusesTyping,
  rowAt,
  type,
  undo,
  write,
} from './grid-state.ts'
import type { GridState } from './grid-state.ts'
import type { GridStore } from './grid-store.ts'
import { cellText } from './grid-cell-text.ts'

/** What the keys ask of the page around the grid. */
export interface GridCommands {
  history: () => void
  help: () => void
  fold: () => void
  describe: (column: Column) => void
  pasted: (plan: PastePlan) => void
  /** Whether a whole mark goes on to the next pupil by itself. */
  quick: () => boolean
}

const rowsAPage = 15

/** The keys of the grid. The handlers never change, so that rows are not drawn again for them. */
export function useGridKeys(store: GridStore, commands: GridCommands) {
  // In place (F2, double click) arrows move within the text; else they leave the cell.
  const inPlace = useRef(false)
  const current = useRef(commands)
  useEffect(() => void (current.current = commands))
  return useMemo(() => {
    const run = (step: (state: GridState) => GridState, now = false) => {
      inPlace.current = false
      store.run(step, now)
    }
    return {
      beginInPlace: () => void (inPlace.current = true),
      onDraft: (text: string) => {
        store.run((state) => type(state, text))
        const { sheet, draft } = store.get()
        if (
          draft !== null &&
          !inPlace.current &&
          current.current.quick() &&
          isMarkColumn(columnAt(store.get())) &&
          isWholeMark(sheet, draft)
        )
          run((state) => moveBy(state, 1, 0))
      },
      onLeave: () => run(commit),
      onCopy: (event: ClipboardEvent) => {
        const state = store.get()
        if (state.draft !== null) return
        event.preventDefault()
        const average = state.sheet.columns.find((column) => column.kind === 'average')!
        event.clipboardData.setData(
          'text/plain',
          copyText(state, (row) => cellText(state.sheet, state.rows[row]!, average)),
        )
      },
      onPaste: (event: ClipboardEvent) => {
        const text = event.clipboardData.getData('text/plain')
        const block = readBlock(text)
        if (store.get().draft !== null && block.length === 1 && block[0]!.length === 1) return
        event.preventDefault()
        const plan = planPaste(commit(store.get()), block)
        run((state) => write(commit(state), 'paste', 'pasted', plan.writes), true)
        current.current.pasted(plan)
      },
      onKeyDown: (event: KeyboardEvent) => {
        // A key that belongs to an input method in the middle of a letter is not ours.
        if (event.nativeEvent.isComposing) return
        const step = stepFor(event, store.get(), inPlace.current)
        if (step === 'leave') return store.run(commit)
        if (step) {
          event.preventDefault()
          if (/^(Delete|Backspace)$/.test(event.key)) sayWhyNot(store.get())
          return run(step.step, step.now)
        }
        if (store.get().draft !== null) return
        if (event.key === 'F2' && !refusesTyping(store.get())) {
          event.preventDefault()
          const state = store.get()
          inPlace.current = true
          return store.run((now) =>
            type(now, displayOf(columnAt(state), shown(rowAt(state).cells[columnAt(state).key]))),
          )
        }
        const command = commandFor(event, store.get(), current.current)
        if (command) {
          event.preventDefault()
          return command()
        }
        if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) sayWhyNot(store.get())
      },
    }
  }, [store])
}

interface Step {
  step: (state: GridState) => GridState
  now?: boolean
}

function stepFor(event: KeyboardEvent, state: GridState, inPlace: boolean): Step | 'leave' | null {
  const { key, shiftKey, altKey } = event
  const ctrl = event.ctrlKey || event.metaKey
  const typing = state.draft !== null
  const lower = key.toLowerCase()
  if (key === 'Enter') return { step: (now) => moveBy(now, shiftKey ? -1 : 1, 0) }
  if (key === 'Tab') return moveByTab(state, shiftKey) ? { step: (now) => moveByTab(now, shiftKey) ?? now } : 'leave'
  if (key === 'Escape') return { step: escape }
  if (key === 'F8') return { step: (now) => toProblem(now, shiftKey) }
  const arrow = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[key]
  if (arrow && !(typing && inPlace)) {
    const [rows, cols] = arrow as [number, number]
    return { step: (now) => (ctrl ? moveToEdge : moveBy)(now, rows, cols, shiftKey && !typing) }
  }
  if (typing) return null
  if (ctrl && lower === 'z') return { step: shiftKey ? redo : undo, now: true }
  if (ctrl && lower === 'y') return { step: redo, now: true }
  if (ctrl && lower === 'd') return { step: (now) => fillDown(now, altKey), now: true }
  if (ctrl && lower === 'a') {
    return { step: (now) => moveTo(moveTo(now, { row: 0, col: 0 }), { row: Infinity, col: Infinity }, true) }
  }
  if (key === 'Home') return { step: (now) => moveTo(now, { row: ctrl ? 0 : now.cursor.row, col: 0 }, shiftKey) }
  if (key === 'End') {
    return { step: (now) => moveTo(now, { row: ctrl ? Infinity : now.cursor.row, col: Infinity }, shiftKey) }
  }
  if (key === 'PageDown' || key === 'PageUp') {
    return { step: (now) => moveBy(now, key === 'PageDown' ? rowsAPage : -rowsAPage, 0, shiftKey) }
  }
  if (key === 'Delete' || key === 'Backspace') return { step: clear, now: true }
  return null
}

/** Single letters, on a mark that is not being typed; a comment may begin with them. */
function commandFor(
  { key, ctrlKey, metaKey, altKey }: KeyboardEvent,
  state: GridState,
  commands: GridCommands,
): (() => void) | null {
  if (ctrlKey || metaKey || altKey || columnAt(state).kind === 'comment') return null
  if (key === 'h' || key === 'H') return commands.history
  if (key === '?') return commands.help
  if (key === '.') return commands.fold
  return null
}

/** A key on a cell that takes nothing says why, instead of doing nothing. */
function sayWhyNot(state: GridState) {
  const { top, bottom, left, right } = rangeOf(state)
  if (top !== bottom || left !== right) return
  const words = closedWords(say, state.sheet, rowAt(state), columnAt(state))
  if (words) announce(words)
}
