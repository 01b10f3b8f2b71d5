import { useState } from 'react'
import { useQuery } from 'urql'
import { Link, useLocation } from 'wouter'
import { guardHeaders, problemOf } from '../../../graphql.ts'
import type { Violation } from '../../../graphql.ts'
import { usePlace } from '../../../shell/place.ts'
import { wordsOf } from '../../../shell/refusal.ts'
import { keepFile } from '../../../shell/keep-file.ts'
import { languageNow, useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { FileDrop } from '../../../ui/FileDrop.tsx'
import { Page } from '../../../ui/Page.tsx'
import { PageHead } from '../../../ui/PageHead.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { NotFound } from '../../NotFound.tsx'
import { GradebookAtQuery, pathOf, rowsOf, sheetOf, variablesOf } from './gradebook-query.ts'
import type { Book } from './gradebook-query.ts'
import { ImportPreview } from './ImportPreview.tsx'
import { handOver } from './import-preview.ts'
import type { FilePreview, ImportedCell } from './import-preview.ts'
import './import.css'

/** Taking marks from an Excel file: choose it, see every difference, then write. */
export function GradebookImport() {
  const variables = variablesOf(usePlace())
  const [{ data, error }, again] = useQuery({
    query: GradebookAtQuery,
    variables: variables ?? { unit: '', year: 0, term: 1, class: '', subject: '' },
    pause: !variables,
    requestPolicy: 'network-only',
  })
  if (!variables) return <NotFound />
  const book = data?.gradebookAt
  if (book) return book.canMark ? <ImportOf book={book} /> : <NotFound />
  if (!error) return <Page busy />
  return (
    <Page>
      <ErrorState problem={problemOf(error)} onRetry={() => again({ requestPolicy: 'network-only' })} />
    </Page>
  )
}

function ImportOf({ book }: { book: Book }) {
  const t = useText()
  const [, navigate] = useLocation()
  const [file, setFile] = useState<File>()
  const [preview, setPreview] = useState<FilePreview>()
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  const { subjectName, className } = book.place

  const read = async (chosen: File) => {
    setBusy(true)
    setError(undefined)
    const response = await send(book, 'preview', chosen).catch(() => undefined)
    setBusy(false)
    if (!response) return setError(t('error.offline_send'))
    const answer: unknown = await response.json().catch(() => ({}))
    if (!response.ok) return setError(firstWords(t, answer))
    setFile(chosen)
    setPreview(answer as FilePreview)
  }
  const write = (cells: readonly ImportedCell[]) => {
    handOver(book.id, cells)
    navigate(pathOf(book))
  }
  const corrected = async () => {
    const response = file && (await send(book, 'corrected.xlsx', file).catch(() => undefined))
    if (!response?.ok) return setError(t('error.offline_send'))
    const name = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1]
    keepFile(await response.blob(), name ? decodeURIComponent(name) : 'import.xlsx')
  }

  if (preview) {
    return (
      <ImportPreview
        book={book}
        sheet={sheetOf(book)}
        rows={rowsOf(book)}
        preview={preview}
        error={error}
        onCorrected={() => void corrected()}
        onOther={() => setPreview(undefined)}
        onWrite={write}
      />
    )
  }
  return (
    <Page narrow>
      <PageHead
        title={t('gradebook.import_title', { subject: subjectName, class: className })}
        tabTitle={t('gradebook.import_tab', { subject: subjectName, class: className })}
      >
        {t('gradebook.import_why')}
      </PageHead>
      <Panel padded>
        <FileDrop
          label={busy ? t('gradebook.import_reading') : t('gradebook.import_choose')}
          hint={t('gradebook.import_hint')}
          accept=".xlsx"
          error={error}
          onFile={(chosen) => void read(chosen)}
        />
        <p className="small dim import-form">{t('gradebook.import_form')}</p>
        <div className="row wrap">
          <a className="btn" href={`/files/gradebook/${book.id}/book.xlsx`} download>
            {t('gradebook.import_get_form')}
          </a>
          <Link className="btn plain" href={pathOf(book)}>
            {t('gradebook.import_back')}
          </Link>
          {busy && <Button busy>{t('gradebook.import_reading')}</Button>}
        </div>
      </Panel>
    </Page>
  )
}

function send(book: Book, path: string, file: File): Promise<Response> {
  const form = new FormData()
  form.set('file', file)
  const headers = { ...guardHeaders, 'x-language': languageNow() }
  return fetch(`/files/gradebook/${book.id}/${path}`, {
    method: 'POST',
    credentials: 'same-origin',
    headers,
    body: form,
  })
}

function firstWords(t: ReturnType<typeof useText>, answer: unknown): string {
  const violations =
    typeof answer === 'object' && answer && 'violations' in answer ? (answer.violations as Violation[]) : []
  return violations[0] ? wordsOf(t, violations[0]) : t('error.unknown')
}
