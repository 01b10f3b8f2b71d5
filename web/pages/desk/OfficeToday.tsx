import { useQuery } from 'urql'
import { Link } from 'wouter'
import { graphql, problemOf } from '../../graphql.ts'
import type { ResultOf } from '../../graphql.ts'
import { daysBetween, useRunningTerm } from '../../shell/running-term.ts'
import type { RunningTerm } from '../../shell/running-term.ts'
import { useViewer } from '../../shell/session.ts'
import { formatAcademicYear, formatChange, formatNumber, formatPercent, formatShortDay, useText } from '../../text.ts'
import type { Translate } from '../../text.ts'
import { DotStrip } from '../../ui/charts/DotStrip.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Rich } from '../../ui/Rich.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { WorkList } from '../../ui/WorkList.tsx'
import type { WorkItem } from '../../ui/WorkList.tsx'
import { axisRound } from '../statistics/axis.ts'
import { PointsChange } from './PointsChange.tsx'
import { shareText } from '../statistics/share-text.ts'
import './school-today.css'

const OfficeQuery = graphql(`
  query OfficeToday($year: Int!, $term: Int!, $last: Int!) {
    schoolsProgress(academicYear: $year, term: $term, kind: midterm) {
      slug
      name
      entered
      due
      books
      lockedBooks
      closesOn
    }
    pupils: figures(indicator: pupils, academicYear: $year, term: $term, by: school) {
      whole {
        now
        before
      }
    }
    learning: figures(indicator: learning_upper, academicYear: $last, term: 0, by: school) {
      whole {
        now
        before
        counted
      }
      rows {
        key
        name
        now
        before
        few
      }
    }
    promoted: figures(indicator: promoted, academicYear: $last, term: 0, by: school) {
      whole {
        now
        before
        counted
      }
    }
  }
`)

type Office = ResultOf<typeof OfficeQuery>

/** The day of an office: what is not as it should be in the province or the commune, four numbers, and where schools stand. */
export function OfficeToday() {
  const running = useRunningTerm()
  return running ? <OfficeOf running={running} /> : <Waiting />
}

function OfficeOf({ running }: { running: RunningTerm }) {
  const t = useText()
  const { today } = useViewer()
  const variables = { year: running.year, term: running.term, last: running.year - 1 }
  const [{ data, error }, again] = useQuery({ query: OfficeQuery, variables })
  if (error && !data)
    return <ErrorState problem={problemOf(error)} onRetry={() => again({ requestPolicy: 'network-only' })} />
  if (!data) return <Waiting />
  const items = [
    ...progressItem(t, data, running, today),
    ...fallItems(t, data, running.year - 1),
    ...lockedItem(t, data, running),
  ]
  return (
    <>
      <Panel
        title={t('today.to_look_at')}
        aside={
          <span className="small faint">{t('figures.office_schools', { count: data.schoolsProgress.length })}</span>
        }
      >
        {items.length === 0 ? <p className="pad dim">{t('figures.all_entered')}</p> : <WorkList items={items} />}
      </Panel>
      <OfficeNumbers office={data} running={running} />
      <Standing office={data} year={running.year - 1} />
    </>
  )
}

/** As many schools as a sentence carries. */
const named = 3
/** Points of a percentage from which a fall is told. */
const fall = 2

function progressItem(t: Translate, { schoolsProgress }: Office, running: RunningTerm, today: string): WorkItem[] {
  const lacking = schoolsProgress.filter(({ entered, due }) => entered < due)
  if (lacking.length === 0) return []
  const left = lacking.reduce((sum, { entered, due }) => sum + due - entered, 0)
  const [due] = lacking.flatMap(({ closesOn }) => closesOn ?? []).toSorted()
  const days = due ? daysBetween(today, due) : undefined
  const list = lacking.slice(0, named).map(({ name, entered, due: all }) => `${name} (${shareText(entered, all)})`)
  return [
    {
      key: 'progress',
      icon: days !== undefined && days < 0 ? 'warning' : 'clock',
      meaning: days !== undefined && days < 0 ? 'bad' : 'wait',
      what: (
        <>
          <Rich k="figures.schools_lacking" values={{ count: lacking.length, term: running.term }} />: {list.join(', ')}
          {lacking.length > named && t('figures.and_schools', { count: lacking.length - named })}
        </>
      ),
      detail: [
        t('today.cells_left', { count: left }),
        ...(due && days !== undefined
          ? [
              days < 0
                ? t('today.late_by', { days: -days, day: formatShortDay(due) })
                : t('today.by_day', { day: formatShortDay(due) }),
            ]
          : []),
      ].join(' · '),
      action: (
        <Link className="btn" href="/unfinished?level=all&subject=all">
          {t('figures.see_unfinished')}
        </Link>
      ),
    },
  ]
}

