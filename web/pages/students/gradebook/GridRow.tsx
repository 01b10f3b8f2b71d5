import { memo, useLayoutEffect, useRef } from 'react'
import { formatDay } from '../../../text.ts'
import type { Translate } from '../../../text.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { cellText } from './grid-cell-text.ts'
import { closedCell, columnClosed } from './grid-entry.ts'
import { isMarkColumn } from './grid-model.ts'
import type { Column, Row, Sheet } from './grid-model.ts'
import { resultOf } from './grid-result.ts'
import { cellWords } from './cell-words.ts'
import { nameOf } from './grid-paste.ts'

/** Which columns of a row are selected, `2-4`, with `t` and `b` at the selection's edges; `none` if none is. */
export type Selected = string

interface RowProps {
  t: Translate
  sheet: Sheet
  row: Row
  index: number
  /** The column of the cursor where it stands in this row; -1 elsewhere. */
  cursor: number
  draft: string | null
  selected: Selected
  onDraft: (text: string) => void
  onLeave: () => void
}

/** One pupil's row. Drawn again only when something in it changes: a key costs two rows, not forty-five. */
export const GridRow = memo(function GridRow({
  t,
  sheet,
  row,
  index,
  cursor,
  draft,
  selected,
  onDraft,
  onLeave,
}: RowProps) {
  const { pupil } = row
  const [, from, to, edges = ''] = /^(\d+)-(\d+)([tb]*)$/.exec(selected) ?? []
  const left = from === undefined ? 1 : Number(from)
  const right = to === undefined ? 0 : Number(to)
  return (
    <tr
      data-row={index}
      aria-rowindex={index + 3}
      className={
        [cursor >= 0 && 'cur', pupil.leftOn && 'gone', pupil.told && 'told'].filter(Boolean).join(' ') || undefined
      }
    >
      <td className="fix no" aria-colindex={1}>
        {pupil.number}
      </td>
      <th
        scope="row"
        className="fix nme"
        aria-colindex={2}
        title={`${nameOf(pupil)} · ${formatDay(pupil.birthDate)} · ${pupil.code}`}
      >
        {pupil.restName} <b>{pupil.givenName}</b>
        {pupil.told && <small> {pupil.told}</small>}
        {pupil.leftOn && <span className="sr">, {t('gradebook.spoken.left', { day: formatDay(pupil.leftOn) })}</span>}
      </th>
      {sheet.columns.map((column, col) => (
        <GridCell
          key={column.key}
          t={t}
          sheet={sheet}
          row={row}
          column={column}
          col={col}
          active={cursor === col}
          draft={cursor === col ? draft : null}
          edges={col < left || col > right ? null : `${edges}${col === left ? 'l' : ''}${col === right ? 'r' : ''}`}
          onDraft={onDraft}
          onLeave={onLeave}
        />
      ))}
    </tr>
  )
})

function GridCell({
  t,
  sheet,
  row,
  column,
  col,
  active,
  draft,
  edges,
  onDraft,
  onLeave,
}: Pick<RowProps, 't' | 'sheet' | 'row' | 'draft' | 'onDraft' | 'onLeave'> & {
  column: Column
  col: number
  active: boolean
  /** The edges of the selection at this cell; null where it is not selected. */
  edges: string | null
}) {
  const text = cellText(sheet, row, column)
  const { entry } = row.cells[column.key] ?? {}
  const closed = closedCell(sheet, row, column) !== null
  const classes = [
    column.kind === 'comment' ? 'cm' : column.kind === 'average' ? 'avg' : 'm',
    (column.kind !== 'regular' || column.position === 1) && 'k',
    column.kind === 'average' && resultOf(sheet, row).status === 'complete' && 'whole',
    isMarkColumn(column) && /[^\d,]/.test(text) && !entry && 'word',
    isMarkColumn(column) && columnClosed(sheet, column) && 'locked',
    entry?.status === 'waiting' && 'wait',
    entry && entry.status !== 'waiting' && 'bad',
    entry?.status === 'conflict' && 'two',
    text === '' && 'blank',
    edges !== null && 'sel',
    edges?.includes('t') && 'st',
    edges?.includes('b') && 'sb',
    edges?.includes('l') && 'sl',
    edges?.includes('r') && 'sr-',
    active && 'active',
  ]
  return (
    <td
      aria-colindex={col + 3}
      className={classes.filter(Boolean).join(' ')}
      aria-readonly={closed || undefined}
      aria-selected={edges !== null || undefined}
      aria-invalid={(entry && entry.status !== 'waiting') || undefined}
    >
      {entry && entry.status !== 'waiting' && (
        <Icon name={entry.status === 'conflict' ? 'swap' : 'error'} className="mk" />
      )}
      {active ? (
        <CellInput
          label={cellWords(t, sheet, row, column)}
          text={text}
          draft={draft}
          readOnly={closed}
          onDraft={onDraft}
          onLeave={onLeave}
        />
      ) : (
        <>
          {text}
          {entry && <span className="sr">, {t(`gradebook.spoken.${entry.status}`)}</span>}
        </>
      )}
    </td>
  )
}

/** The one place of the grid that has the focus. Empty until something is typed, so that typing replaces the cell. */
function CellInput({
  label,
  text,
  draft,
  readOnly,
  onDraft,
  onLeave,
}: {
  label: string
  text: string
  draft: string | null
  readOnly: boolean
  onDraft: (text: string) => void
  onLeave: () => void
}) {
  const input = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => {
    const at = document.activeElement
    // The focus follows the cursor, but is never taken from the inspector, a dialog or the tools.
    if (at === null || at === document.body || at.closest('.g')) input.current?.focus({ preventScroll: true })
  }, [])
  return (
    <>
      {draft === null && <span aria-hidden="true">{text}</span>}
      <input
        ref={input}
        className={draft === null ? 'in' : 'in on'}
        aria-label={label}
        autoComplete="off"
        spellCheck={false}
        readOnly={readOnly}
        value={draft ?? ''}
        onChange={(event) => onDraft(event.target.value)}
        onBlur={onLeave}
      />
    </>
  )
}
