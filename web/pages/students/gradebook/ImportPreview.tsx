import { useState } from 'react'
import { useLocation } from 'wouter'
import { formatTime, useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { Note } from '../../../ui/Note.tsx'
import { PageHead } from '../../../ui/PageHead.tsx'
import { pathOf } from './gradebook-query.ts'
import type { Book } from './gradebook-query.ts'
import type { Row, Sheet } from './grid-model.ts'
import { ImportLines } from './ImportLines.tsx'
import { cellsToWrite } from './import-preview.ts'
import type { Decisions, FilePreview, ImportedCell } from './import-preview.ts'

/** Every difference between a file and the book, before anything is written. */
export function ImportPreview({
  book,
  sheet,
  rows,
  preview,
  error,
  onCorrected,
  onOther,
  onWrite,
}: {
  book: Book
  sheet: Sheet
  rows: readonly Row[]
  preview: FilePreview
  error?: string
  onCorrected: () => void
  onOther: () => void
  onWrite: (cells: readonly ImportedCell[]) => void
}) {
  const t = useText()
  const [, navigate] = useLocation()
  const [decisions, setDecisions] = useState<Decisions>({
    kept: new Set(),
    suggested: new Set(),
    recognised: new Set(),
  })
  const [only, setOnly] = useState<'new' | 'changed' | 'refused'>()
  const cells = cellsToWrite(sheet, rows, preview, decisions)
  const counts = {
    new: preview.cells.filter((cell) => cell.kind === 'new').length,
    changed: preview.cells.filter((cell) => cell.kind === 'changed').length,
    refused: preview.cells.filter((cell) => cell.kind === 'refused').length + preview.strangers.length,
  }
  const fresh = cells.filter((cell) => cell.was === null).length
  return (
    <main id="main" className="page import">
      <PageHead
        title={t('gradebook.preview_title')}
        tabTitle={t('gradebook.import_tab', { subject: book.place.subjectName, class: book.place.className })}
        actions={<Button onClick={onOther}>{t('gradebook.preview_other')}</Button>}
      >
        {t('gradebook.preview_of', {
          file: preview.file,
          sheet: preview.sheet,
          lines: preview.lines,
          by: preview.by,
          at: formatTime(preview.at),
        })}
      </PageHead>
      {error && <Note kind="bad">{error}</Note>}
      <div className="panel sumr" role="group" aria-label={t('gradebook.preview_sum')}>
        {(
          [
            ['new', 'plus', 'good'],
            ['changed', 'swap', 'wait'],
            ['refused', 'error', 'bad'],
          ] as const
        ).map(([kind, icon, mood]) => (
          <button
            key={kind}
            type="button"
            aria-pressed={only === kind}
            onClick={() => setOnly(only === kind ? undefined : kind)}
          >
            <b>{counts[kind]}</b>
            <span className={`s ${mood}`}>
              <Icon name={icon} />
              {t(`gradebook.preview_count.${kind}`)}
            </span>
          </button>
        ))}
        <div className="same">
          <b>{preview.same}</b>
          <span>{t('gradebook.preview_count.same')}</span>
        </div>
        {counts.refused > 0 && (
          <div className="f small dim">
            {t('gradebook.preview_refused_note')}
            <br />
            <Button kind="link" onClick={onCorrected}>
              {t('gradebook.preview_corrected')}
            </Button>
          </div>
        )}
      </div>
      <ImportLines
        sheet={sheet}
        rows={rows}
        preview={preview}
        only={only}
        decisions={decisions}
        onDecide={setDecisions}
      />
      <div className="acts">
        <Button
          kind="primary"
          big
          reason={cells.length === 0 ? t('gradebook.preview_nothing') : undefined}
          onClick={() => onWrite(cells)}
        >
          {t('gradebook.preview_write', { count: cells.length })}
        </Button>
        <Button big onClick={() => navigate(pathOf(book))}>
          {t('gradebook.preview_drop')}
        </Button>
        <span className="dim small">{t('gradebook.preview_undo', { fresh, changed: cells.length - fresh })}</span>
      </div>
    </main>
  )
}
