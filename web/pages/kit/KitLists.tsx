import { useState } from 'react'
import { formatChange, formatNumber } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import type { Column, Sort } from '../../ui/DataTable.tsx'
import { Dumbbell, DumbbellAxis } from '../../ui/charts/Dumbbell.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { JobProgress } from '../../ui/Progress.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { WorkList } from '../../ui/WorkList.tsx'
import { axis, lists as words, units, words as titles } from './samples.ts'
import type { SampleUnit } from './samples.ts'

/** Lists of work, tables, and the states of a page. */
export function KitLists() {
  const [sort, setSort] = useState<Sort>({ key: 'now', descending: false })
  const rows = units.toSorted((a, b) => (sort.descending ? b.now - a.now : a.now - b.now))
  return (
    <>
      <Panel title={titles.work} aside={<span className="faint small">{words.workCount}</span>}>
        <WorkList
          items={words.work.map((item, index) => ({
            key: item.what,
            icon: (['pencil', 'error', 'warning'] as const)[index] ?? 'pencil',
            meaning: ([undefined, 'bad', 'wait'] as const)[index],
            what: <b>{item.what}</b>,
            detail: item.detail,
            action: <Button kind={index === 0 ? 'primary' : undefined}>{item.action}</Button>,
          }))}
        />
      </Panel>
      <Panel title={titles.states} padded>
        <EmptyState
          title={words.empty}
          steps={words.emptySteps}
          actions={
            <Button kind="primary" big>
              {words.emptyAction}
            </Button>
          }
        >
          {words.emptyWhy}
        </EmptyState>
      </Panel>
      <div className="full">
        <Panel title={titles.table}>
          <DataTable
            label={titles.table}
            columns={columns}
            rows={rows}
            rowKey={(unit) => unit.name}
            total={148}
            sort={sort}
            onSort={setSort}
            onMore={() => {}}
          />
        </Panel>
      </div>
      <Panel title={words.loading}>
        <DataTable
          label={words.loading}
          columns={columns.slice(0, 4)}
          rows={undefined}
          rowKey={(unit) => unit.name}
          expect={6}
        />
      </Panel>
      <div className="stack">
        <JobProgress title={words.job} detail={words.jobDetail} value={868} max={1240} onStop={() => {}} />
        <ErrorState problem={{ kind: 'unknown', errorId: '7K2-Q9F', violations: [] }} onRetry={() => {}} />
        <ErrorState problem={{ kind: 'offline', violations: [] }} onRetry={() => {}} />
      </div>
    </>
  )
}

const columns: Column<SampleUnit>[] = [
  { key: 'name', header: words.unit, cell: (unit) => unit.name, sortable: true, width: 96 },
  { key: 'pupils', header: words.pupils, num: true, secondary: true, cell: (unit) => formatNumber(unit.pupils) },
  { key: 'before', header: words.before, num: true, cell: (unit) => formatNumber(unit.before, 1) },
  { key: 'now', header: words.now, num: true, sortable: true, cell: (unit) => <b>{formatNumber(unit.now, 1)}</b> },
  {
    key: 'change',
    header: words.change,
    num: true,
    cell: ({ before, now }) => (
      <span className={now < before ? 'delta-down' : 'delta-up'}>{formatChange(now - before)}</span>
    ),
  },
  {
    key: 'picture',
    header: (
      <>
        <span className="sr">{words.picture}</span>
        <DumbbellAxis axis={axis} unit="%" />
      </>
    ),
    bare: true,
    secondary: true,
    cell: ({ name, before, now }) => (
      <Dumbbell label={`${name}: ${before} → ${now} %`} before={before} now={now} axis={axis} reference={70.9} />
    ),
  },
  {
    key: 'books',
    header: words.books,
    cell: (unit) =>
      unit.complete ? (
        words.complete
      ) : (
        <Tag kind="wait" icon="clock">
          {words.lacking}
        </Tag>
      ),
  },
]
