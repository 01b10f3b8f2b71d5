import type { ReactNode } from 'react'
import { formatNumber, useText } from '../text.ts'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { Skeleton } from './Skeleton.tsx'

/** How a list is ordered: by which column, and which way. */
export interface Sort {
  key: string
  descending: boolean
}

/** One column. The first is the row's name: it stays in sight when the table scrolls, and heads the card on a phone. */
export interface Column<Row> {
  key: string
  header: ReactNode
  cell: (row: Row) => ReactNode
  /** Numbers stand on the right, under their header. */
  num?: boolean
  sortable?: boolean
  /** The header names no data (a button, a picture) and is left out of the phone's card. */
  bare?: boolean
  /** Not shown on a phone. */
  secondary?: boolean
  /** The usual width of what will stand here, for the skeleton. */
  width?: number
}

/** A list of records as a table; on a phone each row is a card. `rows` is undefined while they come. */
export function DataTable<Row>({
  label,
  columns,
  rows,
  rowKey,
  total,
  sort,
  onSort,
  onMore,
  loadingMore,
  isSelected,
  empty,
  expect = 8,
  children,
}: {
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[] | undefined
  rowKey: (row: Row) => string
  /** How many there are in all, where that is known. */
  total?: number
  sort?: Sort
  onSort?: (sort: Sort) => void
  /** Loads the next rows; absent when all are here. */
  onMore?: () => void
  loadingMore?: boolean
  isSelected?: (row: Row) => boolean
  /** What stands in place of an empty list. */
  empty?: ReactNode
  /** How many rows are expected, so that nothing jumps when they come. */
  expect?: number
  /** The row of the whole (`tr`), which stands first. */
  children?: ReactNode
}) {
  if (rows?.length === 0 && empty) return <div className="pad">{empty}</div>
  return (
    <>
      <div className="scroll-x" tabIndex={0} role="group" aria-label={label}>
        <table className="tbl cards" aria-busy={!rows || undefined}>
          <thead>
            <tr>
              {columns.map((column) => (
                <Header key={column.key} column={column} sort={sort} onSort={onSort} />
              ))}
            </tr>
          </thead>
          <tbody>
            {children}
            {rows?.map((row) => (
              <tr key={rowKey(row)} className={isSelected?.(row) ? 'sel' : undefined}>
                {columns.map((column, index) => (
                  <Cell key={column.key} column={column} first={index === 0}>
                    {column.cell(row)}
                  </Cell>
                ))}
              </tr>
            ))}
            {!rows &&
              Array.from({ length: expect }, (_, line) => (
                <tr key={line} aria-hidden="true">
                  {columns.map((column, index) => (
                    <Cell key={column.key} column={column} first={index === 0}>
                      <Skeleton width={column.num ? 28 : (column.width ?? 110) - ((line * 13) % 24)} />
                    </Cell>
                  ))}
                </tr>
              ))}
          </tbody>
        </table>
      </div>
      {rows && <Foot shown={rows.length} total={total} onMore={onMore} loading={loadingMore} />}
    </>
  )
}

function Header<Row>({ column, sort, onSort }: { column: Column<Row>; sort?: Sort; onSort?: (sort: Sort) => void }) {
  const t = useText()
  const sorted = sort?.key === column.key ? (sort.descending ? 'descending' : 'ascending') : undefined
  const arrow = sorted && <Icon name={sorted === 'ascending' ? 'up' : 'down'} />
  return (
    <th className={classesOf(column)} scope="col" aria-sort={sorted}>
      {column.sortable && onSort ? (
        <button
          type="button"
          className="sort"
          title={t('ui.sort')}
          onClick={() => onSort({ key: column.key, descending: sorted === 'ascending' })}
        >
          {column.num && arrow}
          {column.header}
          {!column.num && arrow}
        </button>
      ) : (
        column.header
      )}
    </th>
  )
}

function Cell<Row>({ column, first, children }: { column: Column<Row>; first: boolean; children: ReactNode }) {
  const name = !column.bare && typeof column.header === 'string' ? column.header : undefined
  if (first) {
    return (
      <th scope="row" className={classesOf(column)}>
        {children}
      </th>
    )
  }
  return (
    <td className={classesOf(column)} data-name={name}>
      {children}
    </td>
  )
}

function Foot({
  shown,
  total,
  onMore,
  loading,
}: {
  shown: number
  total?: number
  onMore?: () => void
  loading?: boolean
}) {
  const t = useText()
  if (!onMore && (total === undefined || total === shown)) return null
  const counted =
    total === undefined
      ? t('ui.shown', { shown: formatNumber(shown) })
      : t('ui.shown_of', { shown: formatNumber(shown), total: formatNumber(total) })
  return (
    <p className="more">
      <span className="faint">{counted}</span>{' '}
      {onMore && (
        <Button kind="link" busy={loading} onClick={onMore}>
          {t('ui.more')}
        </Button>
      )}
    </p>
  )
}

function classesOf<Row>(column: Column<Row>) {
  const classes = [column.num && 'num', column.secondary && 'secondary', column.bare && 'bare'].filter(Boolean)
  return classes.length ? classes.join(' ') : undefined
}
