import { useEffect, useState } from 'react'
import { useQuery } from 'urql'
import { graphql, type VariablesOf } from '../../../graphql.ts'
import { useAct } from '../../../shell/act.ts'
import { ReleaseDialog } from '../../../shell/ReleaseDialog.tsx'
import { useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { Note } from '../../../ui/Note.tsx'
import { JobProgress } from '../../../ui/Progress.tsx'

const ExportStudents = graphql(`
  mutation ExportStudents(
    $unit: String!
    $year: Int!
    $filter: StudentFilter
    $sort: StudentSort
    $columns: [String!]
    $reason: String
  ) {
    exportStudents(unit: $unit, year: $year, filter: $filter, sort: $sort, columns: $columns, reason: $reason) {
      rows
      job {
        id
      }
    }
  }
`)
const ExportJobQuery = graphql(`
  query ExportJob($id: ID!) {
    job(id: $id) {
      id
      state
      done
      total
      href
      errorId
      refusedBecause
    }
  }
`)
const StopExport = graphql(`
  mutation StopExport($id: ID!) {
    stopJob(id: $id) {
      id
      state
    }
  }
`)

/** What an export takes out. */
export type ExportOrder = VariablesOf<typeof ExportStudents>

/** The most pupils that come in one answer; a longer list is written as a job. */
const atOnce = 1_000
const askEvery = 1_000

/** Takes the list out: at once as a file, or as a job whose bar stands on the page. */
export function ExportButton({
  file,
  order,
  total,
  onJob,
}: {
  file: string
  order: ExportOrder
  total: number | undefined
  onJob: (id: string) => void
}) {
  const t = useText()
  const { act, busy, refusal, refuse } = useAct(ExportStudents)
  const label = (
    <>
      <Icon name="download" />
      {t('students.export')}
    </>
  )
  if ((total ?? 0) <= atOnce)
    return (
      <a className="btn" href={file} download>
        {label}
      </a>
    )
  const start = async () => {
    const done = await act(order)
    if (done?.exportStudents.job) onJob(done.exportStudents.job.id)
  }
  return (
    <>
      <Button busy={busy} onClick={() => void start()}>
        {label}
      </Button>
      {refusal.fields['reason'] && (
        <ReleaseDialog
          lead={refusal.fields['reason']}
          document={ExportStudents}
          variablesOf={(reason) => ({ ...order, reason })}
          onClose={() => refuse({ fields: {} })}
          onDone={({ exportStudents: { job } }) => {
            refuse({ fields: {} })
            if (job) onJob(job.id)
          }}
        />
      )}
    </>
  )
}

/** A list under way as a job: its bar, then its file. */
export function ExportProgress({ job }: { job: string }) {
  const t = useText()
  const [{ data }, again] = useQuery({ query: ExportJobQuery, variables: { id: job } })
  const stopping = useAct(StopExport)
  const [asked, setAsked] = useState(0)
  const state = data?.job.state
  const open = !state || state === 'held' || state === 'waiting' || state === 'running'
  useEffect(() => {
    if (!open) return
    const timer = setTimeout(() => {
      again({ requestPolicy: 'network-only' })
      setAsked((before) => before + 1)
    }, askEvery)
    return () => clearTimeout(timer)
  }, [open, again, asked])
  if (state === 'held')
    return (
      <Note kind="wait">
        {t('job.held_state')}.{' '}
        <Button kind="link" onClick={() => void stopping.act({ id: job })}>
          {t('job.stop')}
        </Button>
      </Note>
    )
  if (open)
    return (
      <JobProgress
        title={t('students.exporting')}
        value={data?.job.done ?? 0}
        max={data?.job.total ?? 0}
        onStop={() => void stopping.act({ id: job })}
      />
    )
  const { done, href, errorId, refusedBecause } = data!.job
  if (state === 'refused') return <Note kind="bad">{t('job.refused_state', { reason: refusedBecause ?? '' })}</Note>
  if (state === 'failed') return <Note kind="bad">{t('students.export_failed', { code: errorId ?? '' })}</Note>
  if (!href) return null
  return (
    <Note kind="good">
      {t('students.export_ready', { count: done })}{' '}
      <a href={href} download>
        {t('students.fetch')}
      </a>
    </Note>
  )
}
