import { useState } from 'react'
import { useQuery } from 'urql'
import { problemOf } from '../../graphql.ts'
import { useAct } from '../../shell/act.ts'
import { formatInstant, formatNumber, formatTime, useText } from '../../text.ts'
import type { Translate } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Icon } from '../../ui/Icon.tsx'
import type { IconName } from '../../ui/Icon.tsx'
import { Note } from '../../ui/Note.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { announce } from '../../ui/StatusLine.tsx'
import { ColumnMatch } from './ColumnMatch.tsx'
import { ImportGroup } from './ImportGroup.tsx'
import { statuses, type Status } from './import-words.ts'
import {
  DecideRow,
  DiscardImport,
  ImportBatchQuery,
  UndoImport,
  WriteImport,
  type Batch,
  type BatchSheet,
} from './import-query.ts'

const few = { refused: 50, changed: 50, new: 5, unchanged: 0 }
const all = 500
const marks: Record<Status, { icon?: IconName; tone?: string }> = {
  new: { icon: 'plus', tone: 'good' },
  changed: { icon: 'swap', tone: 'wait' },
  refused: { icon: 'error', tone: 'bad' },
  unchanged: {},
}

/** What a workbook would do to the records, row by row, before anything is written; and afterwards what it did. */
export function ImportPreview({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useText()
  const [shown, setShown] = useState<Status>()
  const [tab, setTab] = useState<string>()
  const variables = { id, ...(shown ? { refused: 0, changed: 0, new: 0, unchanged: 0, [shown]: all } : few) }
  const [{ data, error }, again] = useQuery({ query: ImportBatchQuery, variables })
  const deciding = useAct(DecideRow)
  const batch = data?.importBatch
  if (!batch) {
    return (
      <Page busy={!error}>
        {error && <ErrorState problem={problemOf(error)} />}
        {!error && <p className="dim">{t('import.loading')}</p>}
      </Page>
    )
  }
  // What is refused is seen first; a list in which something was decided stays open.
  const sheet =
    batch.sheets.find(({ list }) => list === tab) ??
    batch.sheets.find(({ counts }) => counts.refused > 0) ??
    batch.sheets[0]
  const refetch = () => again({ requestPolicy: 'network-only' })
  const decide = async (row: number, decision: { skip?: boolean; useSuggested?: boolean }) => {
    if (!sheet) return
    setTab(sheet.list)
    if (await deciding.act({ id, list: sheet.list, row, ...decision })) refetch()
  }
  const open = batch.state === 'preview'
  return (
    <Page>
      <PageHead
        title={t(`import.head.${batch.state}`)}
        tabTitle={t('import.tab', { unit: batch.fileName })}
        actions={<Button onClick={onClose}>{t(open ? 'import.other_file' : 'import.back')}</Button>}
      >
        {t('import.read_at', { file: batch.fileName, at: formatTime(batch.createdAt) })}
        {batch.endedAt && ` · ${t(`import.ended.${batch.state}`, { at: formatInstant(batch.endedAt) })}`}
      </PageHead>
      {deciding.refusal.general && <Note kind="bad">{deciding.refusal.general}</Note>}
      {batch.sheets.length > 1 ? (
        <Tabs
          label={t('import.lists')}
          value={sheet?.list ?? ''}
          onChange={setTab}
          tabs={batch.sheets.map((one) => ({ value: one.list, label: one.name, count: countOf(t, one) }))}
        >
          {sheet && (
            <Sheet batch={batch} sheet={sheet} shown={shown} onShow={setShown} onDecide={decide} onMatched={refetch} />
          )}
        </Tabs>
      ) : (
        sheet && (
          <Sheet batch={batch} sheet={sheet} shown={shown} onShow={setShown} onDecide={decide} onMatched={refetch} />
        )
      )}
      <Acts batch={batch} onChanged={refetch} onClose={onClose} />
    </Page>
  )
}

function Sheet({
  batch,
  sheet,
  shown,
  onShow,
  onDecide,
  onMatched,
}: {
  batch: Batch
  sheet: BatchSheet
  shown: Status | undefined
  onShow: (status: Status | undefined) => void
  onDecide: (row: number, decision: { skip?: boolean; useSuggested?: boolean }) => Promise<void>
  /** The columns were matched otherwise, and the rows judged anew. */
  onMatched: () => void
}) {
  const t = useText()
  const { counts } = sheet
  return (
    <>
      <div className="panel import-summary" role="group" aria-label={t('import.summary')}>
        {(['new', 'changed', 'refused', 'unchanged'] as const).map((status) => (
          <button
            key={status}
            type="button"
            aria-pressed={shown === status}
            onClick={() => onShow(shown === status ? undefined : status)}
          >
            <b>{formatNumber(counts[status])}</b>
            <span className={marks[status].tone}>
              {marks[status].icon && <Icon name={marks[status].icon} />}
              {t(`import.count.${status}`)}
            </span>
          </button>
        ))}
        <div className="small dim import-aside">
          {counts.refused > 0 && batch.state === 'preview' && (
            <>
              {t('import.others_go_on')}
              <br />
              <a href={`/imports/${batch.id}/corrected.xlsx?list=${sheet.list}`} download>
                {t('import.corrected')}
              </a>
            </>
          )}
        </div>
      </div>
      {sheet.unknownColumns.length > 0 &&
        (batch.state === 'preview' ? (
          <ColumnMatch key={sheet.unknownColumns.join('\n')} batch={batch.id} sheet={sheet} onDone={onMatched} />
        ) : (
          <Note>
            {t('import.unknown_columns', {
              count: sheet.unknownColumns.length,
              columns: sheet.unknownColumns.slice(0, 6).join(', '),
            })}
          </Note>
        ))}
      <div className="panel">
        <table className="tbl import-rows">
          <thead>
            <tr>
              <th className="num">{t('import.row')}</th>
              <th>{t('import.what')}</th>
              <th>{t('import.column')}</th>
              <th>{t('import.was')}</th>
              <th>{t('import.value')}</th>
              <th>{t('import.will')}</th>
              <th>
                <span className="sr">{t('import.act')}</span>
              </th>
            </tr>
          </thead>
          {statuses.map((status) => (
            <ImportGroup
              key={status}
              status={status}
              sheet={sheet}
              icon={marks[status].icon}
              open={batch.state === 'preview'}
              onMore={() => onShow(status)}
              onDecide={onDecide}
            />
          ))}
        </table>
      </div>
    </>
  )
}

function Acts({ batch, onChanged, onClose }: { batch: Batch; onChanged: () => void; onClose: () => void }) {
  const t = useText()
  const writing = useAct(WriteImport)
  const discarding = useAct(DiscardImport)
  const undoing = useAct(UndoImport)
  const total = (status: Status) => batch.sheets.reduce((sum, { counts }) => sum + counts[status], 0)
  const skipped = batch.sheets
    .flatMap((sheet) => [...sheet.changed.edges, ...sheet.new.edges])
    .filter(({ node }) => node.skipped).length
  const rows = total('new') + total('changed') - skipped
  const refusal = writing.refusal.general ?? discarding.refusal.general ?? undoing.refusal.general
  const write = async () => {
    if (!(await writing.act({ id: batch.id, mode: total('refused') > 0 ? 'good' : 'all' }))) return
    announce(t('import.written', { count: rows }))
    onChanged()
  }
  const undo = async () => {
    if (!(await undoing.act({ id: batch.id }))) return
    announce(t('import.undone'))
    onChanged()
  }
  const discard = async () => {
    if (await discarding.act({ id: batch.id })) onClose()
  }
  return (
    <div className="import-acts noprint">
      {refusal && (
        <div className="whole">
          <Note kind="bad">{refusal}</Note>
        </div>
      )}
      {batch.state === 'preview' && (
        <>
          <Button
            kind="primary"
            big
            busy={writing.busy}
            reason={rows > 0 ? undefined : t('import.nothing')}
            onClick={() => void write()}
          >
            {t('import.write', { count: rows })}
          </Button>
          <Button big busy={discarding.busy} onClick={() => void discard()}>
            {t('import.discard')}
          </Button>
          <span className="dim small">{t('import.write_why', { new: total('new'), changed: total('changed') })}</span>
        </>
      )}
      {batch.state === 'written' && (
        <>
          <Button big icon="undo" busy={undoing.busy} onClick={() => void undo()}>
            {t('import.undo_all')}
          </Button>
          <span className="dim small">{t('import.undo_why')}</span>
        </>
      )}
    </div>
  )
}

const countOf = (t: Translate, { counts }: BatchSheet) =>
  counts.refused > 0 ? t('import.tab_refused', { count: counts.refused }) : String(counts.new + counts.changed)
