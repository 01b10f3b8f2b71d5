import { useMemo, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { useMutation, useQuery } from 'urql'
import { Link, useParams } from 'wouter'
import { problemOf } from '../../graphql.ts'
import { refusalOfError } from '../../shell/act.ts'
import { yearOf, yearSlug } from '../../shell/place.ts'
import { useViewer } from '../../shell/session.ts'
import { formatAcademicYear, useText } from '../../text.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { announce } from '../../ui/StatusLine.tsx'
import { AssignPanel } from './AssignPanel.tsx'
import { mainOf, shortNames, substituteOf, tableOf, type BoardCell, type BoardTable } from './board.ts'
import { BoardQuery, BoardSchoolQuery, UndoAssignments, type Board } from './board-query.ts'
import { Loads } from './Loads.tsx'
import './assignments.css'

/** Who teaches what: classes by subjects on one page, and what each teacher's periods come to. */
export function Assignments() {
  const t = useText()
  const { unit: slug, year: yearPart } = useParams<{ unit: string; year: string }>()
  const year = yearOf(yearPart)
  const { today } = useViewer()
  const [{ data: school, error }] = useQuery({ query: BoardSchoolQuery, variables: { slug } })
  const unit = school?.unit
  const [{ data, error: boardError }, again] = useQuery({
    query: BoardQuery,
    variables: { unit: unit?.id ?? '', year },
    pause: !unit,
  })
  const [, undo] = useMutation(UndoAssignments)
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [shown, setShown] = useState<string>()
  const board = data?.assignmentBoard
  const table = useMemo(
    () =>
      board &&
      tableOf(board, { key: 'homeroom', short: t('assignment.homeroom_short'), name: t('assignment.homeroom') }),
    [board, t],
  )
  const wrong = error ?? boardError
  if (wrong && !board) {
    return (
      <Page>
        <ErrorState problem={problemOf(wrong)} />
      </Page>
    )
  }
  const refetch = () => again({ requestPolicy: 'network-only' })
  const changed = (text: string, change: string) => {
    setChosen([])
    refetch()
    announce(text, () => {
      void undo({ unit: unit?.id ?? '', change }).then(({ error: refused }) => {
        announce(refused ? (refusalOfError(t, refused).general ?? t('error.unknown')) : t('assignment.undone'))
        refetch()
      })
    })
  }
  const cells = table?.rows.flatMap((row) => row.cells).filter((cell) => cell !== null) ?? []
  const empty = cells.filter((cell) => !mainOf(cell, today)).length
  return (
    <Page busy={!board}>
      <PageHead
        title={t('assignment.title', { year: formatAcademicYear(year) })}
        tabTitle={t('assignment.tab', { unit: unit?.shortName ?? '' })}
        actions={
          board?.canAssign && (
            <Link className="btn" href={`/import/${slug}/${yearSlug(year)}`}>
              {t('classes.from_excel')}
            </Link>
          )
        }
      >
        {unit?.name}
        {board && board.classes.length > 0 && ` · ${t('assignment.empty_cells', { count: empty })}`}
      </PageHead>
      {board && board.classes.length === 0 && (
        <EmptyState
          title={t('assignment.none')}
          actions={
            <Link className="btn" href={`/classes/${slug}/${yearSlug(year)}`}>
              {t('assignment.to_classes')}
            </Link>
          }
        >
          {t('assignment.none_why')}
        </EmptyState>
      )}
      {board && table && table.rows.length > 0 && (
        <div className="assign">
          <Grid table={table} board={board} day={today} chosen={chosen} shown={shown} onChoose={setChosen} />
          <div className="assign-aside">
            {board.canAssign && unit && (
              <AssignPanel
                key={chosen.join(' ')}
                unit={unit.id}
                year={year}
                board={board}
                cells={cells.filter(({ key }) => chosen.includes(key))}
                onChanged={changed}
                onCancel={() => setChosen([])}
              />
            )}
            <Loads loads={board.loads} shown={shown} onShow={setShown} />
          </div>
        </div>
      )}
    </Page>
  )
}

function Grid({
  table,
  board,
  day,
  chosen,
  shown,
  onChoose,
}: {
  table: BoardTable
  board: Board
  day: string
  chosen: readonly string[]
  shown: string | undefined
  onChoose: (keys: readonly string[]) => void
}) {
  const t = useText()
  const names = useMemo(() => shortNames(board.loads.map(({ staff }) => staff)), [board])
  const [at, setAt] = useState({ row: 0, column: 0 })
  const choose = (cell: BoardCell, { extend, add }: { extend: boolean; add: boolean }) => {
    setAt({ row: cell.row, column: cell.column })
    if (extend) onChoose(within(table, at, cell))
    else if (add) onChoose(chosen.includes(cell.key) ? chosen.filter((key) => key !== cell.key) : [...chosen, cell.key])
    else onChoose(chosen.length === 1 && chosen[0] === cell.key ? [] : [cell.key])
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }[event.key]
    if (!step) return
    event.preventDefault()
    const next = neighbour(table, at, step[0]!, step[1]!)
    if (!next) return
    setAt({ row: next.row, column: next.column })
    if (event.shiftKey) onChoose([...new Set([...chosen, next.key])])
    event.currentTarget.querySelector<HTMLElement>(`[data-at="${next.row} ${next.column}"]`)?.focus()
  }
  return (
    <div className="panel assign-scroll">
      <table
        className="assign-grid"
        role="grid"
        aria-multiselectable="true"
        aria-label={t('assignment.grid')}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr>
            <th scope="col">{t('assignments.column.class')}</th>
            {table.columns.map((column) => (
              <th key={column.key} scope="col" title={column.name}>
                {column.short}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row.class.id}>
              <th scope="row">{row.class.name}</th>
              {row.cells.map((cell, column) =>
                cell ? (
                  <Cell
                    key={cell.key}
                    cell={cell}
                    subject={table.columns[column]!.name}
                    day={day}
                    names={names}
                    chosen={chosen.includes(cell.key)}
                    shown={shown}
                    current={cell.row === at.row && cell.column === at.column}
                    onChoose={choose}
                  />
                ) : (
                  <td key={table.columns[column]!.key} className="untaught" aria-label={t('assignment.untaught')} />
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Cell({
  cell,
  subject,
  day,
  names,
  chosen,
  shown,
  current,
  onChoose,
}: {
  cell: BoardCell
  subject: string
  day: string
  names: ReadonlyMap<string, string>
  chosen: boolean
  shown: string | undefined
  current: boolean
  onChoose: (cell: BoardCell, how: { extend: boolean; add: boolean }) => void
}) {
  const t = useText()
  const main = mainOf(cell, day)
  const substitute = substituteOf(cell, day)
  const spoken = t('assignment.cell', {
    class: cell.class.name,
    subject,
    name: main?.fullName ?? t('assignment.nobody'),
    substitute: substitute?.fullName ?? 'none',
  })
  const mine = shown !== undefined && (main?.staff === shown || substitute?.staff === shown)
  return (
    <td
      aria-selected={chosen}
      title={spoken}
      tabIndex={current ? 0 : -1}
      data-at={`${cell.row} ${cell.column}`}
      data-name={subject}
      className={[chosen && 'on', mine && 'mine', !main && 'empty'].filter(Boolean).join(' ') || undefined}
      onClick={(event) => onChoose(cell, { extend: event.shiftKey, add: event.ctrlKey || event.metaKey })}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        onChoose(cell, { extend: false, add: event.key === ' ' })
      }}
    >
      {/* What is seen is short; what is spoken is whole, and another text in the label would not be what voice control hears. */}
      <span className="sr">{spoken}</span>
      <span aria-hidden="true">
        {main ? (names.get(main.staff) ?? main.givenName) : '–'}
        {substitute && (
          <small>{t('assignment.by', { name: names.get(substitute.staff) ?? substitute.givenName })}</small>
        )}
      </span>
    </td>
  )
}

function within(table: BoardTable, from: { row: number; column: number }, to: BoardCell): string[] {
  const [top, bottom] = [Math.min(from.row, to.row), Math.max(from.row, to.row)]
  const [left, right] = [Math.min(from.column, to.column), Math.max(from.column, to.column)]
  return table.rows
    .slice(top, bottom + 1)
    .flatMap((row) => row.cells.slice(left, right + 1))
    .flatMap((cell) => cell?.key ?? [])
}

/** The next cell in a direction, over those that are not taught. */
function neighbour(
  table: BoardTable,
  at: { row: number; column: number },
  down: number,
  right: number,
): BoardCell | undefined {
  let { row, column } = at
  for (;;) {
    row += down
    column += right
    const cells = table.rows[row]?.cells
    if (!cells || column < 0 || column >= cells.length) return undefined
    const cell = cells[column]
    if (cell) return cell
  }
}