/** Schools in which fewer pupils reach Tốt or Khá than the year before. */
function fallItems(t: Translate, { learning }: Office, year: number): WorkItem[] {
  const fallen = learning.rows
    .flatMap(({ key, name, now, before }) =>
      now === null || before === null ? [] : [{ key, name, points: (now - before) * 100, now }],
    )
    .filter(({ points }) => points <= -fall)
    .toSorted((a, b) => a.points - b.points)
  const [most] = fallen
  if (!most) return []
  return [
    {
      key: 'fall',
      icon: 'chart',
      meaning: 'wait',
      what: (
        <>
          <Rich k="figures.schools_fallen" values={{ count: fallen.length }} />:{' '}
          {fallen
            .slice(0, named)
            .map(({ name, points }) => `${name} (${formatChange(points)})`)
            .join(', ')}
          {fallen.length > named && t('figures.and_schools', { count: fallen.length - named })}
        </>
      ),
      detail: t('figures.fallen_detail', { year: formatAcademicYear(year) }),
      action: (
        <Link className="btn" href={`/figures?indicator=learning_upper&year=${year}&term=0&by=school`}>
          {t('figures.see_figures')}
        </Link>
      ),
    },
  ]
}

function lockedItem(t: Translate, { schoolsProgress }: Office, running: RunningTerm): WorkItem[] {
  const books = schoolsProgress.reduce((sum, school) => sum + school.books, 0)
  const locked = schoolsProgress.reduce((sum, school) => sum + school.lockedBooks, 0)
  if (books === 0 || locked === books) return []
  return [
    {
      key: 'locked',
      icon: 'lock',
      what: <Rich k="figures.locked_so_far" values={{ share: shareText(locked, books), term: running.term }} />,
      detail: t('figures.locked_detail', { day: formatShortDay(running.resultsDueOn) }),
      action: (
        <Link
          className="btn"
          href={`/figures?indicator=books_locked&year=${running.year}&term=${running.term}&by=school`}
        >
          {t('figures.see_by_school')}
        </Link>
      ),
    },
  ]
}

function OfficeNumbers({ office, running }: { office: Office; running: RunningTerm }) {
  const t = useText()
  const { pupils, learning, promoted, schoolsProgress } = office
  const entered = schoolsProgress.reduce((sum, school) => sum + school.entered, 0)
  const due = schoolsProgress.reduce((sum, school) => sum + school.due, 0)
  const last = running.year - 1
  return (
    <section className="panel four" aria-label={t('today.four_numbers')}>
      <Link href={`/figures?indicator=pupils&year=${running.year}&term=${running.term}`}>
        <span className="l">{t('today.pupils_now')}</span>
        <b>{formatNumber(pupils.whole.now ?? 0)}</b>
        <span className="small">
          {pupils.whole.before === null ? (
            <span className="faint">{t('today.no_year_before')}</span>
          ) : (
            <>
              {formatChange((pupils.whole.now ?? 0) - pupils.whole.before, 0)}{' '}
              <span className="faint">{t('today.than_year_before')}</span>
            </>
          )}
        </span>
      </Link>
      <Link href={`/figures?indicator=entered_midterm&year=${running.year}&term=${running.term}`}>
        <span className="l">{t('today.midterm_in')}</span>
        <b>{shareText(entered, due)}</b>
        <span className="small faint">
          {due > entered ? t('today.cells_left', { count: due - entered }) : t('today.all_in')}
        </span>
      </Link>
      <ShareNumber
        label={t('figures.learning_of', { year: formatAcademicYear(last) })}
        whole={learning.whole}
        href={`/figures?indicator=learning_upper&year=${last}&term=0`}
      />
      <ShareNumber
        label={t('figures.promoted_of', { year: formatAcademicYear(last) })}
        whole={promoted.whole}
        href={`/figures?indicator=promoted&year=${last}&term=0`}
      />
    </section>
  )
}

function ShareNumber({ label, whole, href }: { label: string; whole: Office['learning']['whole']; href: string }) {
  const t = useText()
  const { now, before, counted } = whole
  return (
    <Link href={href}>
      <span className="l">{label}</span>
      <b>{now === null ? t('students.level.none') : formatPercent(now)}</b>
      <span className="small">
        {now !== null && before !== null ? (
          <PointsChange points={(now - before) * 100} />
        ) : (
          <span className="faint">{t('figures.approved_share', { share: formatPercent(counted, 0) })}</span>
        )}
      </span>
    </Link>
  )
}

/** Where each school stands among all within reach: in a sentence, and one dot each. */
function Standing({ office: { learning }, year }: { office: Office; year: number }) {
  const t = useText()
  const known = learning.rows.flatMap(({ key, name, now }) =>
    now === null ? [] : [{ key, label: name, value: now * 100 }],
  )
  const { now } = learning.whole
  const [lowest] = known.toSorted((a, b) => a.value - b.value)
  if (known.length < 2 || now === null || !lowest) return null
  const title = t('figures.standing', { share: formatPercent(now), year: formatAcademicYear(year) })
  return (
    <Panel
      title={title}
      aside={
        <Link className="small noprint" href={`/figures?indicator=learning_upper&year=${year}&term=0`}>
          {t('figures.open_figures')}
        </Link>
      }
    >
      <div className="standing">
        <p className="small dim">{t('figures.standing_dots', { count: known.length, name: lowest.label })}</p>
        <DotStrip
          label={title}
          dots={known}
          axis={axisRound(known.map(({ value }) => value))}
          unit="%"
          point={lowest.key}
          reference={{ label: `${t('figures.whole')} ${formatPercent(now)}`, value: now * 100 }}
        />
      </div>
    </Panel>
  )
}

function Waiting() {
  return (
    <Panel padded>
      <div aria-hidden="true">
        {[320, 380, 280].map((width) => (
          <p key={width}>
            <Skeleton width={width} />
          </p>
        ))}
      </div>
    </Panel>
  )
}
