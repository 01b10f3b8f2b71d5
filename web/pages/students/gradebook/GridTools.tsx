import { useDeferredValue } from 'react'
import { Link } from 'wouter'
import { client } from '../../../graphql.ts'
import { formatShortDay, useText } from '../../../text.ts'
import type { Translate } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { Menu } from '../../../ui/Menu.tsx'
import { PageTitle } from '../../../ui/PageHead.tsx'
import { BookLife } from '../books/BookLife.tsx'
import { shortName } from './column-name.ts'
import { SetMarkTypingMutation, pathOf } from './gradebook-query.ts'
import type { Book } from './gradebook-query.ts'
import { fillDown, likeColumnBefore } from './grid-fill.ts'
import { isMarkColumn } from './grid-model.ts'
import type { Column, Sheet } from './grid-model.ts'
import { moveTo } from './grid-move.ts'
import { columnAt, undo } from './grid-state.ts'
import type { Action } from './grid-state.ts'
import { useStillGrid } from './grid-store.ts'
import type { GridStore } from './grid-store.ts'
import { focusCursor } from './GridTable.tsx'

/** The tools over the grid. Each names what it does; undo names what it takes back. */
export function GridTools({
  book,
  store,
  quick,
  onQuick,
  onKeys,
  onDescribe,
  inspector,
  onInspector,
  onReload,
}: {
  book: Book
  store: GridStore
  quick: boolean
  onQuick: () => void
  onKeys: () => void
  onDescribe: (column: Column) => void
  inspector: boolean
  onInspector: () => void
  onReload: () => void
}) {
  const t = useText()
  const state = useDeferredValue(useStillGrid(store))
  const column = columnAt(state)
  const last = state.done.at(-1)
  const { subjectName, className } = book.place
  const run = (step: Parameters<GridStore['run']>[0]) => {
    store.run(step, true)
    focusCursor()
  }
  const toComments = () => {
    const col = state.sheet.columns.findIndex((it) => it.kind === 'comment')
    if (!inspector) onInspector()
    run((now) => moveTo(now, { row: now.cursor.row, col }))
  }
  return (
    <div className="tools noprint">
      <PageTitle
        title={t('gradebook.title', { subject: subjectName, class: className })}
        tabTitle={t('gradebook.tab', { subject: subjectName, class: className, term: book.term })}
      />
      {book.canMark && (
        <>
          <BookLife gradebook={book.id} state={book.state} onChange={onReload} />
          <Menu
            className="btn plain"
            label={t('gradebook.fill')}
            button={
              <>
                <Icon name="fill" />
                {t('gradebook.fill')}
              </>
            }
            items={[
              { label: t('gradebook.fill_down'), hint: 'Ctrl D', onSelect: () => run((now) => fillDown(now, false)) },
              {
                label: t('gradebook.fill_empty'),
                hint: 'Ctrl Alt D',
                onSelect: () => run((now) => fillDown(now, true)),
              },
              {
                label: t('gradebook.fill_before'),
                hint: t('gradebook.fill_before_hint'),
                onSelect: () => run(likeColumnBefore),
              },
              {
                label: t('gradebook.quick'),
                hint: t('gradebook.quick_hint'),
                current: quick,
                apart: true,
                onSelect: onQuick,
              },
              ...(isMarkColumn(column)
                ? [
                    {
                      label: t('gradebook.describe', { column: shortName(t, column) }),
                      apart: true,
                      onSelect: () => onDescribe(column),
                    },
                  ]
                : []),
            ]}
          />
          <Button kind="plain" icon="pencil" onClick={toComments}>
            {t('gradebook.phrases')}
          </Button>
          <Button
            kind="plain"
            icon="undo"
            reason={last ? undefined : t('gradebook.undo_nothing')}
            onClick={() => run(undo)}
          >
            {last ? undoName(t, last) : t('gradebook.undo')}
          </Button>
          <span className="sepv" />
          <Link className="btn plain" href={pathOf(book, 'import')}>
            <Icon name="upload" />
            {t('gradebook.import')}
          </Link>
        </>
      )}
      {book.canDecideEntry && (
        <Menu
          className="btn plain"
          label={t('gradebook.typing')}
          button={
            <>
              <Icon name="pencil" />
              {t('gradebook.typing')}
            </>
          }
          items={[true, false].map((tenths) => ({
            label: t(tenths ? 'gradebook.typing_tenths' : 'gradebook.typing_plain'),
            hint: tenths ? t('gradebook.typing_hint') : undefined,
            current: book.tenthsWithoutComma === tenths,
            onSelect: () =>
              void client.mutation(SetMarkTypingMutation, { book: book.id, tenths }).toPromise().then(onReload),
          }))}
        />
      )}
      {book.canExport && (
        <a className="btn plain" href={`/files/gradebook/${book.id}/book.xlsx`} download>
          <Icon name="download" />
          {t('gradebook.export')}
        </a>
      )}
      <Menu
        className="btn plain"
        label={t('gradebook.print')}
        button={
          <>
            <Icon name="print" />
            {t('gradebook.print')}
          </>
        }
        items={[
          ...(book.canExport
            ? [{ label: t('gradebook.print_book'), onSelect: () => void open(`/files/gradebook/${book.id}/book.pdf`) }]
            : []),
          {
            label: t('gradebook.print_empty'),
            hint: t('gradebook.print_empty_hint'),
            onSelect: () => void open(`/files/gradebook/${book.id}/mark-sheet.pdf`),
          },
        ]}
      />
      <span className="grow" />
      <span className="small dim tools-state">{stateWords(t, book, state.sheet)}</span>
      <span className="sepv" />
      <Button kind="plain" onClick={onKeys} aria-label={t('gradebook.keys_table')}>
        {t('gradebook.keys')} <kbd>?</kbd>
      </Button>
      <Button
        kind="plain"
        icon="info"
        className="tools-inspector"
        aria-pressed={inspector}
        aria-label={t('gradebook.inspector')}
        onClick={onInspector}
      />
    </div>
  )
}

/** "Hoàn tác: dán 14 ô". */
export const undoName = (t: Translate, { kind, cells }: Action): string =>
  t('gradebook.undo_what', { what: t(`gradebook.action.${kind}`, { count: cells.length }) })

/** What is closed and until when, in a few words: TX1–TX2 khoá 15/10 · CK mở 14/12. */
function stateWords(t: Translate, book: Book, sheet: Sheet): string {
  if (book.state !== 'open') return t(`gradebook.state.${book.state}`)
  const closed = sheet.columns.filter((column) => isMarkColumn(column) && !column.open)
  const groups = Map.groupBy(closed, ({ closedBecause, opensOn, closesOn, lockedAt }) => {
    const day = closedBecause === 'not_yet' ? opensOn : closedBecause === 'closed' ? closesOn : lockedAt
    return `${closedBecause} ${day?.slice(0, 10) ?? ''}`
  })
  return [...groups]
    .map(([key, columns]) => {
      const [why, day] = key.split(' ')
      const first = shortName(t, columns[0]!)
      const names = columns.length > 1 ? `${first}–${shortName(t, columns.at(-1)!)}` : first
      return t('gradebook.closed_columns', { columns: names, why: why ?? '', day: day ? formatShortDay(day) : '' })
    })
    .join(' · ')
}
