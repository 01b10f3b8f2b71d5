import { useEffect, useState } from 'react'
import { useQuery } from 'urql'
import { graphql } from '../../../graphql.ts'
import { useAct } from '../../../shell/act.ts'
import { useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { Note } from '../../../ui/Note.tsx'
import { JobProgress } from '../../../ui/Progress.tsx'
import type { ReportingPeriod } from './queries.ts'

const CompareMutation = graphql(`
  mutation CompareReturns($academicYear: Int!, $period: ReportPeriod!) {
    compareReturns(academicYear: $academicYear, period: $period) {
      id
    }
  }
`)
const CompareJobQuery = graphql(`
  query CompareJob($id: ID!) {
    job(id: $id) {
      id
      state
      done
      total
      errorId
    }
  }
`)
const StopCompare = graphql(`
  mutation StopCompare($id: ID!) {
    stopJob(id: $id) {
      id
      state
    }
  }
`)

const askEvery = 800

/** Compares the returns of all schools with their records, as a job whose bar stands here. */
export function Compare({ period, onDone }: { period: ReportingPeriod; onDone: () => void }) {
  const t = useText()
  const [job, setJob] = useState<string>()
  const { act, busy, refusal } = useAct(CompareMutation)
  const start = async () => {
    const data = await act({ academicYear: period.academicYear, period: period.period })
    if (data) setJob(data.compareReturns.id)
  }
  if (job) return <Comparing key={job} job={job} onDone={onDone} onClose={() => setJob(undefined)} />
  return (
    <>
      {refusal.general && <Note kind="bad">{refusal.general}</Note>}
      <Button icon="swap" busy={busy} onClick={() => void start()}>
        {t('reporting.compare')}
      </Button>
    </>
  )
}

function Comparing({ job, onDone, onClose }: { job: string; onDone: () => void; onClose: () => void }) {
  const t = useText()
  const [{ data }, again] = useQuery({ query: CompareJobQuery, variables: { id: job }, requestPolicy: 'network-only' })
  const stopping = useAct(StopCompare)
  const [asked, setAsked] = useState(0)
  const state = data?.job.state
  const open = !state || state === 'waiting' || state === 'running'
  useEffect(() => {
    if (open) {
      const timer = setTimeout(() => {
        again({ requestPolicy: 'network-only' })
        setAsked((before) => before + 1)
      }, askEvery)
      return () => clearTimeout(timer)
    }
    if (state === 'done') onDone()
    if (state !== 'failed') onClose()
    return undefined
  }, [open, state, again, asked, onDone, onClose])
  if (state === 'failed')
    return <Note kind="bad">{t('reporting.compare_failed', { code: data?.job.errorId ?? '' })}</Note>
  return (
    <JobProgress
      title={t('reporting.comparing')}
      value={data?.job.done ?? 0}
      max={data?.job.total ?? 0}
      onStop={() => void stopping.act({ id: job })}
    />
  )
}
