import { useQuery } from 'urql'
import { Link } from 'wouter'
import { graphql } from '../../../graphql.ts'
import type { ResultOf } from '../../../graphql.ts'
import { daysBetween } from '../../../shell/running-term.ts'
import { useViewer } from '../../../shell/session.ts'
import { formatShortDay, useText } from '../../../text.ts'
import type { Translate } from '../../../text.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { WorkList } from '../../../ui/WorkList.tsx'
import type { WorkItem } from '../../../ui/WorkList.tsx'
import { periodName, returnPath } from './words.ts'

const WaitingQuery = graphql(`
  query ReturnsWaiting {
    returnsWaiting {
      academicYear
      period
      dueOn
      toSubmit
      slug
      returnReason
      toCheck
      toApprove
      late
    }
  }
`)

type Waiting = ResultOf<typeof WaitingQuery>['returnsWaiting'][number]

/** Statistical returns that wait for the person; nothing where none does. */
export function ReturnsWaiting() {
  const t = useText()
  const { today } = useViewer()
  const [{ data }] = useQuery({ query: WaitingQuery, requestPolicy: 'cache-and-network' })
  const items = data?.returnsWaiting.flatMap((waiting) => itemsOf(t, waiting, today)) ?? []
  if (items.length === 0) return null
  return (
    <Panel title={t('reporting.title')}>
      <WorkList items={items} />
    </Panel>
  )
}

function itemsOf(t: Translate, waiting: Waiting, today: string): WorkItem[] {
  const { academicYear, period, dueOn, toSubmit, slug, returnReason, toCheck, toApprove, late } = waiting
  const days = daysBetween(today, dueOn)
  const name = periodName(t, waiting)
  const overdue = days < 0
  const due = overdue
    ? t('today.late_by', { days: -days, day: formatShortDay(dueOn) })
    : t('today.by_day', { day: formatShortDay(dueOn) })
  const list = `/returns?year=${academicYear}&period=${period}`
  const item = (key: string, count: number, href: string, detail = due): WorkItem[] =>
    count === 0
      ? []
      : [
          {
            key: `${key} ${academicYear} ${period}`,
            icon: overdue ? 'warning' : 'clock',
            meaning: overdue ? 'bad' : 'wait',
            what: t(`reporting.todo.${key as 'submit' | 'check' | 'approve' | 'late'}`, { count, name }),
            detail,
            action: (
              <Link className="btn" href={href}>
                {t('reporting.open')}
              </Link>
            ),
          },
        ]
  return [
    ...item(
      'submit',
      toSubmit,
      toSubmit === 1 && slug ? returnPath({ slug, academicYear, period }) : list,
      returnReason ? `${due} · ${t('reporting.sent_back_because', { reason: returnReason })}` : due,
    ),
    ...item('check', toCheck, list),
    ...item('approve', toApprove, list),
    ...item('late', late, list),
  ]
}
