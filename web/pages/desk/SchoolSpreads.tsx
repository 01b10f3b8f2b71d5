import { useId, useState } from 'react'
import { formatChange, formatNumber, formatPercent, useText } from '../../text.ts'
import type { Translate } from '../../text.ts'
import { Histogram } from '../../ui/charts/Histogram.tsx'
import { Legend } from '../../ui/charts/Legend.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { countsOf, sharesOf } from './spread.ts'
import type { Spread } from './spread.ts'
import type { SchoolPlace } from './SchoolToday.tsx'

/** The marks of one grade: this year's counts and share from 5,0, and those of the year before. */
interface GradePart {
  grade: number
  counts: readonly number[]
  countsBefore: readonly number[]
  now: number | null
  before: number | null
  marks: number
}

/** The midterm marks of a subject, grade by grade, with the year before as a line; what moved most is said in words. */
export function SchoolSpreads({ spreads, place }: { spreads: readonly Spread[]; place: SchoolPlace }) {
  const t = useText()
  const heading = useId()
  const [chosen, choose] = useState<number>()
  const year = place.academicYear
  const subjects = [...new Map(spreads.map(({ subjectId, subject }) => [subjectId, subject]))]
  const [subjectId, subject = ''] = subjects.find(([id]) => id === chosen) ?? subjects[mathematics(subjects)] ?? []
  const parts = partsOf(
    spreads.filter((spread) => spread.subjectId === subjectId),
    year,
  )
  if (parts.length === 0) return null
  const top = Math.max(...parts.flatMap(({ counts, countsBefore }) => [...counts, ...countsBefore]))
  return (
    <section className="panel" aria-labelledby={heading}>
      <header className="choosing">
        <h2 id={heading}>{foundIn(t, parts, place.term)}</h2>
        <div className="row wrap">
          <Legend
            items={[
              { label: t('today.from_five_short'), colour: '--c-now' },
              { label: t('today.below_five'), colour: '--c-point' },
              { label: t('today.year_before_line'), colour: '--c-then', shape: 'line' },
            ]}
          />
          <Menu
            label={t('today.choose_subject')}
            button={
              <>
                {subject} <Icon name="chevron" />
              </>
            }
            items={subjects.map(([id, name]) => ({
              label: name,
              current: id === subjectId,
              onSelect: () => choose(id),
            }))}
          />
        </div>
      </header>
      <div className="mults">
        {parts.map((part) => (
          <figure key={part.grade}>
            <figcaption>
              <b>{t('today.grade', { grade: part.grade })}</b>{' '}
              <span className="faint">{t('today.papers', { count: part.marks })}</span>
              <br />
              <span className="share">{formatPercent(part.now ?? 0)}</span> <Change part={part} />
            </figcaption>
            <Histogram
              label={labelOf(t, part, subject)}
              counts={part.counts}
              before={part.before === null ? undefined : part.countsBefore}
              max={top}
            />
          </figure>
        ))}
      </div>
    </section>
  )
}

function Change({ part: { now, before } }: { part: GradePart }) {
  const t = useText()
  if (now === null || before === null) return <span className="small faint">{t('today.no_year_before')}</span>
  const points = (now - before) * 100
  if (Math.abs(points) < 0.05) return <span className="small faint">{t('today.unchanged')}</span>
  return (
    <span className={points < 0 ? 'small delta-down' : 'small delta-up'}>
      {t('today.points', { change: formatChange(points) })}
    </span>
  )
}

function partsOf(spreads: readonly Spread[], year: number): GradePart[] {
  const grades = new Set(spreads.filter((it) => it.academicYear === year).map(({ grade }) => grade))
  return [...grades]
    .toSorted((a, b) => a - b)
    .map((grade) => {
      const own = spreads.filter((spread) => spread.grade === grade)
      return { grade, counts: countsOf(own, year), countsBefore: countsOf(own, year - 1), ...sharesOf(own, year) }
    })
}

/** What the pictures show, in a sentence: the grade that moved most, or that none did. */
function foundIn(t: Translate, parts: readonly GradePart[], term: number) {
  const moves = parts.flatMap(({ grade, now, before }) =>
    now === null || before === null ? [] : [{ grade, points: (now - before) * 100 }],
  )
  const [most] = moves.toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points))
  if (!most) return t('today.found_first', { term })
  if (Math.abs(most.points) < 1) return t('today.found_steady', { term })
  return t('today.found_move', {
    term,
    grade: most.grade,
    way: most.points < 0 ? 'down' : 'up',
    points: formatNumber(Math.abs(most.points), 1),
  })
}

function labelOf(t: Translate, { grade, now, before }: GradePart, subject: string) {
  return t('today.spread_label', {
    subject,
    grade,
    now: formatPercent(now ?? 0),
    before: before === null ? t('students.level.none') : formatPercent(before),
  })
}

/** Where Mathematics is among the subjects, which the page begins with; the first where it is not taught. */
function mathematics(subjects: readonly (readonly [number, string])[]) {
  return Math.max(
    0,
    subjects.findIndex(([id]) => id === 2),
  )
}
