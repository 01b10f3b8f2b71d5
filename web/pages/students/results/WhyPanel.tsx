import { useEffect } from 'react'
import { useQuery } from 'urql'
import { problemOf } from '../../../graphql.ts'
import { formatMark, useLanguage, useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { Cite, Conditions, LevelWhy, SubjectWhy, levelSentence } from '../explanation.tsx'
import { levelWord } from '../level-word.ts'
import { ExemptionPart } from './ExemptionPart.tsx'
import { MissedTest } from './MissedTest.tsx'
import { PupilWhyQuery } from './results-query.ts'
import type { ClassResultsData, PupilWhy, SubjectOfPupil } from './results-query.ts'
import { SummerPart } from './SummerPart.tsx'

/** What the parts of the panel need beside the pupil. */
export interface PanelPart {
  pupil: PupilWhy
  results: ClassResultsData
  year: number
  nameOf: (subject: number) => string
  onChange: () => void
}

/** Why a pupil's results are what they are: the level, each subject, conduct, and at the end of the year what follows. */
export function WhyPanel({
  results,
  variables,
  asked,
  onClose,
  onChange,
}: {
  results: ClassResultsData
  variables: { unit: string; year: number; term: number; class: string; student: string }
  /** Rises when something was changed, so that the reasons are read again. */
  asked: number
  onClose: () => void
  onChange: () => void
}) {
  const t = useText()
  const english = useLanguage() === 'en'
  const [{ data, error, stale }, again] = useQuery({ query: PupilWhyQuery, variables, requestPolicy: 'network-only' })
  useEffect(() => {
    if (asked > 0) again({ requestPolicy: 'network-only' })
  }, [asked, again])
  const pupil = data?.classResults?.pupils[0]
  const nameOf = (subject: number) => {
    const found = results.subjects.find(({ id }) => id === subject)
    return found ? (english ? found.nameEn : found.name) : String(subject)
  }
  return (
    <aside className="why" aria-label={t('why.title')} aria-busy={stale || undefined}>
      <div className="row spread">
        <p className="small faint">{t('why.title')}</p>
        <Button kind="plain" icon="close" aria-label={t('ui.close')} onClick={onClose} />
      </div>
      {error && !pupil && (
        <ErrorState problem={problemOf(error)} onRetry={() => again({ requestPolicy: 'network-only' })} />
      )}
      {!pupil && !error && <Skeleton width={220} />}
      {pupil && (
        <>
          <h2>
            {t('results.why_of', { name: `${pupil.restName} ${pupil.givenName}`, level: levelWord(t, pupil.level) })}
          </h2>
          <p className="dim">{levelSentence(t, pupil.why, nameOf)}</p>
          <Strip pupil={pupil} results={results} />
          {pupil.why.attempts.length > 0 && <LevelWhy reasons={pupil.why} nameOf={nameOf} />}
          <Subjects pupil={pupil} results={results} nameOf={nameOf} onChange={onChange} />
          <Conduct pupil={pupil} term={variables.term} />
          {variables.term === 0 && (
            <>
              <Year pupil={pupil} nameOf={nameOf} />
              <SummerPart pupil={pupil} results={results} year={variables.year} nameOf={nameOf} onChange={onChange} />
            </>
          )}
          <ExemptionPart pupil={pupil} results={results} year={variables.year} nameOf={nameOf} onChange={onChange} />
        </>
      )}
    </aside>
  )
}

/** The averages of scored subjects in the order of the columns; those that keep the level down are framed. */
function Strip({ pupil, results }: { pupil: PupilWhy; results: ClassResultsData }) {
  const t = useText()
  const scored = results.subjects.filter(({ assessment }) => assessment === 'scored')
  const harmful = harmfulIn(pupil.why)
  const values = scored.flatMap(({ id, shortName }) => {
    const average = pupil.subjects.find((it) => it.subject === id)?.average
    return average === null || average === undefined ? [] : [{ id, shortName, average }]
  })
  if (values.length === 0) return null
  return (
    <>
      <ul className="strip" aria-label={t('why.strip')}>
        {values.map(({ id, shortName, average }) => (
          <li key={id} className={harmful.has(id) ? 'x' : undefined} title={shortName}>
            <span className="sr">{shortName} </span>
            {formatMark(average)}
          </li>
        ))}
      </ul>
      <p className="tiny faint">{t('why.strip')}</p>
    </>
  )
}

/** The one subject that the adjustment names, else those that miss the lowest bound not met. */
function harmfulIn({ attempts, adjustment }: PupilWhy['why']): ReadonlySet<number> {
  if (adjustment?.applied && adjustment.subject !== null) return new Set([adjustment.subject])
  const missed = attempts.filter(({ reached }) => !reached).at(-1)?.conditions
  return new Set(missed?.filter((it) => !it.holds && it.code === 'every_average_at_least').flatMap((it) => it.subjects))
}

function Subjects({ pupil, results, nameOf, onChange }: Omit<PanelPart, 'year'>) {
  const t = useText()
  return (
    <section className="why-section">
      <h3>{t('results.each_subject')}</h3>
      {pupil.subjects.map((subject) => (
        <details key={subject.subject}>
          <summary>
            <span>{nameOf(subject.subject)}</span>
            <span>{subjectWords(t, subject)}</span>
          </summary>
          {subject.termsWhy.length > 0 && (
            <>
              {subject.termsWhy.map((why, index) => (
                <div key={index} className="why-term">
                  <p className="small dim">{t(index === 0 ? 'students.term.1' : 'students.term.2')}</p>
                  <SubjectWhy reasons={why} />
                </div>
              ))}
              <p className="small dim">{t('students.term.0')}</p>
            </>
          )}
          <SubjectWhy reasons={subject.why} />
          {subject.canMoveTest && !subject.exempt && (
            <MissedTest subject={subject} student={pupil.student} onChange={onChange} />
          )}
        </details>
      ))}
      {results.subjects.length === 0 && <p className="dim small">{t('why.level_no_subjects')}</p>}
    </section>
  )
}

function subjectWords(t: ReturnType<typeof useText>, subject: SubjectOfPupil) {
  if (subject.exempt) return t('students.exempt')
  const first =
    subject.average !== null
      ? formatMark(subject.average)
      : subject.passed !== null
        ? t(subject.passed ? 'students.passed' : 'students.failed')
        : t('students.level.none')
  if (subject.retestAverage !== null) return `${first} → ${formatMark(subject.retestAverage)}`
  if (subject.retestPassed !== null)
    return `${first} → ${t(subject.retestPassed ? 'students.passed' : 'students.failed')}`
  return first
}

function Conduct({ pupil, term }: { pupil: PupilWhy; term: number }) {
  const t = useText()
  const year = pupil.conductWhy
  const lacking = [
    ...(year?.term1 === null ? [t('students.term.1')] : []),
    ...(year?.term2 === null ? [t('students.term.2')] : []),
  ]
  return (
    <section className="why-section">
      <h3>{t('results.conduct_is', { level: levelWord(t, pupil.conduct) })}</h3>
      {term !== 0 && <p>{pupil.grounds ?? t('why.conduct_judgement')}</p>}
      {year && (
        <>
          <p>
            {year.level === null
              ? t('why.conduct_open', { terms: lacking.join(', ') })
              : t('why.conduct_year', {
                  first: levelWord(t, year.term1),
                  second: levelWord(t, year.term2),
                  level: levelWord(t, year.level),
                })}
          </p>
          <Cite rules={['circular-22-2021/8.2.b']}>{t('why.says.conduct')}</Cite>
        </>
      )}
      <p className="small dim">{t('results.absent', { excused: pupil.excused, unexcused: pupil.unexcused })}</p>
    </section>
  )
}

function Year({ pupil, nameOf }: { pupil: PupilWhy; nameOf: (subject: number) => string }) {
  const t = useText()
  return (
    <>
      <section className="why-section">
        <h3>{pupil.outcome ? t(`students.outcome.${pupil.outcome}`) : t('results.no_outcome')}</h3>
        {pupil.outcomeReason && <p>{pupil.outcomeReason}</p>}
        <Conditions conditions={pupil.outcomeWhy} nameOf={nameOf} />
        {pupil.outcomeRule && <Cite rules={[pupil.outcomeRule]}>{t('why.says.promotion')}</Cite>}
      </section>
      <section className="why-section">
        <h3>{pupil.title ? t(`students.title.${pupil.title}`) : t('results.no_title')}</h3>
        <Conditions conditions={pupil.titleWhy} nameOf={nameOf} />
        {pupil.titleWarnings.length > 0 && <p className="small">{t('results.title_warning')}</p>}
        <Cite rules={['circular-22-2021/15.1.a']}>{t('why.says.title')}</Cite>
      </section>
    </>
  )
}
