import type { ReactNode } from 'react'
import { SubjectWhy } from '../students/explanation.tsx'
import type { SubjectReasons } from '../students/explanation.tsx'
import { dayAt, formatDay, formatMark, formatShortDay, useLanguage, useText } from '../../text.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Rich } from '../../ui/Rich.tsx'
import { Tag } from '../../ui/Tag.tsx'
import type { Results, Subject, YearSubject } from './child-query.ts'
import {
  columnOf,
  columnTitle,
  markWords,
  personWords,
  resultWords,
  roman,
  teacherWords,
  valueWords,
} from './child-words.ts'
import type { Shown } from './child-words.ts'
import type { NewsItem } from './news.ts'

/** The subjects in the programme's order, a card each: a term's marks in words, or the year's averages. */
export function ParentSubjects({
  results,
  shown,
  fresh,
}: {
  results: Results
  shown: Shown
  fresh: readonly NewsItem[]
}) {
  const t = useText()
  const isNew = (subject: Subject) => fresh.some((item) => item.kind !== 'levels' && item.subject === subject)
  if (shown === 'year')
    return (
      <ul className="subject-list">
        {results.year?.subjects.map((subject) => (
          <YearCard key={subject.name} subject={subject} results={results} />
        ))}
      </ul>
    )
  const term = results.terms.find((it) => it.term === shown)
  if (term?.subjects.length === 0) return <p className="faint">{t('family.no_books')}</p>
  return (
    <ul className="subject-list">
      {term?.subjects.map((subject) => (
        <Card key={subject.name} subject={subject} term={shown} isNew={isNew(subject)} />
      ))}
    </ul>
  )
}

function Card({ subject, term, isNew }: { subject: Subject; term: number; isNew: boolean }) {
  const t = useText()
  const name = useLanguage() === 'en' ? subject.nameEn : subject.name
  const result = resultWords(t, subject)
  const sofar = result === null && subject.provisional !== null ? formatMark(subject.provisional) : null
  return (
    <li className="subject">
      <div className="subject-head">
        <h3>{name}</h3>
        {isNew && <Tag kind="acc">{t('family.new')}</Tag>}
        <span className="average">
          {result !== null && (
            <>
              <span className="faint small">{t('family.term_average', { term: roman(t, term) })}</span> {result}
            </>
          )}
          {sofar !== null && (
            <>
              <span className="faint small">{t('family.provisional')}</span> {sofar}
            </>
          )}
        </span>
      </div>
      {!subject.exempt && <Marks subject={subject} term={term} />}
      {subject.comment && (
        <p className="comment">
          “{subject.comment}”{' '}
          {subject.teacher && <span className="faint">{teacherWords(t, subject.teacher, 'start')}</span>}
        </p>
      )}
      <Corrections subject={subject} term={term} />
      <Why value={result ?? sofar} reasons={subject.why}>
        <Published subject={subject} term={term} />
      </Why>
    </li>
  )
}

function Marks({ subject: { marks }, term }: { subject: Subject; term: number }) {
  const t = useText()
  const regular = marks.filter(({ kind, value }) => kind === 'regular' && value !== null)
  const last = (kind: 'midterm' | 'final') => {
    const mark = marks.find((it) => it.kind === kind)
    const there = mark && (mark.value !== null || mark.state === 'zero_by_rule')
    return there ? <b>{markWords(t, mark)}</b> : <span className="faint">{t('family.none')}</span>
  }
  return (
    <dl>
      <div>
        <dt>{t('family.column_start.regular')}</dt>
        <dd className="regular">
          {regular.length === 0 && <span className="faint">{t('family.none')}</span>}
          {regular.map((mark) => (
            <span key={mark.position}>{markWords(t, mark)}</span>
          ))}
        </dd>
      </div>
      {(['midterm', 'final'] as const).map((kind) => (
        <div key={kind}>
          <dt>{t(`family.column_start.${kind}`, { term: roman(t, term) })}</dt>
          <dd>{last(kind)}</dd>
        </div>
      ))}
    </dl>
  )
}

function Corrections({ subject: { corrections, teacher }, term }: { subject: Subject; term: number }) {
  const t = useText()
  return corrections.map(({ column, before, after, reason, at, by }) => (
    <p key={`${column} ${at}`} className="fix">
      <Icon name="history" />
      <span>
        <Rich
          k="family.corrected"
          values={{
            column: columnTitle(t, columnOf(column), term),
            before: valueWords(t, before) ?? t('family.emptied'),
            after: valueWords(t, after) ?? t('family.emptied'),
            day: formatShortDay(dayAt(at)),
            reason: reason ? t('family.corrected_reason', { reason: capital(reason) }) : '',
            name: personWords(t, by, teacher),
          }}
        />
      </span>
    </p>
  ))
}

function Why({ value, reasons, children }: { value: string | null; reasons: Subject['why']; children?: ReactNode }) {
  const t = useText()
  if (!reasons) return null
  const { divisor, failed, ...rest } = reasons
  return (
    <details>
      <summary>{value === null ? t('family.why_none') : t('family.why', { value })}</summary>
      <SubjectWhy reasons={{ ...rest, divisor: divisor ?? 0, failed: failed ?? 0 } as SubjectReasons} />
      {children}
    </details>
  )
}

function Published({ subject: { marks, teacher }, term }: { subject: Subject; term: number }) {
  const t = useText()
  return (
    <>
      <h4 className="small">{t('family.published')}</h4>
      <ul className="small dim">
        {marks.map((mark) => (
          <li key={`${mark.kind} ${mark.position}`}>
            {t('family.published_line', {
              column: columnTitle(t, mark, term),
              label: mark.label ? t('family.published_label', { label: mark.label }) : '',
              day: formatDay(dayAt(mark.publishedAt)),
              name: personWords(t, mark.publishedBy, teacher),
            })}
          </li>
        ))}
      </ul>
    </>
  )
}

function YearCard({ subject, results }: { subject: YearSubject; results: Results }) {
  const t = useText()
  const name = useLanguage() === 'en' ? subject.nameEn : subject.name
  const result = resultWords(t, subject)
  const again = resultWords(t, {
    average: subject.reassessedAverage,
    passed: subject.reassessedPassed,
    exempt: false,
  })
  return (
    <li className="subject">
      <div className="subject-head">
        <h3>{name}</h3>
        <span className="average">{result ?? <span className="faint">{t('family.none')}</span>}</span>
      </div>
      <dl>
        {results.terms.map(({ term, subjects }) => {
          const own = subjects.find((it) => it.name === subject.name)
          if (!own) return null
          const words = resultWords(t, own)
          return (
            <div key={term}>
              <dt>{t(`students.term.${term === 1 ? 1 : 2}`)}</dt>
              <dd>{words ?? <span className="faint">{t('family.none')}</span>}</dd>
            </div>
          )
        })}
      </dl>
      {again !== null && <p className="fix">{t('family.reassessed', { value: again })}</p>}
      <Why value={result} reasons={subject.why} />
    </li>
  )
}

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1)
