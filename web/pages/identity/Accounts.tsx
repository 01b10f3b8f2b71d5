import { useState } from 'react'
import { useClient, useQuery } from 'urql'
import { Link, useParams, useSearchParams } from 'wouter'
import { graphql, problemOf, type ResultOf } from '../../graphql.ts'
import { useAct } from '../../shell/act.ts'
import type { Role } from '../../shell/session.ts'
import { formatInstant, useText } from '../../text.ts'
import type { Translate } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { SelectField, TextField } from '../../ui/Field.tsx'
import { Note } from '../../ui/Note.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { accountSlip } from './account-slip.ts'
import { OpenAccount } from './OpenAccount.tsx'
import { postName, postScope } from './scope.ts'
import { SlipSheet, type Slip } from './SlipSheet.tsx'
import { StandIn } from './StandIn.tsx'
import './accounts.css'

const AccountsQuery = graphql(`
  query Accounts($unit: String!, $search: String, $state: AccountState, $role: Role, $after: String) {
    unit(slug: $unit) {
      id
      slug
      name
      shortName
      code
      kind
      grantableRoles
      canStandIn
      staffWithoutAccount
      accountCounts {
        total
        never
      }
      accounts(first: 50, after: $after, search: $search, state: $state, role: $role) {
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            id
            displayName
            login
            state
            lastSignInAt
            codeUntil
            canRenew
            posts {
              id
              role
              current
              subjects {
                shortName
              }
              levels
              unit {
                slug
                shortName
                kind
              }
            }
            teaching {
              school
              homeroom
              className
              subject {
                shortName
              }
            }
          }
        }
      }
    }
  }
`)
const RenewCodes = graphql(`
  mutation RenewAccountCodes($accounts: [ID!]!) {
    renewAccountCodes(accounts: $accounts) {
      account
      displayName
      login
      code
      expiresAt
    }
  }
`)

const OpenStaffAccounts = graphql(`
  mutation OpenStaffAccounts($unit: ID!) {
    openStaffAccounts(unit: $unit) {
      account
      displayName
      login
      code
      expiresAt
    }
  }
`)

type Unit = NonNullable<ResultOf<typeof AccountsQuery>['unit']>
type Account = Unit['accounts']['edges'][number]['node']
const states = ['invited', 'active', 'closed'] as const
const officeRoles = ['administrator', 'leader', 'officer', 'commune_officer'] as const
const schoolRoles = [
  'principal',
  'vice_principal',
  'school_administrator',
  'team_head',
  'teacher',
  'clerk',
  'librarian',
  'equipment_keeper',
  'pupil',
] as const
const accountRoles = [...officeRoles, ...schoolRoles] as const

/** The accounts of a unit: open one, print slips for those who have not been here, find one. */
export function Accounts() {
  const t = useText()
  const { unit: slug } = useParams<{ unit: string }>()
  const [address, setAddress] = useSearchParams()
  const search = address.get('q') ?? ''
  const state = states.find((one) => one === address.get('state'))
  const role = accountRoles.find((one) => one === address.get('role'))
  const variables = { unit: slug, search: search || null, state: state ?? null, role: role ?? null }
  const [{ data, error, stale }, again] = useQuery({ query: AccountsQuery, variables })
  const [slips, setSlips] = useState<readonly Slip[]>()
  const renewing = useAct(RenewCodes)
  const opening = useAct(OpenStaffAccounts)
  const unit = data?.unit
  const { rows, more } = useMore(unit, variables)
  const refetch = () => again({ requestPolicy: 'network-only' })
  const invited = rows?.filter((account) => account.canRenew && account.state === 'invited') ?? []

  if (error && !unit) {
    return (
      <Page>
        <ErrorState problem={problemOf(error)} onRetry={refetch} />
      </Page>
    )
  }
  if (slips) {
    return (
      <Page>
        <PageHead title={t('accounts.slips_title', { unit: unit?.shortName ?? '' })} />
        <SlipSheet
          slips={slips}
          onDone={() => {
            setSlips(undefined)
            refetch()
          }}
        />
      </Page>
    )
  }
  const renew = async (accounts: readonly Account[]) => {
    const done = await renewing.act({ accounts: accounts.map((account) => account.id) })
    if (done) setSlips(done.renewAccountCodes.map((slip) => accountSlip(t, unit?.name ?? '', slip)))
  }
  const openStaff = async () => {
    const done = await opening.act({ unit: unit?.id ?? '' })
    if (done) setSlips(done.openStaffAccounts.map((slip) => accountSlip(t, unit?.name ?? '', slip)))
  }
  const refused = renewing.refusal.general ?? opening.refusal.general
  const filter = (name: string, value: string) =>
    setAddress(
      (before) => {
        const next = new URLSearchParams(before)
        if (value) next.set(name, value)
        else next.delete(name)
        return next
      },
      { replace: true },
    )

  return (
    <Page busy={!unit}>
      <PageHead
        title={t('accounts.title', { unit: unit?.name ?? '' })}
        tabTitle={t('accounts.title', { unit: unit?.shortName ?? '' })}
        actions={unit?.canStandIn && <StandIn unit={unit} />}
      >
        {unit?.accountCounts && t('accounts.summary', { code: unit.code, ...unit.accountCounts })}
      </PageHead>
      <div className="cols">
        {unit && unit.grantableRoles.length > 0 && (
          <OpenAccount
            unit={unit}
            onSlip={(slip) => {
              if (slip.code) setSlips([accountSlip(t, unit.name, slip)])
              else refetch()
            }}
          />
        )}
        {unit && unit.staffWithoutAccount > 0 && (
          <Note kind="wait" icon="people">
            <div className="row wrap spread">
              <span>{t('accounts.from_staff', { count: unit.staffWithoutAccount })}</span>
              <Button busy={opening.busy} onClick={() => void openStaff()}>
                {t('accounts.from_staff_submit', { count: unit.staffWithoutAccount })}
              </Button>
            </div>
          </Note>
        )}
        {refused && <Note kind="bad">{refused}</Note>}
        {unit && !unit.accountCounts && (
          <EmptyState title={t('accounts.hidden')}>{t('accounts.hidden_why')}</EmptyState>
        )}
        {(!unit || unit.accountCounts) && (
          <Panel
            title={t('accounts.count', { count: unit?.accountCounts?.total ?? 0 })}
            aside={
              invited.length > 0 && (
                <Button icon="print" busy={renewing.busy} onClick={() => void renew(invited)}>
                  {t('accounts.print_invited', { count: invited.length })}
                </Button>
              )
            }
          >
            <div className="pad accounts-filter noprint">
              <TextField
                label={t('accounts.search')}
                type="search"
                placeholder={t('accounts.search_example')}
                defaultValue={search}
                onChange={(event) => filter('q', event.target.value)}
              />
              <SelectField
                label={t('accounts.by_post')}
                value={role ?? ''}
                placeholder={t('accounts.state_all')}
                options={(unit && unit.kind !== 'school' && unit.kind !== 'centre' ? officeRoles : schoolRoles).map(
                  (value) => ({ value, label: t(`identity.role.${value}`) }),
                )}
                onChange={(event) => filter('role', event.target.value)}
              />
              <SelectField
                label={t('accounts.state')}
                value={state ?? ''}
                placeholder={t('accounts.state_all')}
                options={states.map((value) => ({ value, label: t(`accounts.state_${value}`) }))}
                onChange={(event) => filter('state', event.target.value)}
              />
            </div>
            <DataTable
              label={t('accounts.title', { unit: unit?.shortName ?? '' })}
              columns={columnsOf(t, slug, renewing.busy, (account) => void renew([account]))}
              rows={stale && !rows?.length ? undefined : rows}
              rowKey={(account) => account.id}
              onMore={more}
              empty={<EmptyState title={t('accounts.empty')}>{t('accounts.empty_why')}</EmptyState>}
              expect={12}
            />
          </Panel>
        )}
      </div>
    </Page>
  )
}

