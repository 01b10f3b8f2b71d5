import { useQuery } from 'urql'
import { Link } from 'wouter'
import { graphql } from '../../../graphql.ts'
import { daysBetween } from '../../../shell/running-term.ts'
import { useViewer } from '../../../shell/session.ts'
import { formatDay, useText } from '../../../text.ts'
import { DataTable } from '../../../ui/DataTable.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import type { ReportingPeriod } from './queries.ts'
import { meaningOf, periodName, returnPath } from './words.ts'

const OwnReturnsQuery = graphql(`
  query OwnReturns($unit: String!) {
    ownReturns(unit: $unit) {
      academicYear
      period
      state
      returnReason
    }
  }
`)

/** The returns of a school, the newest first: what waits for it, and what is done. */
export function SchoolPeriods({
  school,
  periods,
  several,
}: {
  school: { slug: string; shortName: string }
  periods: readonly ReportingPeriod[] | undefined
  several: boolean
}) {
  const t = useText()
  const { today } = useViewer()
  const [{ data }] = useQuery({ query: OwnReturnsQuery, variables: { unit: school.slug } })
  const stateOf = ({ academicYear, period }: ReportingPeriod) =>
    data?.ownReturns.find((one) => one.academicYear === academicYear && one.period === period)?.state ?? 'draft'
  if (periods?.length === 0) return null
  return (
    <Panel title={several ? school.shortName : t('reporting.own_returns')}>
      <DataTable
        label={t('reporting.own_returns')}
        rows={data ? periods : undefined}
        rowKey={({ academicYear, period }) => `${academicYear} ${period}`}
        columns={[
          {
            key: 'period',
            header: t('reporting.which_period'),
            cell: (period) => <Link href={returnPath({ slug: school.slug, ...period })}>{periodName(t, period)}</Link>,
          },
          { key: 'as_of', header: t('reporting.as_of'), secondary: true, cell: ({ asOf }) => formatDay(asOf) },
          {
            key: 'state',
            header: t('reporting.standing'),
            cell: (period) => {
              const state = stateOf(period)
              return <Tag kind={meaningOf(state)}>{t(`reporting.state.${state}`)}</Tag>
            },
          },
          {
            key: 'due',
            header: t('reporting.due'),
            cell: (period) => {
              const state = stateOf(period)
              const days = daysBetween(today, period.dueOn)
              return (
                <span className="nowrap">
                  {formatDay(period.dueOn)}{' '}
                  {(state === 'draft' || state === 'returned') && (
                    <span className={days < 0 ? 'delta-down' : 'faint'}>
                      {t('figures.days_left', { days, late: -days, way: days < 0 ? 'late' : 'left' })}
                    </span>
                  )}
                </span>
              )
            },
          },
        ]}
      />
    </Panel>
  )
}
