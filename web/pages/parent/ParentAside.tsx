import { Suspense, lazy, useState } from 'react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { LevelMark } from '../students/explanation.tsx'
import { levelWord } from '../students/level-word.ts'
import { dayAt, formatDay, useText } from '../../text.ts'
import { Rich } from '../../ui/Rich.tsx'
import type { Results } from './child-query.ts'
import { teacherWords } from './child-words.ts'
import type { Shown } from './child-words.ts'

const LearningWhy = lazy(() => import('./ParentWhy.tsx').then((it) => ({ default: it.LearningWhy })))
const ConductWhy = lazy(() => import('./ParentWhy.tsx').then((it) => ({ default: it.ConductWhy })))
const OutcomeWhy = lazy(() => import('./ParentWhy.tsx').then((it) => ({ default: it.OutcomeWhy })))

/** Learning and conduct, only once the school has published them; of the year also what follows from it. */
export function Levels({ results, shown }: { results: Results; shown: Shown }) {
  const t = useText()
  const { contact } = results
  const term = results.terms.find((it) => it.term === shown)
  const known = shown === 'year' ? results.year : term?.publishedAt ? term : null
  const conduct = shown === 'year' ? results.year?.conduct : term?.conduct?.level
  const grounds = term?.conduct?.grounds
  return (
    <Part title={t('family.conduct')}>
      {known ? (
        <>
          <dl className="facts">
            <Fact name={t('family.level_learning')}>
              <LevelMark level={known.learning} />
            </Fact>
            <Fact name={t('family.level_conduct')}>
              <LevelMark level={conduct} />
            </Fact>
            {shown === 'year' && results.year && <YearFacts year={results.year} />}
          </dl>
          {known.learning !== null && (
            <Ask question={t('family.why_learning', { level: levelWord(t, known.learning) })}>
              <LearningWhy why={known.learningWhy} subjects={known.subjects} />
            </Ask>
          )}
          {conduct && (
            <Ask question={t('family.why_conduct_title', { level: levelWord(t, conduct) })}>
              <ConductWhy year={shown === 'year' ? (results.year ?? undefined) : undefined} />
            </Ask>
          )}
          {shown === 'year' && results.year?.outcome && (
            <Ask question={t('family.why_outcome_title', { outcome: t(`students.outcome.${results.year.outcome}`) })}>
              <OutcomeWhy year={results.year} />
            </Ask>
          )}
          {known.publishedAt && (
            <p className="small faint">
              {t('family.levels_by', { day: formatDay(dayAt(known.publishedAt)), name: known.publishedBy ?? '' })}
            </p>
          )}
        </>
      ) : (
        <p className="faint">{t('family.levels_none', { term: String(shown) })}</p>
      )}
      {known && grounds && (
        <p>
          {contact.teacher
            ? t('family.grounds', {
                who: `${teacherWords(t, contact.teacher, 'start')} (${t('family.homeroom')})`,
                grounds,
              })
            : `“${grounds}”`}
        </p>
      )}
    </Part>
  )
}

function YearFacts({ year }: { year: NonNullable<Results['year']> }) {
  const t = useText()
  const { outcome, title, learning, learningBefore, conduct, conductBefore } = year
  return (
    <>
      {learningBefore !== null && learningBefore !== learning && (
        <Fact name={t('family.learning_before')}>{levelWord(t, learningBefore)}</Fact>
      )}
      {conductBefore !== null && conductBefore !== conduct && (
        <Fact name={t('family.conduct_before')}>{levelWord(t, conductBefore)}</Fact>
      )}
      {title && (
        <Fact name={t('family.title')}>
          <b>{t(`students.title.${title}`)}</b>
        </Fact>
      )}
      {outcome && <Fact name={t('family.outcome')}>{t(`students.outcome.${outcome}`)}</Fact>}
    </>
  )
}

/** A question whose answer is fetched when it is asked. */
function Ask({ question, children }: { question: string; children: ReactNode }) {
  const [asked, setAsked] = useState(false)
  return (
    <details className="family-ask" onToggle={(event) => event.currentTarget.open && setAsked(true)}>
      <summary>{question}</summary>
      {asked && <Suspense>{children}</Suspense>}
    </details>
  )
}

/** Absent half-days: the sum in a sentence, then month by month. */
export function Absences({ absences }: { absences: Results['absences'] }) {
  const t = useText()
  const sum = (which: 'excused' | 'unexcused') => absences.reduce((total, month) => total + month[which], 0)
  const [excused, unexcused] = [sum('excused'), sum('unexcused')]
  return (
    <Part title={t('family.absences')}>
      {excused + unexcused === 0 ? (
        <p>{t('family.absences_none')}</p>
      ) : (
        <>
          <p>
            <Rich k="family.absences_sum" values={{ total: excused + unexcused, excused, unexcused }} />
          </p>
          <dl className="facts">
            {absences.map((month) => (
              <Fact key={month.month} name={t('family.month', { month: Number(month.month.slice(5, 7)) })}>
                {t('family.month_days', {
                  excused: month.excused,
                  unexcused: month.unexcused,
                  both: month.excused > 0 && month.unexcused > 0 ? 'yes' : 'no',
                })}
              </Fact>
            ))}
          </dl>
        </>
      )}
    </Part>
  )
}

/** Who leads the class, and how to reach them. */
export function Contact({ contact }: { contact: Results['contact'] }) {
  const t = useText()
  const { teacher, phone, email, schoolPhone, schoolEmail } = contact
  return (
    <Part title={t('family.contact')}>
      {teacher ? <p>{teacher.name}</p> : <p className="faint">{t('family.contact_none')}</p>}
      {teacher && (phone || email) && (
        <p className="reach">
          {phone && <a href={`tel:${phone}`}>{spaced(phone)}</a>}
          {email && <a href={`mailto:${email}`}>{email}</a>}
        </p>
      )}
      {(schoolPhone || schoolEmail) && (
        <p className="small dim">
          {t('family.contact_school', {
            way: [schoolPhone && spaced(schoolPhone), schoolEmail].filter(Boolean).join(', '),
          })}
        </p>
      )}
      <p className="noprint">
        <Link href="/requests">{t('family.wrong_record')}</Link>
      </p>
    </Part>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="panel pad family-panel">
      <h2>{title}</h2>
      {children}
    </section>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** A phone number as people read it: 0900 000 012. */
const spaced = (phone: string): string => phone.replace(/^(\d{4})(\d{3})(\d{3})$/, '$1 $2 $3')
