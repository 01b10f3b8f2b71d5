import { useQuery } from 'urql'
import { Link } from 'wouter'
import { graphql } from '../../../graphql.ts'
import { formatInstant, useText } from '../../../text.ts'
import { Note } from '../../../ui/Note.tsx'
import type { SchoolReturn } from './queries.ts'

const DifferencesQuery = graphql(`
  query ReturnDifferences($schoolReturn: ID!) {
    returnDifferences(schoolReturn: $schoolReturn) {
      since
      rows {
        code
      }
      causes {
        cause
        records
        lastAt
        named {
          student
          name
        }
      }
    }
  }
`)

/** What changed in the records since the return was handed in, by cause, with names for those who may read them. */
export function Differences({ found, count }: { found: SchoolReturn; count: number }) {
  const t = useText()
  const [{ data }] = useQuery({
    query: DifferencesQuery,
    variables: { schoolReturn: found.id },
    requestPolicy: 'cache-and-network',
  })
  const differences = data?.returnDifferences
  return (
    <Note kind="wait" icon="swap">
      <p>
        {t('reporting.differences', { count, at: found.submittedAt ? formatInstant(found.submittedAt) : '' })}
        {differences?.causes.length === 0 && ` ${t('reporting.no_cause')}`}
      </p>
      {differences && differences.causes.length > 0 && (
        <ul className="return-faults">
          {differences.causes.map(({ cause, records, lastAt, named }) => (
            <li key={cause}>
              {t(`reporting.cause.${cause}`, { count: records })} ·{' '}
              <span className="faint">{formatInstant(lastAt)}</span>
              {named.length > 0 && ': '}
              {named.map(({ student, name }, index) => (
                <span key={student}>
                  {index > 0 && ', '}
                  <Link href={`/student/${student}`}>{name}</Link>
                </span>
              ))}
              {named.length > 0 &&
                records > named.length &&
                ` ${t('reporting.and_more', { count: records - named.length })}`}
            </li>
          ))}
        </ul>
      )}
    </Note>
  )
}
