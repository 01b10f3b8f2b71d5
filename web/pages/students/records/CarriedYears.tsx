import { formatAcademicYear, formatInstant, formatMark, useText } from '../../../text.ts'
import type { Translate } from '../../../text.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { levelWord } from '../level-word.ts'
import type { PupilRecord } from './record-query.ts'

type Year = PupilRecord['carriedYears'][number]

/** The years that a pupil spent at other schools, as their papers say them; nothing here was computed. */
export function CarriedYears({ years }: { years: readonly Year[] }) {
  const t = useText()
  if (years.length === 0) return null
  return (
    <Panel title={t('carried.panel')}>
      <dl className="pupil-years">
        {years.map((year) => (
          <CarriedYear key={year.academicYear} year={year} />
        ))}
      </dl>
    </Panel>
  )
}

function CarriedYear({ year }: { year: Year }) {
  const t = useText()
  const { academicYear, grade, schoolName, className, absences, outcome, title, subjects } = year
  const primary = grade < 6
  return (
    <>
      <dt>
        {t('carried.year', { year: formatAcademicYear(academicYear), grade })}
        <span className="small faint block">
          {t('carried.place', { school: schoolName ?? 'none', class: className ?? 'none' })}
        </span>
      </dt>
      <dd>
        <b>{levelsOf(t, year)}</b>
        <span>
          {[
            title && t(primary ? `carried.primary_title.${title}` : `students.title.${title}`),
            t(`students.outcome.${outcome}`),
            absences !== null && `${t('carried.absent')} ${t('carried.days', { count: absences })}`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {subjects.length > 0 && (
          <details className="small">
            <summary>{t('carried.subjects', { count: subjects.length })}</summary>
            {subjects
              .map(
                ({ subject, average, passed }) =>
                  `${subject.shortName} ${average === null ? t(passed ? 'results.pass_short' : 'results.fail_short') : formatMark(average)}`,
              )
              .join(', ')}
          </details>
        )}
        <span className="small faint">
          <Tag>{t('carried.from_file')}</Tag>{' '}
          {t('carried.entered', { by: year.recordedBy ?? '', at: formatInstant(year.recordedAt) })}
        </span>
      </dd>
    </>
  )
}

function levelsOf(t: Translate, { grade, level, conduct }: Year): string {
  const known = level === 4 || level === 3 || level === 2 ? level : 1
  if (grade < 6) return t(`carried.primary.${known}`)
  return `${t('carried.learning')} ${levelWord(t, level)}, ${t('carried.conduct').toLowerCase()} ${levelWord(t, conduct)}`
}
