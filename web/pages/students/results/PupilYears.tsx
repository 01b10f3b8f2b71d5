import { useQuery } from 'urql'
import { Link } from 'wouter'
import { graphql } from '../../../graphql.ts'
import type { ResultOf } from '../../../graphql.ts'
import { termSlug, yearSlug } from '../../../shell/place.ts'
import { formatAcademicYear, useText } from '../../../text.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { circularWords, outcomeWords, resultSentence, storedTitle } from './stored-words.ts'

const YearsQuery = graphql(`
  query PupilYears($student: ID!) {
    pupilYears(student: $student) {
      academicYear
      className
      classSlug
      scheme
      results {
        term
        level
        levelAfter
        conduct
        conductAfter
        title
        outcome
        older {
          average
          learning
          learningAfter
          conduct
          conductAfter
          title
        }
      }
    }
  }
`)

type Year = ResultOf<typeof YearsQuery>['pupilYears'][number]

/** The approved results of a pupil's years at a school side by side, each in the words of the circular that held. */
export function PupilYears({ student, school }: { student: string; school: string }) {
  const t = useText()
  const [{ data }] = useQuery({ query: YearsQuery, variables: { student } })
  const years = data?.pupilYears
  if (!years || years.length === 0) return null
  return (
    <Panel title={t('older.years')}>
      <dl className="pupil-years">
        {years.map((year) => (
          <YearLines key={year.academicYear} year={year} school={school} />
        ))}
      </dl>
    </Panel>
  )
}

function YearLines({ year, school }: { year: Year; school: string }) {
  const t = useText()
  const { academicYear, classSlug, className, results, scheme } = year
  const whole = results.find(({ term }) => term === 0)
  const address = (term: number) =>
    `/results/${school}/${yearSlug(academicYear)}/${term === 0 ? 'cn' : termSlug(term)}/${classSlug}`
  return (
    <>
      <dt>
        <Link href={address(whole ? 0 : (results[0]?.term ?? 1))}>
          {formatAcademicYear(academicYear)} · {className}
        </Link>
      </dt>
      <dd>
        {whole ? (
          <>
            <b>{resultSentence(t, whole)}</b>
            <span>{[storedTitle(t, whole), outcomeWords(t, whole)].filter(Boolean).join(' · ')}</span>
          </>
        ) : (
          results.map((result) => (
            <span key={result.term}>
              {t(result.term === 1 ? 'students.term.1' : 'students.term.2')}: {resultSentence(t, result)}
            </span>
          ))
        )}
        <span className="small faint">{t('older.held', { circular: circularWords(t, scheme) })}</span>
      </dd>
    </>
  )
}
