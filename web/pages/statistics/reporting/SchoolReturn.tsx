import { useState } from 'react'
import { useQuery } from 'urql'
import { useParams, useSearchParams } from 'wouter'
import { problemOf } from '../../../graphql.ts'
import { yearOf } from '../../../shell/place.ts'
import { daysBetween } from '../../../shell/running-term.ts'
import { useViewer } from '../../../shell/session.ts'
import { formatDay, formatInstant, useText } from '../../../text.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Note } from '../../../ui/Note.tsx'
import { Page } from '../../../ui/Page.tsx'
import { PageHead } from '../../../ui/PageHead.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { Differences } from './Differences.tsx'
import { Faults } from './Faults.tsx'
import { FormTable } from './FormTable.tsx'
import { Gaps } from './Gaps.tsx'
import { SchoolReturnQuery, type ReturnRow, type SchoolReturn as Return } from './queries.ts'
import { ReturnActions } from './ReturnActions.tsx'
import { useDone } from './use-done.ts'
import { differsFromRecords, meaningOf, periodName } from './words.ts'
import './reporting.css'

/** A school's statistical return: its figures from the records, what was set by hand, and the way to the department. */
export function SchoolReturn() {
  const t = useText()
  const { unit = '', year = '' } = useParams()
  const [address] = useSearchParams()
  const period = address.get('period') === 'end' ? ('end' as const) : ('start' as const)
  const variables = { unit, academicYear: yearOf(year), period }
  const [{ data, error, fetching }, again] = useQuery({ query: SchoolReturnQuery, variables })
  const refresh = () => again({ requestPolicy: 'network-only' })
  const found = data?.schoolReturn
  if (found) return <ReturnOf key={found.id} found={found} refresh={refresh} />
  if (error && problemOf(error).kind !== 'notFound')
    return (
      <Page narrow>
        <ErrorState problem={problemOf(error)} onRetry={refresh} />
      </Page>
    )
  const named = { period, academicYear: variables.academicYear }
  return (
    <Page narrow busy={fetching}>
      <PageHead title={t('reporting.return_of', { name: periodName(t, named) })} />
      {fetching ? (
        <Panel>
          <div className="pad">
            <Skeleton width={320} />
          </div>
        </Panel>
      ) : (
        <EmptyState title={t('reporting.no_period')}>{t('reporting.no_period_why')}</EmptyState>
      )}
    </Page>
  )
}

function ReturnOf({ found, refresh }: { found: Return; refresh: () => void }) {
  const t = useText()
  const done = useDone(refresh)
  const [opened, open] = useState<string>()
  const editable = found.mayUpdate && (found.state === 'draft' || found.state === 'returned')
  const frozen = found.state !== 'draft' && found.state !== 'returned'
  const differing = frozen ? found.forms.flatMap(({ rows }) => rows).filter(differsFromRecords).length : 0
  const byHand = found.forms.flatMap(({ rows }) => rows).filter(({ reason }) => reason !== null).length
  return (
    <Page narrow>
      <PageHead
        title={t('reporting.return_of', { name: periodName(t, found) })}
        tabTitle={`${found.name} · ${periodName(t, found)}`}
        actions={<ReturnActions found={found} done={done} />}
      >
        <b>{found.name}</b> · {t('reporting.figures_of', { day: formatDay(found.asOf) })} · <Due found={found} />
      </PageHead>
      <Steps found={found} />
      <div className="return-body">
        {found.state === 'returned' && (
          <Note kind="bad" icon="undo">
            {t('reporting.returned_because', {
              by: found.returnedBy,
              at: found.returnedAt ? formatInstant(found.returnedAt) : '',
              reason: found.returnReason,
            })}
          </Note>
        )}
        <Faults found={found} onOpen={open} />
        {editable && <Gaps found={found} />}
        {differing > 0 && <Differences found={found} count={differing} />}
        {byHand > 0 && <Note icon="pencil">{t('reporting.by_hand_count', { count: byHand })}</Note>}
        {found.forms.map((form) => (
          <Panel
            key={form.code}
            title={t('reporting.form', { code: form.code })}
            aside={<Version version={form.version} />}
          >
            <FormTable
              form={{ ...form, rows: form.rows.filter(concerns) }}
              schoolReturn={found.id}
              editable={editable}
              frozen={frozen}
              faults={found.faults.filter((fault) => fault.form === form.code)}
              opened={opened}
              onOpen={open}
              done={done}
            />
          </Panel>
        ))}
        {found.forms.length === 0 && (
          <EmptyState title={t('reporting.no_form')}>{t('reporting.no_form_why')}</EmptyState>
        )}
      </div>
    </Page>
  )
}

/** A school is of one kind and owner: the others are on paper, and say nothing here. */
const concerns = ({ section, indent, value, live }: ReturnRow) =>
  section !== 'schools' || indent === 0 || (value?.total ?? live?.total ?? 0) > 0

function Version({ version }: { version: number }) {
  const t = useText()
  return <span className="small faint">{t('reporting.version', { version })}</span>
}

function Due({ found: { dueOn, state } }: { found: Return }) {
  const t = useText()
  const { today } = useViewer()
  const days = daysBetween(today, dueOn)
  const waiting = state === 'draft' || state === 'returned'
  return (
    <>
      {t('reporting.due_on', { day: formatDay(dueOn) })}
      {waiting && (
        <span className={days < 0 ? 'delta-down' : 'faint'}>
          {' '}
          {t('figures.days_left', { days, late: -days, way: days < 0 ? 'late' : 'left' })}
        </span>
      )}
    </>
  )
}

interface Step {
  key: 'submit' | 'check' | 'approve'
  who: string
  by: string | null
  at: string | null
  waits: boolean
}

/** The way of the return: who did which step and when; the step that waits is named. */
function Steps({ found }: { found: Return }) {
  const t = useText()
  const { state, office } = found
  const steps: Step[] = [
    {
      key: 'submit',
      who: found.name,
      by: found.submittedBy,
      at: found.submittedAt,
      waits: state === 'draft' || state === 'returned',
    },
    ...(office
      ? [{ key: 'check' as const, who: office, by: found.checkedBy, at: found.checkedAt, waits: state === 'submitted' }]
      : []),
    {
      key: 'approve',
      who: t('reporting.department'),
      by: found.approvedBy,
      at: found.approvedAt,
      waits: state === (office ? 'checked' : 'submitted'),
    },
  ]
  const undone = state === 'draft' || state === 'returned'
  return (
    <ol className="return-steps" aria-label={t('reporting.steps')}>
      {steps.map(({ key, who, by, at, waits }) => (
        <li key={key} aria-current={waits ? 'step' : undefined}>
          <span>{t(`reporting.step.${key}`, { who })}</span>
          {at && !undone ? (
            <small>
              {formatInstant(at)} · {by}
            </small>
          ) : (
            <small>{waits ? t('reporting.step_waits') : t('reporting.step_later')}</small>
          )}
        </li>
      ))}
      <li className="return-state">
        <Tag kind={meaningOf(state)} icon={state === 'approved' ? 'lock' : undefined}>
          {t(`reporting.state.${state}`)}
        </Tag>
      </li>
    </ol>
  )
}