/** The first page comes with the query; the next ones are added to it until the question changes. */
function useMore(
  unit: Unit | null | undefined,
  variables: { unit: string; search: string | null; state: Account['state'] | null; role: Role | null },
) {
  const client = useClient()
  const first = unit?.accounts
  const [added, setAdded] = useState<{ to: Unit['accounts']; pages: Unit['accounts'][] }>()
  const pages = first && added?.to === first ? added.pages : []
  const last = pages.at(-1) ?? first
  const more = async () => {
    if (!first) return
    const { data } = await client.query(AccountsQuery, { ...variables, after: last?.pageInfo.endCursor ?? null })
    const next = data?.unit?.accounts
    if (next) setAdded({ to: first, pages: [...pages, next] })
  }
  return {
    rows: first && [first, ...pages].flatMap((page) => page.edges.map((edge) => edge.node)),
    more: last?.pageInfo.hasNextPage ? () => void more() : undefined,
  }
}

function columnsOf(t: Translate, unit: string, busy: boolean, renew: (account: Account) => void): Column<Account>[] {
  const inUnit = (account: Account) => account.posts.filter((post) => post.unit?.slug === unit)
  return [
    {
      key: 'name',
      header: t('accounts.name'),
      width: 170,
      cell: (account) => (
        <Link href={`/accounts/${unit}/${account.id}`} className="plain-link">
          <Name name={account.displayName} />
        </Link>
      ),
    },
    {
      key: 'posts',
      header: t('accounts.posts'),
      width: 130,
      cell: (account) => [...new Set(inUnit(account).map((post) => postName(t, post, account.teaching)))].join('; '),
    },
    {
      key: 'scope',
      header: t('accounts.scope'),
      width: 130,
      cell: (account) => [...new Set(inUnit(account).map((post) => postScope(t, post, account.teaching)))].join('; '),
    },
    { key: 'login', header: t('accounts.login'), width: 90, secondary: true, cell: (account) => account.login },
    { key: 'seen', header: t('accounts.seen'), width: 120, cell: (account) => <Seen account={account} /> },
    {
      key: 'act',
      header: <span className="sr">{t('accounts.acts')}</span>,
      bare: true,
      num: true,
      cell: (account) =>
        account.canRenew && account.state === 'invited' ? (
          <Button kind="link" className="small" busy={busy} onClick={() => renew(account)}>
            {t('accounts.new_code')}
          </Button>
        ) : (
          <Link href={`/accounts/${unit}/${account.id}`} className="small">
            {t('accounts.open')}
          </Link>
        ),
    },
  ]
}

function Seen({ account }: { account: Account }) {
  const t = useText()
  if (account.state === 'closed') return <Tag icon="lock">{t('accounts.state_closed')}</Tag>
  if (account.lastSignInAt) return <span className="nowrap">{formatInstant(account.lastSignInAt)}</span>
  return <span className="faint">{t('accounts.never')}</span>
}

/** A name with its given name in bold, as lists show it. */
export function Name({ name }: { name: string }) {
  const at = name.lastIndexOf(' ') + 1
  return (
    <>
      {name.slice(0, at)}
      <b>{name.slice(at)}</b>
    </>
  )
}
