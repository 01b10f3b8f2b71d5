import { useQuery } from 'urql'
import { Link } from 'wouter'
import { graphql, problemOf } from '../../graphql.ts'
import type { ResultOf } from '../../graphql.ts'
import { placePath, termSlug, yearSlug } from '../../shell/place.ts'
import { daysBetween } from '../../shell/running-term.ts'
import { useViewer } from '../../shell/session.ts'
import { formatShortDay, useText } from '../../text.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Rich } from '../../ui/Rich.tsx'
import { WorkList } from '../../ui/WorkList.tsx'
import type { WorkItem } from '../../ui/WorkList.tsx'

const HomeroomQuery = graphql(`
  query Homeroom {
    homeroomClasses {
      unit
      class
      className
      academicYear
      term
      resultsDueOn
      pupils
      absentExcused
      absentUnexcused
      absentPupils
      oftenAbsent {
        student
        fullName
        excused
        unexcused
      }
      conductDue
      unclaimed
      state
    }
  }
`)

type HomeroomClass = ResultOf<typeof HomeroomQuery>['homeroomClasses'][number]

/** The classes that the person leads: what of their pupils waits. */
export function HomeroomPanels() {
  const [{ data, error }, again] = useQuery({ query: HomeroomQuery })
  if (error && !data)
    return <ErrorState problem={problemOf(error)} onRetry={() => again({ requestPolicy: 'network-only' })} />
  return data?.homeroomClasses.map((one) => <HomeroomPanel key={`${one.unit} ${one.class}`} one={one} />)
}

function HomeroomPanel({ one }: { one: HomeroomClass }) {
  const t = useText()
  const title = t('today.homeroom', { class: one.className })
  return (
    <Panel
      title={title}
      aside={
        <Link className="small" href={pathOf(one, 'students')}>
          {t('today.open_class')}
        </Link>
      }
    >
      <WorkList items={useItems(one)} />
    </Panel>
  )
}

function useItems(one: HomeroomClass): WorkItem[] {
  const t = useText()
  const { today } = useViewer()
  const untilResults = daysBetween(today, one.resultsDueOn)
  const month = Number(today.slice(5, 7))
  const link = (page: string, label: string) => (
    <Link className="btn" href={pathOf(one, page)}>
      {label}
    </Link>
  )
  return [
    ...one.oftenAbsent.map((pupil): WorkItem => {
      const values = { name: pupil.fullName, total: pupil.excused + pupil.unexcused }
      return {
        key: pupil.student,
        icon: 'warning',
        meaning: 'wait',
        what: <Rich k="today.often_absent" values={values} />,
        detail: t('today.absence_limit', { unexcused: pupil.unexcused }),
        action: link('absences', t('today.see_absences')),
      }
    }),
    {
      key: 'absences',
      icon: 'calendar',
      what: <Rich k="today.absent_month" values={{ month, pupils: one.absentPupils, of: one.pupils }} />,
      detail: t('today.absent_kinds', { excused: one.absentExcused, unexcused: one.absentUnexcused }),
      action: link('absences', t('today.enter_absences')),
    },
    {
      key: 'conduct',
      icon: one.conductDue === 0 ? 'check' : 'pencil',
      meaning: one.conductDue === 0 ? 'good' : undefined,
      what: <Rich k="today.conduct_due" values={{ due: one.conductDue, of: one.pupils, term: one.term }} />,
      detail:
        one.conductDue > 0
          ? t('today.results_due', { day: formatShortDay(one.resultsDueOn), days: untilResults })
          : undefined,
      action: link('conduct', t('today.judge_conduct')),
    },
    {
      key: 'results',
      icon: one.state === 'published' ? 'check' : 'book',
      meaning: one.state === 'published' ? 'good' : undefined,
      what: <Rich k="today.results_state" values={{ state: one.state, term: one.term }} />,
      action: link('results', t('today.open_results')),
    },
    ...(one.unclaimed > 0
      ? [
          {
            key: 'guardians',
            icon: 'mail',
            what: <Rich k="today.unclaimed" values={{ count: one.unclaimed, of: one.pupils }} />,
            detail: t('today.unclaimed_how'),
            action: link('guardians', t('today.print_slips')),
          } as const,
        ]
      : []),
  ]
}

function pathOf(one: HomeroomClass, page: string): string {
  return placePath(
    { unit: one.unit, year: yearSlug(one.academicYear), term: termSlug(one.term), class: one.class },
    page,
  )
}
