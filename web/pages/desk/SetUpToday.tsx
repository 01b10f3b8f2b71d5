import { useQuery } from 'urql'
import { Link } from 'wouter'
import { graphql, problemOf } from '../../graphql.ts'
import type { ResultOf } from '../../graphql.ts'
import { yearSlug } from '../../shell/place.ts'
import { useRunningTerm } from '../../shell/running-term.ts'
import { useViewer } from '../../shell/session.ts'
import { formatAcademicYear, formatNumber, useText } from '../../text.ts'
import type { Translate } from '../../text.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Rich } from '../../ui/Rich.tsx'
import { WorkList } from '../../ui/WorkList.tsx'
import type { WorkItem } from '../../ui/WorkList.tsx'

const SetUpQuery = graphql(`
  query SetUp {
    setUp {
      yearsWithoutTerms
      schools
      accounts
      schoolsWithoutPrincipal {
        slug
        name
      }
      schoolsWithoutClasses {
        slug
        name
      }
      unitsWithUnopened {
        slug
        name
        count
      }
    }
  }
`)

type SetUp = ResultOf<typeof SetUpQuery>['setUp']

/** An administrator's day: what is unfinished in setting up, and where it is done. */
export function SetUpToday() {
  const t = useText()
  const year = useRunningTerm()?.year
  const unit = useViewer().posts.find(({ role }) => role === 'administrator')?.unit?.slug ?? ''
  const [{ data, error }, again] = useQuery({ query: SetUpQuery })
  if (error && !data)
    return <ErrorState problem={problemOf(error)} onRetry={() => again({ requestPolicy: 'network-only' })} />
  if (!data) return null
  const items = itemsOf(t, data.setUp, { unit, year })
  return (
    <Panel
      title={t('figures.set_up')}
      aside={
        <span className="small faint">
          {t('figures.set_up_of', { schools: data.setUp.schools, accounts: formatNumber(data.setUp.accounts) })}
        </span>
      }
    >
      {items.length === 0 ? <p className="pad dim">{t('figures.set_up_done')}</p> : <WorkList items={items} />}
      <p className="row wrap pad">
        <Link className="btn" href="/units">
          {t('shell.units')}
        </Link>
        <Link className="btn" href={`/years/${unit}`}>
          {t('shell.years')}
        </Link>
        <Link className="btn" href={`/accounts/${unit}`}>
          {t('shell.accounts')}
        </Link>
      </p>
    </Panel>
  )
}

/** As many units as a line carries. */
const named = 4

function itemsOf(t: Translate, setUp: SetUp, { unit, year }: { unit: string; year: number | undefined }): WorkItem[] {
  const { yearsWithoutTerms, schoolsWithoutPrincipal, schoolsWithoutClasses, unitsWithUnopened } = setUp
  const list = (units: readonly { name: string }[]) =>
    units
      .slice(0, named)
      .map(({ name }) => name)
      .join(', ') + (units.length > named ? t('figures.and_units', { count: units.length - named }) : '')
  const unopened = unitsWithUnopened.reduce((sum, { count }) => sum + count, 0)
  const [noPrincipal] = schoolsWithoutPrincipal
  const [noClasses] = schoolsWithoutClasses
  const [mostUnopened] = unitsWithUnopened
  return [
    ...yearsWithoutTerms.map((one): WorkItem => ({
      key: `year ${one}`,
      icon: 'calendar',
      meaning: 'bad',
      what: <Rich k="figures.year_without_terms" values={{ year: formatAcademicYear(one) }} />,
      detail: t('figures.year_without_terms_why'),
      action: (
        <Link className="btn" href={`/years/${unit}`}>
          {t('figures.set_terms')}
        </Link>
      ),
    })),
    ...(noPrincipal
      ? [
          {
            key: 'principal',
            icon: 'person',
            meaning: 'wait',
            what: <Rich k="figures.without_principal" values={{ count: schoolsWithoutPrincipal.length }} />,
            detail: list(schoolsWithoutPrincipal),
            action: (
              <Link className="btn" href={`/accounts/${noPrincipal.slug}`}>
                {t('figures.open_accounts')}
              </Link>
            ),
          } as const,
        ]
      : []),
    ...(noClasses
      ? [
          {
            key: 'classes',
            icon: 'people',
            meaning: 'wait',
            what: <Rich k="figures.without_classes" values={{ count: schoolsWithoutClasses.length }} />,
            detail: list(schoolsWithoutClasses),
            action: year !== undefined && (
              <Link className="btn" href={`/import/${noClasses.slug}/${yearSlug(year)}`}>
                {t('figures.import_school')}
              </Link>
            ),
          } as const,
        ]
      : []),
    ...(mostUnopened
      ? [
          {
            key: 'accounts',
            icon: 'key',
            what: <Rich k="figures.unopened" values={{ count: unopened, units: unitsWithUnopened.length }} />,
            detail: unitsWithUnopened
              .slice(0, named)
              .map(({ name, count }) => `${name} (${formatNumber(count)})`)
              .join(', '),
            action: (
              <Link className="btn" href={`/accounts/${mostUnopened.slug}`}>
                {t('figures.open_accounts')}
              </Link>
            ),
          } as const,
        ]
      : []),
  ]
}
