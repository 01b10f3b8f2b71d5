import { formatMark, useLanguage, useText } from '../../text.ts'
import {
  circularWords,
  conductWords,
  learningWords,
  outcomeWords,
  storedTitle,
} from '../students/results/stored-words.ts'
import type { Results } from './child-query.ts'
import { resultWords } from './child-words.ts'

/** A year under a circular before 22/2021: what was printed, in its own words, beside the circular that held. */
export function ParentOlder({ results }: { results: Results }) {
  const t = useText()
  const english = useLanguage() === 'en'
  const { older, olderSubjects, scheme } = results
  const whole = older.find(({ term }) => term === 0)
  const title = storedTitle(t, whole)
  return (
    <div className="sum">
      <p className="small dim">{t('older.note', { circular: circularWords(t, scheme) })}</p>
      {older.length === 0 && <p className="faint">{t('family.levels_none', { term: 'year' })}</p>}
      {older.map((result) => (
        <section key={result.term} className="panel pad family-panel">
          <h2>
            {t(result.term === 1 ? 'students.term.1' : result.term === 2 ? 'students.term.2' : 'students.term.0')}
          </h2>
          <dl className="facts">
            <Fact name={t('older.learning_head')} value={learningWords(t, result)} />
            <Fact name={t('older.conduct_head')} value={conductWords(t, result)} />
            {result.older?.average && <Fact name={t('older.average_head')} value={formatMark(result.older.average)} />}
            {result === whole && title && <Fact name={t('family.title')} value={title} />}
            {result === whole && <Fact name={t('family.outcome')} value={outcomeWords(t, result)} />}
          </dl>
        </section>
      ))}
      <ul className="subject-list">
        {olderSubjects.map((subject) => (
          <li key={subject.subject} className="subject">
            <div className="subject-head">
              <h3>{english ? subject.nameEn : subject.name}</h3>
              <span className="average">
                <span className="faint small">{t('students.term.0')}</span> {resultWords(t, subject)}
              </span>
            </div>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}
