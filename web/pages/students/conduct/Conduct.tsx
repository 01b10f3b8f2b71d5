import { useQuery } from 'urql'
import { Link } from 'wouter'
import { graphql, problemOf } from '../../../graphql.ts'
import type { ResultOf } from '../../../graphql.ts'
import { placePath, termOf, usePlace, yearOf } from '../../../shell/place.ts'
import { formatAcademicYear, useText } from '../../../text.ts'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Note } from '../../../ui/Note.tsx'
import { Page } from '../../../ui/Page.tsx'
import { PageHead } from '../../../ui/PageHead.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { NotFound } from '../../NotFound.tsx'
import { termKey } from '../results/ClassResults.tsx'
import { ConductList } from './ConductList.tsx'
import './conduct.css'

const ClassConductQuery = graphql(`
  query ClassConduct($unit: String!, $year: Int!, $term: Int!, $class: String!) {
    classConduct(unit: $unit, academicYear: $year, term: $term, class: $class) {
      class
      className
      approval
      canDecide
      rows {
        student
        number
        code
        restName
        givenName
        birthDate
        leftOn
        level
        grounds
        decidedBy
        decidedAt
        otherLevel
        yearLevel
        excused
        unexcused
      }
    }
  }
`)

/** The conduct of a class as the page has it. */
export type ClassConductData = NonNullable<ResultOf<typeof ClassConductQuery>['classConduct']>

/** The homeroom teacher's judgement of a class in a term: a level for each pupil, with grounds, saved row by row. */
export function Conduct() {
  const t = useText()
  const place = usePlace()
  const { unit = '', year, term: slug, class: name = '' } = place
  const term = slug ? termOf(slug) : undefined
  const [{ data, error }, again] = useQuery({
    query: ClassConductQuery,
    variables: { unit, year: year ? yearOf(year) : 0, term: term ?? 1, class: name },
    pause: !term,
    requestPolicy: 'network-only',
  })
  if (!term || !year) return <NotFound />
  const read = () => again({ requestPolicy: 'network-only' })
  const conduct = data?.classConduct
  if (!conduct && error)
    return (
      <Page narrow>
        <ErrorState problem={problemOf(error)} onRetry={read} />
      </Page>
    )
  return (
    <Page narrow busy={!conduct}>
      <PageHead
        title={t('conduct.title', { class: conduct?.className ?? name.toUpperCase() })}
        actions={
          <Link className="btn" href={placePath({ ...place, subject: undefined }, 'results')}>
            {t('conduct.to_results')}
          </Link>
        }
      >
        {`${t(termKey(term))} ${formatAcademicYear(yearOf(year))}`}
      </PageHead>
      {conduct && (conduct.approval === 'approved' || conduct.approval === 'published') && (
        <Note kind="wait">{t('conduct.approved_note')}</Note>
      )}
      <p className="small dim conduct-how">{conduct?.canDecide ? t('conduct.how') : t('conduct.read_only')}</p>
      <Panel>
        {conduct ? (
          <ConductList key={`${conduct.class} ${term}`} conduct={conduct} year={yearOf(year)} term={term} />
        ) : (
          <div className="skeleton-page pad">
            {Array.from({ length: 12 }, (_, line) => (
              <div key={line}>
                <Skeleton width={360 - ((line * 29) % 90)} />
              </div>
            ))}
          </div>
        )}
      </Panel>
    </Page>
  )
}
