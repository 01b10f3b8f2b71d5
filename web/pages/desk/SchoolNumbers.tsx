import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { ResultOf } from '../../graphql.ts'
import { formatChange, formatNumber, formatPercent, formatShortDay, useText } from '../../text.ts'
import { PointsChange } from './PointsChange.tsx'
import { sharesOf } from './spread.ts'
import type { Spread } from './spread.ts'
import type { SchoolPlace, SchoolTodayQuery } from './SchoolToday.tsx'

type School = NonNullable<ResultOf<typeof SchoolTodayQuery>['schoolToday']>

/** Four numbers of a school, each with the change against the year before and a way to its list. */
export function SchoolNumbers({
  school,
  spreads,
  place,
}: {
  school: School
  spreads: readonly Spread[]
  place: SchoolPlace
}) {
  const t = useText()
  const { pupils, entered, due, absences, month, behind } = school
  const midterm = behind.find(({ kind }) => kind === 'midterm')
  const { now, before, marks } = sharesOf(spreads, place.academicYear)
  const monthNumber = Number(month.slice(5, 7))
  return (
    <section className="panel four" aria-label={t('today.four_numbers')}>
      <NumberLink href={`/students${place.path}`} label={t('today.pupils_now')} value={formatNumber(pupils.now)}>
        {pupils.before === null ? (
          <span className="faint">{t('today.no_year_before')}</span>
        ) : (
          <>
            {formatChange(pupils.now - pupils.before, 0)} <span className="faint">{t('today.than_year_before')}</span>
          </>
        )}
      </NumberLink>
      <NumberLink
        href={`/books${place.path}`}
        label={t('today.midterm_in')}
        value={formatPercent(due > 0 ? entered / due : 0)}
      >
        <span className="faint">
          {due > entered ? t('today.cells_left', { count: due - entered }) : t('today.all_in')}
          {midterm && ` · ${t('today.by_day', { day: formatShortDay(midterm.closesOn) })}`}
        </span>
      </NumberLink>
      <NumberLink
        href={`/figures?unit=${place.unit}&indicator=midterm_from_five&year=${place.academicYear}&term=${place.term}&counting=all`}
        label={t('today.from_five')}
        value={now === null ? t('students.level.none') : formatPercent(now)}
      >
        {now !== null && before !== null ? (
          <PointsChange points={(now - before) * 100} />
        ) : (
          <span className="faint">{t('today.marks', { count: marks })}</span>
        )}
      </NumberLink>
      <NumberLink
        href={`/students${place.path}`}
        label={t('today.absent_sessions', { month: monthNumber })}
        value={formatNumber(absences.now)}
      >
        {absences.before === null ? (
          <span className="faint">{t('today.no_year_before')}</span>
        ) : (
          <>
            <span className={absences.now > absences.before ? 'delta-down' : 'delta-up'}>
              {formatChange(absences.now - absences.before, 0)}
            </span>{' '}
            <span className="faint">{t('today.than_month_before', { month: monthNumber })}</span>
          </>
        )}
      </NumberLink>
    </section>
  )
}

function NumberLink({
  href,
  label,
  value,
  children,
}: {
  href: string
  label: string
  value: string
  children: ReactNode
}) {
  return (
    <Link href={href}>
      <span className="l">{label}</span>
      <b>{value}</b>
      <span className="small">{children}</span>
    </Link>
  )
}
