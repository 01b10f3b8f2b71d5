import { Fragment, useState } from 'react'
import type { ReactNode } from 'react'
import { useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import type { IconName } from '../../../ui/Icon.tsx'
import { refusalWords } from './cell-words.ts'
import { shortName } from './column-name.ts'
import { displayOf } from './grid-entry.ts'
import type { Row, Sheet } from './grid-model.ts'
import { cellKey, suggestionOf } from './import-preview.ts'
import type { Decisions, FileCell, FilePreview, StrangeLine } from './import-preview.ts'

const shownAtFirst = 8

/** The differences one by one, what is refused first, each with what can be decided about it. */
export function ImportLines({
  sheet,
  rows,
  preview,
  only,
  decisions,
  onDecide,
}: {
  sheet: Sheet
  rows: readonly Row[]
  preview: FilePreview
  only: 'new' | 'changed' | 'refused' | undefined
  decisions: Decisions
  onDecide: (decisions: Decisions) => void
}) {
  const t = useText()
  const refused = preview.cells.filter((cell) => cell.kind === 'refused')
  const changed = preview.cells.filter((cell) => cell.kind === 'changed' || cell.kind === 'kept')
  const fresh = preview.cells.filter((cell) => cell.kind === 'new')
  const show = (kind: typeof only) => only === undefined || only === kind
  const cell = (one: FileCell) => (
    <CellLine key={cellKey(one)} sheet={sheet} rows={rows} cell={one} decisions={decisions} onDecide={onDecide} />
  )
  return (
    <div className="panel">
      <table className="tbl imp">
        <thead>
          <tr>
            <th className="num">{t('gradebook.preview_line')}</th>
            <th>{t('gradebook.preview_pupil')}</th>
            <th>{t('gradebook.preview_column')}</th>
            <th className="num">{t('gradebook.preview_book')}</th>
            <th className="num">{t('gradebook.preview_file')}</th>
            <th>{t('gradebook.preview_what')}</th>
            <th>
              <span className="sr">{t('gradebook.preview_do')}</span>
            </th>
          </tr>
        </thead>
        {show('refused') && (
          <Group
            icon="error"
            title={t('gradebook.preview_group.refused', { count: refused.length + preview.strangers.length })}
            all={refused.length + preview.strangers.length}
          >
            {[
              ...refused.map(cell),
              ...preview.strangers.map((line) => (
                <StrangerLine key={line.line} line={line} decisions={decisions} onDecide={onDecide} />
              )),
            ]}
          </Group>
        )}
        {show('changed') && (
          <Group
            icon="swap"
            title={t('gradebook.preview_group.changed', {
              count: changed.filter((one) => one.kind === 'changed').length,
            })}
            all={changed.length}
          >
            {changed.map(cell)}
          </Group>
        )}
        {show('new') && (
          <Group
            icon="plus"
            title={t('gradebook.preview_group.new', { count: fresh.length })}
            all={fresh.length}
            first={only === 'new' ? Infinity : shownAtFirst}
          >
            {fresh.map(cell)}
          </Group>
        )}
      </table>
    </div>
  )
}

function Group({
  icon,
  title,
  all,
  first = Infinity,
  children,
}: {
  icon: IconName
  title: string
  all: number
  first?: number
  children: readonly ReactNode[]
}) {
  const t = useText()
  const [open, setOpen] = useState(false)
  if (all === 0) return null
  const shown = open ? children : children.slice(0, first)
  return (
    <tbody>
      <tr className="grp">
        <th colSpan={7} scope="rowgroup">
          <Icon name={icon} /> {title}{' '}
          {shown.length < all && (
            <Button kind="link" onClick={() => setOpen(true)}>
              {t('gradebook.preview_all', { first: shown.length })}
            </Button>
          )}
        </th>
      </tr>
      {shown.map((line, index) => (
        <Fragment key={index}>{line}</Fragment>
      ))}
    </tbody>
  )
}

function CellLine({
  sheet,
  rows,
  cell,
  decisions,
  onDecide,
}: {
  sheet: Sheet
  rows: readonly Row[]
  cell: FileCell
  decisions: Decisions
  onDecide: (decisions: Decisions) => void
}) {
  const t = useText()
  const pupil = rows.find((row) => row.pupil.id === cell.student)?.pupil
  const column = sheet.columns.find((it) => it.key === cell.column)
  const key = cellKey(cell)
  const show = (text: string | null) =>
    text === null ? (
      <span className="faint">{t('gradebook.spoken.empty')}</span>
    ) : column ? (
      displayOf(column, text)
    ) : (
      text
    )
  const suggestion = cell.kind === 'refused' ? suggestionOf(cell) : null
  const written = cell.kind === 'changed' && !decisions.kept.has(key)
  return (
    <tr>
      <td className="num faint">{cell.line}</td>
      <td className="nowrap">
        {pupil?.restName} <b>{pupil?.givenName}</b>
      </td>
      <td>{column && shortName(t, column)}</td>
      <td className="num">{written ? <s>{show(cell.was)}</s> : show(cell.was)}</td>
      <td className="num">
        <b>{decisions.suggested.has(key) ? suggestion : show(cell.value)}</b>
      </td>
      <td>{whatHappens(t, cell, decisions)}</td>
      <td className="num">
        {suggestion && (
          <Button kind="link" onClick={() => onDecide({ ...decisions, suggested: toggled(decisions.suggested, key) })}>
            {t(decisions.suggested.has(key) ? 'gradebook.preview_not' : 'gradebook.preview_use', { value: suggestion })}
          </Button>
        )}
        {cell.kind === 'changed' && (
          <Button kind="link" onClick={() => onDecide({ ...decisions, kept: toggled(decisions.kept, key) })}>
            {t(written ? 'gradebook.preview_keep' : 'gradebook.preview_take')}
          </Button>
        )}
      </td>
    </tr>
  )
}

function StrangerLine({
  line,
  decisions,
  onDecide,
}: {
  line: StrangeLine
  decisions: Decisions
  onDecide: (decisions: Decisions) => void
}) {
  const t = useText()
  const recognised = decisions.recognised.has(line.line)
  return (
    <tr>
      <td className="num faint">{line.line}</td>
      <td className="nowrap">{line.name}</td>
      <td className="faint">–</td>
      <td className="num faint">–</td>
      <td className="num">
        <b>{line.cells.map((cell) => cell.value.replace('.', ',')).join(' · ')}</b>
      </td>
      <td>
        <span className={recognised ? 'dim' : 'words-bad'}>
          {recognised
            ? t('gradebook.preview_recognised', { name: line.nearest?.name ?? '' })
            : t(`gradebook.unmatched_why.${line.why}`)}
          {!recognised && line.nearest && ` ${t('gradebook.nearest', { name: line.nearest.name })}`}
        </span>
      </td>
      <td className="num">
        {line.nearest && (
          <Button
            kind="link"
            onClick={() => onDecide({ ...decisions, recognised: toggled(decisions.recognised, line.line) })}
          >
            {t(recognised ? 'gradebook.preview_not' : 'gradebook.nearest_yes')}
          </Button>
        )}
      </td>
    </tr>
  )
}

function whatHappens(t: ReturnType<typeof useText>, cell: FileCell, { kept, suggested }: Decisions): ReactNode {
  const key = cellKey(cell)
  switch (cell.kind) {
    case 'refused':
      return suggested.has(key) ? (
        <span className="dim">{t('gradebook.preview_does.suggested')}</span>
      ) : (
        <span className="words-bad">{cell.refusal && refusalWords(t, cell.refusal)}</span>
      )
    case 'kept':
      return <span className="dim">{t('gradebook.preview_does.empty')}</span>
    case 'changed':
      if (kept.has(key)) return <span className="dim">{t('gradebook.preview_does.kept')}</span>
      return (
        <span className={cell.far ? 'dim' : 'faint'}>
          {t(cell.far ? 'gradebook.preview_does.far' : 'gradebook.preview_does.changed')}
        </span>
      )
    case 'new':
      return (
        <span className="faint">
          {t(cell.value === 'V' ? 'gradebook.preview_does.absent' : 'gradebook.preview_does.new')}
        </span>
      )
  }
}

function toggled<T>(set: ReadonlySet<T>, one: T): Set<T> {
  const next = new Set(set)
  if (!next.delete(one)) next.add(one)
  return next
}
