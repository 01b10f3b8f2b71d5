import { useState } from 'react'
import { useQuery } from 'urql'
import { useParams, useSearchParams } from 'wouter'
import { guardHeaders, problemOf, type ResultOf } from '../../graphql.ts'
import { useAct } from '../../shell/act.ts'
import { yearOf } from '../../shell/place.ts'
import { formatAcademicYear, formatInstant, languageNow, useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Check, SelectField } from '../../ui/Field.tsx'
import { FileDrop } from '../../ui/FileDrop.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Note } from '../../ui/Note.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { announce } from '../../ui/StatusLine.tsx'
import { MissingColumns } from './ColumnMatch.tsx'
import { ImportPreview } from './ImportPreview.tsx'
import { ImportListsQuery, ImportsQuery, UndoImport } from './import-query.ts'
import './import.css'

type Lists = ResultOf<typeof ImportListsQuery>
/** Why an upload was refused; a missing column names its key and the titles of the file that could be meant. */
interface UploadViolation {
  message: string
  values?: { key?: string; column?: string; titles?: string }
}
const stateTags = { preview: 'wait', written: 'good', undone: undefined, discarded: undefined } as const

/** A school's lists from Excel: the workbook to fill in, the filled one's preview, what was brought before. */
export function Import() {
  const t = useText()
  const { unit: slug, year: yearPart } = useParams<{ unit: string; year: string }>()
  const [address, setAddress] = useSearchParams()
  const year = yearOf(yearPart)
  const [{ data, error }] = useQuery({ query: ImportsQuery, variables: { slug } })
  const unit = data?.unit
  const [{ data: lists, error: listError }, again] = useQuery({
    query: ImportListsQuery,
    variables: { unit: unit?.id ?? '', year },
    pause: !unit,
  })
  const batch = address.get('batch')
  const open = (id: string | null) =>
    setAddress((before) => {
      const next = new URLSearchParams(before)
      if (id) next.set('batch', id)
      else next.delete('batch')
      return next
    })
  const wrong = error ?? listError
  if (wrong && !lists) {
    return (
      <Page>
        <ErrorState problem={problemOf(wrong)} />
      </Page>
    )
  }
  if (batch) {
    return (
      <ImportPreview
        id={batch}
        onClose={() => {
          open(null)
          again({ requestPolicy: 'network-only' })
        }}
      />
    )
  }
  return (
    <Page narrow busy={!lists}>
      <PageHead title={t('import.title')} tabTitle={t('import.tab', { unit: unit?.shortName ?? '' })}>
        {t('import.place', { unit: unit?.name ?? '', year: formatAcademicYear(year) })}
      </PageHead>
      {lists &&
        unit &&
        (lists.importLists.length > 0 ? (
          <Steps unit={unit.id} year={year} lists={lists} onOpen={open} />
        ) : (
          <Note>{t('import.none')}</Note>
        ))}
      {lists && lists.importBatches.length > 0 && (
        <History batches={lists.importBatches} onOpen={open} onDone={() => again({ requestPolicy: 'network-only' })} />
      )}
    </Page>
  )
}

