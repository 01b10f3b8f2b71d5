import { useState } from 'react'
import { useQuery } from 'urql'
import { Link } from 'wouter'
import { graphql, problemOf } from '../../../graphql.ts'
import type { ResultOf } from '../../../graphql.ts'
import { useViewer } from '../../../shell/session.ts'
import { formatInstant, formatNumber, useText } from '../../../text.ts'
import type { Column } from '../../../ui/DataTable.tsx'
import { DataTable } from '../../../ui/DataTable.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { SelectField } from '../../../ui/Field.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { Compare } from './Compare.tsx'
import { ManyActions } from './ManyActions.tsx'
import type { ReportingPeriod } from './queries.ts'
import { useDone } from './use-done.ts'
import { meaningOf, returnPath } from './words.ts'

const LinesQuery = graphql(`
  query SchoolReturns($academicYear: Int!, $period: ReportPeriod!, $commune: String, $state: ReturnState, $after: ID) {
    schoolReturns(academicYear: $academicYear, period: $period, commune: $commune, state: $state, after: $after) {
      more
      rows {
        id
        slug
        name
        commune
        state
        byOffice
        submittedAt
        approvedAt
        returnReason
        principal
        remindedAt
        overridden
        faults
        differing
        comparedAt
      }
    }
  }
`)

/** A school with where its return stands. */
export type SchoolLine = ResultOf<typeof LinesQuery>['schoolReturns']['rows'][number]
/** Where a return stands. */
export type ReturnState = SchoolLine['state']
/** The states in the order of the way. */
export const states: readonly ReturnState[] = ['draft', 'returned', 'submitted', 'checked', 'approved']

/** The schools of a period, as they are filtered, with where their returns stand; what an office can do for many at once stands above. */
export function SchoolLines({
  period,
  commune,
  state,
  onState,
  onChanged,
}: {
  period: ReportingPeriod
  commune: string | null
  state: ReturnState | null
  onState: (state: ReturnState | null) => void
  onChanged: () => void
}) {
  const t = useText()
  const { posts } = useViewer()
  const [after, setAfter] = useState<string | null>(null)
  const [before, setBefore] = useState<readonly SchoolLine[]>([])
  const { academicYear, period: code } = period
  const [{ data, error, fetching }, again] = useQuery({
    query: LinesQuery,
    variables: { academicYear, period: code, commune, state, after },
  })
  const refresh = () => {
    setAfter(null)
    setBefore([])
    again({ requestPolicy: 'network-only' })
    onChanged()
  }
  const done = useDone(refresh)
  const page = data?.schoolReturns
  const rows = page && [...before, ...page.rows.filter(({ id }) => !before.some((one) => one.id === id))]
  const columns = useColumns(academicYear, code)
  if (error && !page) return <ErrorState problem={problemOf(error)} onRetry={refresh} />
  const compares = posts.some(({ role }) => ['leader', 'officer', 'commune_officer'].includes(role))
  return (
    <Panel title={t('reporting.schools')}>
      <div className="pad return-many">
        {rows && <ManyActions rows={rows} done={done} onDone={refresh} />}
        <div className="row wrap return-pick">
          <SelectField
            label={t('reporting.standing')}
            value={state ?? ''}
            options={[
              { value: '', label: t('reporting.any_state') },
              ...states.map((value) => ({ value, label: t(`reporting.state.${value}`) })),
            ]}
            onChange={(event) => onState(states.find((one) => one === event.target.value) ?? null)}
          />
          {compares && <Compare period={period} onDone={refresh} />}
        </div>
      </div>
      <DataTable
        label={t('reporting.schools')}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        loadingMore={fetching}
        onMore={
          page?.more
            ? () => {
                setBefore(rows ?? [])
                setAfter(rows?.at(-1)?.id ?? null)
              }
            : undefined
        }
        empty={<EmptyState title={t('reporting.nobody_here')}>{t('reporting.nobody_here_why')}</EmptyState>}
      />
    </Panel>
  )
}

function useColumns(academicYear: number, period: ReportingPeriod['period']): Column<SchoolLine>[] {
  const t = useText()
  return [
    {
      key: 'name',
      header: t('reporting.school'),
      cell: ({ slug, name }) => (
        <Link className="quiet" href={returnPath({ slug, academicYear, period })}>
          {name}
        </Link>
      ),
    },
    { key: 'commune', header: t('reporting.by.commune'), secondary: true, cell: ({ commune }) => commune },
    {
      key: 'state',
      header: t('reporting.standing'),
      cell: ({ state }) => (
        <Tag kind={meaningOf(state)} icon={state === 'approved' ? 'lock' : undefined}>
          {t(`reporting.state.${state}`)}
        </Tag>
      ),
    },
    {
      key: 'submitted',
      header: t('reporting.submitted_at'),
      secondary: true,
      cell: ({ submittedAt, state }) =>
        submittedAt && state !== 'draft' && state !== 'returned' ? formatInstant(submittedAt) : '',
    },
    {
      key: 'overridden',
      header: t('reporting.by_hand_short'),
      num: true,
      secondary: true,
      cell: ({ overridden }) => (overridden > 0 ? formatNumber(overridden) : ''),
    },
    { key: 'remarks', header: t('reporting.remarks'), bare: true, cell: (line) => <Remarks line={line} /> },
  ]
}

function Remarks({ line: { faults, differing, comparedAt, remindedAt, state } }: { line: SchoolLine }) {
  const t = useText()
  const open = state === 'draft' || state === 'returned'
  const parts = [
    faults ? t('reporting.faults_short', { count: faults }) : '',
    differing && !open ? t('reporting.differing', { count: differing }) : '',
    comparedAt && !faults && !differing && !open ? t('reporting.same_as_records') : '',
    remindedAt && state !== 'approved' ? t('figures.reminded_at', { at: formatInstant(remindedAt) }) : '',
  ].filter(Boolean)
  return <span className="small dim">{parts.join(' · ')}</span>
}
