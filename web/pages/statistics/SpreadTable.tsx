import { useState } from 'react'
import { Link } from 'wouter'
import { formatAcademicYear, formatChange, formatNumber, useText } from '../../text.ts'
import type { Translate } from '../../text.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import type { Column, Sort } from '../../ui/DataTable.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { nameOf } from './FigureTable.tsx'
import { inwards } from './inwards.ts'
import type { SpreadAnswer, SpreadRow } from './queries.ts'
import { spreadPath, type SpreadAsked } from './spread-address.ts'
import { markText } from './words.ts'

type Summary = NonNullable<SpreadRow['now']['summary']>

/** What the spread of each unit amounts to; the whole stands first. */
export function SpreadTable({
  asked,
  figures,
  address,
  whole,
}: {
  asked: SpreadAsked
  figures: SpreadAnswer
  address: URLSearchParams
  /** What all units together are called. */
  whole: string
}) {
  const t = useText()
  const inOrder = asked.by === 'year' || asked.by === 'grade' || asked.by === 'level'
  const [chosen, setSort] = useState<Sort>()
  const sort = chosen ?? { key: inOrder ? 'name' : 'mean', descending: false }
  const columns = columnsOf(t, asked, address)
  const all: SpreadRow = figures.whole
  return (
    <Panel title={t('figures.units', { by: asked.by, count: figures.rows.length })}>
      <DataTable
        label={t(`figures.by.${asked.by}`)}
        columns={columns}
        rows={ordered(figures.rows, sort, (row) => nameOf(t, asked, row))}
        rowKey={({ key }) => key}
        sort={sort}
        onSort={setSort}
      >
        <tr className="sel">
          {columns.map((column, index) =>
            index === 0 ? (
              <th key={column.key} scope="row">
                <b>{whole}</b>
              </th>
            ) : (
              <td
                key={column.key}
                className={column.secondary ? 'num secondary' : 'num'}
                data-name={typeof column.header === 'string' ? column.header : undefined}
              >
                {column.cell(all)}
              </td>
            ),
          )}
        </tr>
      </DataTable>
    </Panel>
  )
}

const values: Record<string, (summary: Summary) => number> = {
  marks: ({ marks }) => marks,
  mean: ({ mean }) => mean,
  lower: ({ lowerQuartile }) => lowerQuartile,
  median: ({ median }) => median,
  upper: ({ upperQuartile }) => upperQuartile,
  below: ({ belowFive }) => belowFive * 100,
  from: ({ fromEight }) => fromEight * 100,
}

function columnsOf(t: Translate, asked: SpreadAsked, address: URLSearchParams): Column<SpreadRow>[] {
  const number = (key: string, header: string, digits: number | 'mark', secondary = false): Column<SpreadRow> => ({
    key,
    header,
    num: true,
    sortable: true,
    secondary,
    cell: ({ now }) =>
      now.summary ? (
        digits === 'mark' ? (
          markText(values[key]?.(now.summary) ?? 0)
        ) : (
          formatNumber(values[key]?.(now.summary) ?? 0, digits)
        )
      ) : (
        <span className="faint">{t(now.few ? 'figures.few' : 'figures.none')}</span>
      ),
  })
  const before = asked.by === 'year' ? t('figures.year_before') : formatAcademicYear(asked.academicYear - 1)
  return [
    {
      key: 'name',
      header: t(`figures.by.${asked.by}`),
      sortable: true,
      cell: (row) => {
        const href = inwards(asked, row.key, address, spreadPath)
        const name = nameOf(t, asked, row)
        return href ? (
          <Link className="quiet nowrap" href={href}>
            {name}
          </Link>
        ) : (
          name
        )
      },
    },
    number('marks', t('figures.base_of.marks'), 0, true),
    number('mean', t('figures.mean'), 2),
    {
      key: 'change',
      header: t('figures.change_since', { year: before }),
      num: true,
      sortable: true,
      cell: (row) => {
        const change = changeOf(row)
        if (change === undefined) return <span className="faint">{t('figures.none')}</span>
        return <span className={change < 0 ? 'delta-down' : 'delta-up'}>{formatChange(change, 2)}</span>
      },
    },
    number('lower', t('figures.lower_quartile'), 'mark', true),
    number('median', t('figures.median'), 'mark'),
    number('upper', t('figures.upper_quartile'), 'mark', true),
    number('below', `${t('figures.below_five')} (%)`, 1),
    number('from', `${t('figures.from_eight')} (%)`, 1),
  ]
}

function changeOf({ now, before }: SpreadRow): number | undefined {
  return now.summary && before.summary ? now.summary.mean - before.summary.mean : undefined
}

function ordered(
  rows: readonly SpreadRow[],
  { key, descending }: Sort,
  named: (row: SpreadRow) => string,
): SpreadRow[] {
  const names = new Intl.Collator('vi', { numeric: true })
  const value = (row: SpreadRow) =>
    key === 'change'
      ? (changeOf(row) ?? -Infinity)
      : row.now.summary
        ? (values[key]?.(row.now.summary) ?? 0)
        : -Infinity
  const compare = (a: SpreadRow, b: SpreadRow) =>
    (key === 'name' || value(a) === value(b) ? 0 : value(a) - value(b)) || names.compare(named(a), named(b))
  return rows.toSorted((a, b) => (descending ? compare(b, a) : compare(a, b)))
}
