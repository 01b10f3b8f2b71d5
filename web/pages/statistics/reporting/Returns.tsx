import { useState } from 'react'
import { useQuery } from 'urql'
import { useSearchParams } from 'wouter'
import { graphql, problemOf } from '../../../graphql.ts'
import type { ResultOf } from '../../../graphql.ts'
import { unitsOf } from '../../../shell/side.ts'
import { useViewer } from '../../../shell/session.ts'
import { formatDay, formatNumber, useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { DataTable } from '../../../ui/DataTable.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Page } from '../../../ui/Page.tsx'
import { PageHead } from '../../../ui/PageHead.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Tabs } from '../../../ui/Tabs.tsx'
import { PeriodForm } from './PeriodForm.tsx'
import { PeriodPick } from './PeriodPick.tsx'
import { ReportingPeriodsQuery, type ReportingPeriod } from './queries.ts'
import { SchoolPeriods } from './SchoolPeriods.tsx'
import { SchoolLines, states, type ReturnState } from './SchoolLines.tsx'
import { Totals } from './Totals.tsx'
import { periodName } from './words.ts'
import './reporting.css'

const CommunesQuery = graphql(`
  query ReturnsByCommune($academicYear: Int!, $period: ReportPeriod!) {
    returnsByCommune(academicYear: $academicYear, period: $period) {
      code
      name
      schools
      draft
      submitted
      checked
      approved
      returned
    }
  }
`)

type Commune = ResultOf<typeof CommunesQuery>['returnsByCommune'][number]

/** Statistical reports: an office sees who has handed in and adds up what is approved; a school sees its own returns. */
export function Returns() {
  const t = useText()
  const { posts } = useViewer()
  const [{ data, error }, again] = useQuery({ query: ReportingPeriodsQuery })
  const refresh = () => again({ requestPolicy: 'network-only' })
  const periods = data?.reportingPeriods
  const office = posts.some(({ role }) => ['administrator', 'leader', 'officer', 'commune_officer'].includes(role))
  const schools = unitsOf(posts, ['principal', 'vice_principal', 'school_administrator', 'stand_in'])
  if (error && !periods)
    return (
      <Page narrow>
        <ErrorState problem={problemOf(error)} onRetry={refresh} />
      </Page>
    )
  if (office) return <OfficeReturns periods={periods} sets={data?.maySetReportingPeriods ?? false} refresh={refresh} />
  return (
    <Page narrow busy={!periods}>
      <PageHead title={t('reporting.title')}>{t('reporting.school_lead')}</PageHead>
      {periods?.length === 0 && (
        <EmptyState title={t('reporting.no_period')}>{t('reporting.no_period_why')}</EmptyState>
      )}
      {schools.map((school) => (
        <SchoolPeriods key={school.slug} school={school} periods={periods} several={schools.length > 1} />
      ))}
    </Page>
  )
}

function OfficeReturns({
  periods,
  sets,
  refresh,
}: {
  periods: readonly ReportingPeriod[] | undefined
  /** Whether the person sets periods. */
  sets: boolean
  refresh: () => void
}) {
  const t = useText()
  const { today } = useViewer()
  const [address, setAddress] = useSearchParams()
  const [setting, set] = useState(false)
  const asked = periods?.find(
    ({ academicYear, period }) => String(academicYear) === address.get('year') && period === address.get('period'),
  )
  // A period that is set ahead does not stand before the one at work.
  const period = asked ?? periods?.find(({ asOf }) => asOf <= today) ?? periods?.[0]
  const put = (changes: Record<string, string | null>) =>
    setAddress((now) => {
      const next = new URLSearchParams(now)
      for (const [name, value] of Object.entries(changes)) {
        if (value === null) next.delete(name)
        else next.set(name, value)
      }
      return next
    })
  const view = address.get('view') === 'totals' ? 'totals' : 'schools'
  return (
    <Page narrow busy={!periods}>
      <PageHead
        title={t('reporting.title')}
        actions={
          <>
            {period && (
              <PeriodPick
                periods={periods ?? []}
                period={period}
                onPick={({ academicYear, period: code }) => put({ year: String(academicYear), period: code })}
              />
            )}
            {sets && (
              <Button icon="calendar" onClick={() => set(true)}>
                {t('reporting.set_period')}
              </Button>
            )}
          </>
        }
      >
        {period
          ? t('reporting.period_line', { day: formatDay(period.asOf), due: formatDay(period.dueOn) })
          : t('reporting.no_period_line')}
      </PageHead>
      {setting && (
        <PeriodForm
          periods={periods ?? []}
          onDone={() => {
            set(false)
            refresh()
          }}
          onCancel={() => set(false)}
        />
      )}
      {periods?.length === 0 && !setting && (
        <EmptyState title={t('reporting.no_period')}>{t('reporting.no_period_office')}</EmptyState>
      )}
      {period && (
        <Tabs
          label={t('reporting.title')}
          value={view}
          tabs={[
            { value: 'schools', label: t('reporting.view_schools') },
            { value: 'totals', label: t('reporting.view_totals') },
          ]}
          onChange={(value) => put({ view: value === 'schools' ? null : value })}
        >
          <OfPeriod
            key={`${period.academicYear} ${period.period}`}
            period={period}
            view={view}
            commune={address.get('commune')}
            state={states.find((one) => one === address.get('state')) ?? null}
            onCommune={(commune) => put({ commune })}
            onState={(state) => put({ state })}
          />
        </Tabs>
      )}
    </Page>
  )
}

function OfPeriod({
  period,
  view,
  commune,
  state,
  onCommune,
  onState,
}: {
  period: ReportingPeriod
  view: 'schools' | 'totals'
  commune: string | null
  state: ReturnState | null
  onCommune: (commune: string | null) => void
  onState: (state: ReturnState | null) => void
}) {
  const t = useText()
  const { academicYear, period: code } = period
  const [{ data, error }, again] = useQuery({ query: CommunesQuery, variables: { academicYear, period: code } })
  const refresh = () => again({ requestPolicy: 'network-only' })
  const communes = data?.returnsByCommune
  if (error && !communes) return <ErrorState problem={problemOf(error)} onRetry={refresh} />
  const chosen = communes?.find((one) => one.code === commune)
  return (
    <div className="return-body">
      <Standing communes={chosen ? [chosen] : communes} name={chosen?.name} period={period} />
      {communes && communes.length > 1 && (
        <Panel
          title={t('reporting.by.commune')}
          aside={
            chosen && (
              <Button kind="link" onClick={() => onCommune(null)}>
                {t('reporting.all_communes')}
              </Button>
            )
          }
        >
          <Communes communes={communes} chosen={commune} onCommune={onCommune} />
        </Panel>
      )}
      {view === 'totals' ? (
        <Totals period={period} commune={chosen?.code ?? null} />
      ) : (
        <SchoolLines
          key={`${chosen?.code} ${state}`}
          period={period}
          commune={chosen?.code ?? null}
          state={state}
          onState={onState}
          onChanged={refresh}
        />
      )}
    </div>
  )
}

/** How far the returns are, in one sentence. */
function Standing({
  communes,
  name,
  period,
}: {
  communes: readonly Commune[] | undefined
  name?: string
  period: ReportingPeriod
}) {
  const t = useText()
  if (!communes) return <p className="dim return-standing">{'\u00a0'}</p>
  const sum = (field: 'schools' | 'draft' | 'submitted' | 'checked' | 'approved' | 'returned') =>
    communes.reduce((all, commune) => all + commune[field], 0)
  const waiting = sum('submitted') + sum('checked')
  return (
    <p className="return-standing">
      <b>
        {t('reporting.approved_of', { approved: formatNumber(sum('approved')), schools: formatNumber(sum('schools')) })}
      </b>
      {waiting > 0 && ` · ${t('reporting.waiting', { count: waiting })}`}
      {sum('draft') + sum('returned') > 0 && ` · ${t('reporting.not_in', { count: sum('draft') + sum('returned') })}`}
      {name && ` · ${name}`} · {periodName(t, period)}
    </p>
  )
}

function Communes({
  communes,
  chosen,
  onCommune,
}: {
  communes: readonly Commune[]
  chosen: string | null
  onCommune: (commune: string) => void
}) {
  const t = useText()
  const number = (
    field: 'schools' | 'draft' | 'submitted' | 'checked' | 'approved' | 'returned',
    header: string,
    secondary = false,
  ) => ({
    key: field,
    header,
    num: true,
    secondary,
    cell: (commune: Commune) =>
      commune[field] === 0 ? <span className="faint">0</span> : formatNumber(commune[field]),
  })
  return (
    <DataTable
      label={t('reporting.by.commune')}
      rows={communes}
      rowKey={({ code }) => code}
      isSelected={({ code }) => code === chosen}
      columns={[
        {
          key: 'name',
          header: t('reporting.by.commune'),
          cell: ({ code, name }) => (
            <Button kind="link" onClick={() => onCommune(code)}>
              {name || t('reporting.no_commune')}
            </Button>
          ),
        },
        number('schools', t('reporting.schools')),
        number('draft', t('reporting.state.draft')),
        number('returned', t('reporting.state.returned'), true),
        number('submitted', t('reporting.state.submitted')),
        number('checked', t('reporting.state.checked'), true),
        number('approved', t('reporting.state.approved')),
      ]}
    />
  )
}
