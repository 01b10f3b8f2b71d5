import { useQuery } from 'urql'
import { graphql, problemOf } from '../../../graphql.ts'
import type { ResultOf } from '../../../graphql.ts'
import { formatMark, useLanguage, useText } from '../../../text.ts'
import type { Translate } from '../../../text.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Note } from '../../../ui/Note.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { PupilName, apartAmong } from '../pupil-name.tsx'
import { circularWords, conductWords, learningWords, outcomeWords, storedTitle } from './stored-words.ts'

const StoredQuery = graphql(`
  query StoredResults($unit: String!, $year: Int!, $term: Int!, $class: String!) {
    storedResults(unit: $unit, academicYear: $year, term: $term, class: $class) {
      scheme
      subjects {
        id
        name
        nameEn
        shortName
        assessment
      }
      pupils {
        student
        number
        code
        restName
        givenName
        birthDate
        leftOn
        result {
          level
          levelAfter
          conduct
          conductAfter
          title
          outcome
          absences
          older {
            average
            learning
            learningAfter
            conduct
            conductAfter
            title
            source
          }
        }
        subjects {
          subject
          average
          passed
          exempt
          reassessedAverage
          reassessedPassed
        }
      }
    }
  }
`)

type Stored = NonNullable<ResultOf<typeof StoredQuery>['storedResults']>
type Pupil = Stored['pupils'][number]

/** The results of a class that are not computed here, as they were stored: nothing on this page can be changed. */
export function StoredResults({
  variables,
}: {
  variables: { unit: string; year: number; term: number; class: string }
}) {
  const t = useText()
  const [{ data, error }, again] = useQuery({ query: StoredQuery, variables })
  const stored = data?.storedResults
  if (error && !stored)
    return <ErrorState problem={problemOf(error)} onRetry={() => again({ requestPolicy: 'network-only' })} />
  if (!stored) return <Skeleton width={320} />
  const circular = circularWords(t, stored.scheme)
  const older = stored.pupils.find(({ result }) => result?.older)?.result?.older
  return (
    <>
      <div className="results-note">
        <Note>
          {t(stored.scheme === 'circular-22-2021' ? 'older.note_brought' : 'older.note', { circular })}
          {older && ` ${t('older.source', { source: older.source })}`}
        </Note>
      </div>
      {stored.pupils.some(({ result }) => result) ? (
        <StoredTable stored={stored} year={variables.term === 0} />
      ) : (
        <EmptyState title={t('older.none')} />
      )}
    </>
  )
}

function StoredTable({ stored, year }: { stored: Stored; year: boolean }) {
  const t = useText()
  const english = useLanguage() === 'en'
  const isOlder = stored.scheme !== 'circular-22-2021'
  const apart = apartAmong(stored.pupils)
  return (
    <div className="res" tabIndex={0} role="group" aria-label={t('results.table')}>
      <table className="tbl">
        <thead>
          <tr>
            <th className="num">{t('results.number')}</th>
            <th>{t('results.name')}</th>
            {stored.subjects.map((subject) => (
              <th key={subject.id} className={subject.assessment === 'scored' ? 'num subj' : 'subj'}>
                <abbr title={english ? subject.nameEn : subject.name}>{subject.shortName}</abbr>
              </th>
            ))}
            {isOlder && <th className="num subj">{t('older.average_head')}</th>}
            <th>{t(isOlder ? 'older.learning_head' : 'results.learning')}</th>
            <th>{t(isOlder ? 'older.conduct_head' : 'results.conduct')}</th>
            {year && <th className="outcome">{t('results.outcome')}</th>}
          </tr>
        </thead>
        <tbody>
          {stored.pupils.map((pupil) => (
            <tr key={pupil.student} className={pupil.leftOn ? 'left' : undefined}>
              <td className="num faint">{pupil.number}</td>
              <th scope="row" className="nowrap">
                <PupilName pupil={pupil} />
                {apart(pupil) && <span className="faint small"> {apart(pupil)}</span>}
                {year && storedTitle(t, pupil.result) && (
                  <span className="phone-only">
                    <Outcome pupil={pupil} />
                  </span>
                )}
              </th>
              {stored.subjects.map(({ id, assessment }) => (
                <td key={id} className={assessment === 'scored' ? 'num subj' : 'subj'}>
                  {subjectWords(t, pupil, id)}
                </td>
              ))}
              {isOlder && (
                <td className="num subj">{pupil.result?.older?.average && formatMark(pupil.result.older.average)}</td>
              )}
              <td className="nowrap">{learningWords(t, pupil.result)}</td>
              <td className="nowrap">{conductWords(t, pupil.result)}</td>
              {year && (
                <td className="nowrap outcome">
                  <Outcome pupil={pupil} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Outcome({ pupil: { result } }: { pupil: Pupil }) {
  const t = useText()
  const title = storedTitle(t, result)
  if (title) return <Tag kind="good">{title}</Tag>
  return outcomeWords(t, result)
}

function subjectWords(t: Translate, { subjects }: Pupil, id: number): string {
  const found = subjects.find(({ subject }) => subject === id)
  if (!found) return ''
  if (found.exempt) return t('students.exempt')
  const of = (average: string | null, passed: boolean | null) =>
    average === null
      ? passed === null
        ? ''
        : t(passed ? 'results.pass_short' : 'results.fail_short')
      : formatMark(average)
  const [first, again] = [of(found.average, found.passed), of(found.reassessedAverage, found.reassessedPassed)]
  return again ? `${first} → ${again}` : first
}
