import { useState } from 'react'
import { useQuery } from 'urql'
import { graphql, problemOf } from '../../../graphql.ts'
import { formatInstant, useText } from '../../../text.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { ExportMenu } from './ExportMenu.tsx'
import { FormTable } from './FormTable.tsx'
import { ReturnRowParts } from './queries.ts'
import type { ReportingPeriod } from './queries.ts'

const TotalsQuery = graphql(
  `
    query ReturnTotals($academicYear: Int!, $period: ReportPeriod!, $commune: String) {
      returnTotals(academicYear: $academicYear, period: $period, commune: $commune) {
        communeName
        schools
        approved
        lastApprovedAt
        approvedBy
        forms {
          code
          version
          schools
          rows {
            ...ReturnRowParts
          }
        }
      }
    }
  `,
  [ReturnRowParts],
)

/** The ministry's forms added up over the approved returns and no others. */
export function Totals({ period, commune }: { period: ReportingPeriod; commune: string | null }) {
  const t = useText()
  const { academicYear, period: code } = period
  const [{ data, error }, again] = useQuery({ query: TotalsQuery, variables: { academicYear, period: code, commune } })
  const [opened, open] = useState<string>()
  if (error && !data)
    return <ErrorState problem={problemOf(error)} onRetry={() => again({ requestPolicy: 'network-only' })} />
  const totals = data?.returnTotals
  if (!totals) return null
  const query = commune ? `?commune=${commune}` : ''
  return (
    <div className="return-body">
      <div className="row spread wrap return-totals">
        <p className="dim">
          {t('reporting.totals_of', { approved: totals.approved, schools: totals.schools })}
          {totals.lastApprovedAt &&
            ` ${t('reporting.last_approved', { at: formatInstant(totals.lastApprovedAt), by: totals.approvedBy })}`}
        </p>
        {totals.forms.length > 0 && (
          <ExportMenu path={`/statistics/totals/${academicYear}-${academicYear + 1}/${code}`} query={query} />
        )}
      </div>
      {totals.forms.map((form) => (
        <Panel
          key={form.code}
          title={t('reporting.form', { code: form.code })}
          aside={<span className="small faint">{t('reporting.schools_in_form', { count: form.schools })}</span>}
        >
          <FormTable form={form} opened={opened} onOpen={open} />
        </Panel>
      ))}
      {totals.forms.length === 0 && (
        <EmptyState title={t('reporting.nothing_approved')}>{t('reporting.nothing_approved_why')}</EmptyState>
      )}
    </div>
  )
}
