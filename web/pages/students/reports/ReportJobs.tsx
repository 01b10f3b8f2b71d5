import { useEffect } from 'react'
import { useMutation, useQuery } from 'urql'
import { dayAt, formatAcademicYear, formatDay, formatInstant, formatNumber, useText } from '../../../text.ts'
import type { Translate } from '../../../text.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { JobProgress } from '../../../ui/Progress.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { JobsQuery, StopMutation } from './report-query.ts'
import type { Job } from './report-query.ts'

const askEvery = 1000
/** An empty list names no job, and would not be asked anew when the first one is started. */
const aboutJobs = { additionalTypenames: ['Job'] }

/** The own work under way with a bar and a way to stop it, and the files that are ready. */
export function ReportJobs() {
  const t = useText()
  const [{ data }, again] = useQuery({ query: JobsQuery, context: aboutJobs })
  const [, stop] = useMutation(StopMutation)
  const jobs = data?.myJobs.filter(({ report }) => report) ?? []
  const open = jobs.filter(isOpen)
  useEffect(() => {
    if (open.length === 0) return
    const timer = setInterval(() => again({ requestPolicy: 'network-only' }), askEvery)
    return () => clearInterval(timer)
  }, [open.length, again])
  return (
    <>
      {open.map((job) => (
        <JobProgress
          key={job.id}
          title={titleOf(t, job)}
          detail={
            job.state === 'held'
              ? t('job.held_state')
              : job.state === 'waiting'
                ? t('report.waiting')
                : classesOf(t, job)
          }
          value={job.done}
          max={job.total ?? 0}
          onStop={() => void stop({ id: job.id })}
        />
      ))}
      <Panel title={t('report.jobs')}>
        {jobs.length === open.length ? (
          <p className="dim report-none">{t('report.jobs_none')}</p>
        ) : (
          <ul className="report-files">
            {jobs
              .filter((job) => !isOpen(job))
              .map((job) => (
                <li key={job.id}>
                  <Ended job={job} />
                </li>
              ))}
          </ul>
        )}
      </Panel>
    </>
  )
}

function Ended({ job }: { job: Job }) {
  const t = useText()
  const { file, href, state } = job
  return (
    <>
      <p>
        <b>{titleOf(t, job)}</b>
        <br />
        <span className="small dim">
          {classesOf(t, job)} · {formatInstant(job.createdAt)}
        </span>
      </p>
      {file && href && (
        <div className="row wrap spread">
          <span className="row wrap">
            <Tag kind="good" icon="check">
              {t('report.verified', { written: formatNumber(file.written), wanted: formatNumber(file.wanted) })}
            </Tag>
            <span className="small faint">
              {t('report.file_size', {
                size: formatNumber(file.size / 1_000_000, 1),
                day: formatDay(dayAt(job.expiresAt)),
              })}
            </span>
          </span>
          <a className="btn" href={href} download>
            <Icon name="download" /> {t('report.fetch')}
          </a>
        </div>
      )}
      {state === 'refused' && (
        <p className="small bad">{t('job.refused_state', { reason: job.refusedBecause ?? '' })}</p>
      )}
      {state === 'cancelled' && <Tag>{t('report.cancelled')}</Tag>}
      {state === 'failed' && <p className="small bad">{t('report.job_failed', { code: job.errorId ?? '' })}</p>}
    </>
  )
}

const isOpen = ({ state }: Job): boolean => state === 'held' || state === 'waiting' || state === 'running'

function titleOf(t: Translate, { report }: Job): string {
  return report ? t('report.job_title', { form: t(`report.form.${report.form}`), when: whenOf(t, report) }) : ''
}

function classesOf(t: Translate, { report }: Job): string {
  return report ? t('report.job_classes', { count: report.classes.length, first: report.classes[0] ?? '' }) : ''
}

/** "Học kì I 2026–2027". */
export function whenOf(t: Translate, { term, academicYear }: { term: number; academicYear: number }): string {
  return `${t(`students.term.${term === 1 ? 1 : term === 2 ? 2 : 0}`)} ${formatAcademicYear(academicYear)}`
}