function Steps({
  unit,
  year,
  lists,
  onOpen,
}: {
  unit: string
  year: number
  lists: Lists
  onOpen: (id: string) => void
}) {
  const t = useText()
  const [left, setLeft] = useState<readonly string[]>([])
  const [reading, setReading] = useState(false)
  const [refusal, setRefusal] = useState<string>()
  const [address] = useSearchParams()
  const [only, setOnly] = useState(address.get('list') ?? '')
  const [missing, setMissing] = useState<{ file: File; violations: readonly UploadViolation[] }>()
  const wanted = lists.importLists.filter(({ list }) => !left.includes(list)).map(({ list }) => list)
  const workbook = `/imports/${unit}/${year}/workbook.xlsx?lists=${wanted.join(',')}`

  const upload = async (file: File, columns: Readonly<Record<string, string>> = {}) => {
    setReading(true)
    setRefusal(undefined)
    setMissing(undefined)
    const query = new URLSearchParams({ ...(only && { list: only }), columns: JSON.stringify(columns) })
    const form = new FormData()
    form.append('file', file)
    try {
      const response = await fetch(`/imports/${unit}/${year}?${query.toString()}`, {
        method: 'POST',
        body: form,
        headers: { ...guardHeaders, 'x-language': languageNow() },
      })
      const answer = (await response.json()) as { id?: string; message?: string; violations?: UploadViolation[] }
      if (answer.id) return onOpen(answer.id)
      const violations = answer.violations ?? []
      if (violations.some(({ values }) => values?.key && values.titles)) setMissing({ file, violations })
      setRefusal(answer.violations?.map(({ message }) => message).join(' ') || answer.message || t('error.unknown'))
    } catch {
      setRefusal(t('error.offline_send'))
    } finally {
      setReading(false)
    }
  }

  return (
    <div className="import-steps">
      <Panel title={t('import.step_workbook')} padded>
        <p className="dim">{t('import.step_workbook_why')}</p>
        <div className="row wrap import-lists" role="group" aria-label={t('import.lists')}>
          {lists.importLists.map(({ list, sheet }) => (
            <Check
              key={list}
              label={sheet}
              checked={!left.includes(list)}
              onChange={(event) => setLeft(event.target.checked ? left.filter((one) => one !== list) : [...left, list])}
            />
          ))}
        </div>
        {wanted.length > 0 ? (
          <a className="btn" href={workbook} download>
            <Icon name="download" />
            {t('import.download', { count: wanted.length })}
          </a>
        ) : (
          <Button icon="download" reason={t('import.download_none')}>
            {t('import.download', { count: 0 })}
          </Button>
        )}
      </Panel>
      <Panel title={t('import.step_upload')} padded>
        <p className="dim">{t('import.step_upload_why')}</p>
        <div className="import-only">
          <SelectField
            label={t('import.only')}
            value={only}
            options={[
              { value: '', label: t('import.only_any') },
              ...lists.importLists.map(({ list, sheet }) => ({ value: list, label: sheet })),
            ]}
            onChange={(event) => setOnly(event.target.value)}
          />
        </div>
        <FileDrop
          label={t('import.choose_file')}
          hint={t('import.file_hint')}
          accept=".xlsx"
          error={refusal}
          onFile={(file) => void upload(file)}
        />
        {missing && (
          <MissingColumns
            missing={missing.violations.flatMap(({ values }) =>
              values?.key ? [{ key: values.key, column: values.column ?? '' }] : [],
            )}
            titles={missing.violations[0]?.values?.titles?.split('\n') ?? []}
            onMatch={(columns) => void upload(missing.file, columns)}
          />
        )}
        <p role="status" className="small dim import-reading">
          {reading ? t('import.reading') : ''}
        </p>
      </Panel>
    </div>
  )
}

function History({
  batches,
  onOpen,
  onDone,
}: {
  batches: Lists['importBatches']
  onOpen: (id: string) => void
  onDone: () => void
}) {
  const t = useText()
  const { act, busy, refusal } = useAct(UndoImport)
  const undo = async (id: string) => {
    if (!(await act({ id }))) return
    announce(t('import.undone'))
    onDone()
  }
  return (
    <Panel title={t('import.history')}>
      {refusal.general && (
        <div className="pad">
          <Note kind="bad">{refusal.general}</Note>
        </div>
      )}
      <DataTable
        label={t('import.history')}
        rows={batches}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'file',
            header: t('import.file'),
            cell: ({ id, fileName }) => (
              <Button kind="link" onClick={() => onOpen(id)}>
                {fileName}
              </Button>
            ),
          },
          {
            key: 'state',
            header: t('import.state'),
            cell: ({ state }) => <Tag kind={stateTags[state]}>{t(`import.state.${state}`)}</Tag>,
          },
          {
            key: 'rows',
            header: t('import.rows'),
            num: true,
            cell: ({ sheets }) =>
              t('import.rows_of', { count: sheets.reduce((sum, { counts }) => sum + counts.new + counts.changed, 0) }),
          },
          { key: 'by', header: t('import.by'), secondary: true, cell: ({ by }) => by },
          { key: 'at', header: t('import.at'), cell: ({ endedAt, createdAt }) => formatInstant(endedAt ?? createdAt) },
          {
            key: 'act',
            header: <span className="sr">{t('import.act')}</span>,
            bare: true,
            cell: ({ id, state }) =>
              state === 'written' ? (
                <Button kind="link" busy={busy} onClick={() => void undo(id)}>
                  {t('import.undo')}
                </Button>
              ) : null,
          },
        ]}
      />
    </Panel>
  )
}
