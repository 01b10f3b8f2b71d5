import { Suspense, lazy, useState } from 'react'
import type { ComponentType } from 'react'
import { Redirect } from 'wouter'
import { useOwnSections } from '../../shell/own-sections.ts'
import { useRunningTerm, weekOf } from '../../shell/running-term.ts'
import { useViewer } from '../../shell/session.ts'
import type { Role } from '../../shell/session.ts'
import { formatAcademicYear, formatShortDay, formatTime, formatWeekday, useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { entryWork } from './entry-work.ts'

/** One kind of home, and whose it is. */
interface Home {
  name: string
  roles: readonly Role[]
  /** Figures that people take along on paper. */
  printed?: boolean
  Part: ComponentType
}

const homes: readonly Home[] = [
  {
    name: 'school',
    printed: true,
    roles: ['principal', 'vice_principal', 'school_administrator', 'stand_in'],
    Part: lazy(() => import('./SchoolToday.tsx').then((module) => ({ default: module.SchoolToday }))),
  },
  {
    name: 'office',
    printed: true,
    roles: ['leader', 'officer', 'commune_officer'],
    Part: lazy(() => import('./OfficeToday.tsx').then((module) => ({ default: module.OfficeToday }))),
  },
  {
    name: 'returns',
    roles: ['principal', 'leader', 'officer', 'commune_officer'],
    Part: lazy(() =>
      import('../statistics/reporting/ReturnsWaiting.tsx').then((module) => ({ default: module.ReturnsWaiting })),
    ),
  },
  {
    name: 'set-up',
    roles: ['administrator'],
    Part: lazy(() => import('./SetUpToday.tsx').then((module) => ({ default: module.SetUpToday }))),
  },
  {
    name: 'teacher',
    roles: ['subject_teacher', 'homeroom', 'teacher', 'team_head', 'clerk', 'librarian', 'equipment_keeper'],
    Part: lazy(() => import('./TeacherToday.tsx').then((module) => ({ default: module.TeacherToday }))),
  },
]

/** The home page: the person's work today, by what they are; with several posts each part stands below the other. */
export function Today() {
  const { posts, today } = useViewer()
  const roles = posts.map((post) => post.role)
  const mine = homes.filter((home) => home.roles.some((role) => roles.includes(role)))
  if (mine.length === 0 && (roles.includes('parent') || roles.includes('pupil')))
    return <Redirect to="/child" replace />
  return (
    <Page narrow>
      <PageHead title={formatWeekday(today)} actions={mine.some((home) => home.printed) && <Print />}>
        <TermLine />
      </PageHead>
      <div className="cols">
        {mine.map(({ name, Part }) => (
          <Suspense key={name} fallback={<Skeleton width={320} />}>
            <Part />
          </Suspense>
        ))}
      </div>
    </Page>
  )
}

/** When the figures were read, and the page on paper. */
function Print() {
  const t = useText()
  const [at] = useState(() => formatTime(new Date()))
  return (
    <>
      <span className="faint small">{t('today.as_of', { time: at })}</span>
      <Button icon="print" onClick={() => print()}>
        {t('today.print')}
      </Button>
    </>
  )
}

/** Which term runs, how far it is, and for a teacher what is due next. */
function TermLine() {
  const t = useText()
  const { today } = useViewer()
  const running = useRunningTerm()
  const next = entryWork(useOwnSections(), today).find(({ days }) => days >= 0)
  if (!running) return <>{'\u00a0'}</>
  const values = { term: running.term, year: formatAcademicYear(running.year), week: weekOf(running, today) }
  return (
    <>
      {today > running.endsOn ? t('today.term_over', values) : t('today.term_week', values)}
      {next && ` · ${t('today.next_due', { days: next.days, kind: next.kind, day: formatShortDay(next.due) })}`}
    </>
  )
}
