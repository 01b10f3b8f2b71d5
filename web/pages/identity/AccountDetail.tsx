import { useState } from 'react'
import { useQuery } from 'urql'
import { Link, useParams } from 'wouter'
import { graphql, problemOf, type ResultOf } from '../../graphql.ts'
import { useAct } from '../../shell/act.ts'
import type { Role } from '../../shell/session.ts'
import { formatDay, formatInstant, useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { SelectField } from '../../ui/Field.tsx'
import { Note } from '../../ui/Note.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { announce } from '../../ui/StatusLine.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { accountSlip } from './account-slip.ts'
import { ReasonDialog } from '../../shell/ReasonDialog.tsx'
import { SlipSheet, type Slip } from './SlipSheet.tsx'
import './accounts.css'

const AccountQuery = graphql(`
  query AccountOfUnit($id: ID!, $unit: String!) {
    account(id: $id) {
      id
      displayName
      login
      state
      lastSignInAt
      codeUntil
      canRenew
      canClose
      posts {
        id
        role
        validFrom
        validTo
        current
        canEnd
        unit {
          shortName
        }
      }
    }
    unit(slug: $unit) {
      id
      name
      shortName
      grantableRoles
    }
  }
`)
const RenewCode = graphql(`
  mutation RenewAccountCode($accounts: [ID!]!) {
    renewAccountCodes(accounts: $accounts) {
      account
      displayName
      login
      code
      expiresAt
    }
  }
`)
const CloseAccount = graphql(`
  mutation CloseAccount($account: ID!, $reason: String!) {
    closeAccount(account: $account, reason: $reason) {
      id
      state
    }
  }
`)
const ReopenAccount = graphql(`
  mutation ReopenAccount($account: ID!) {
    reopenAccount(account: $account) {
      id
      state
    }
  }
`)
const GrantPost = graphql(`
  mutation GrantPost($account: ID!, $unit: ID!, $post: PostInput!) {
    grantPost(account: $account, unit: $unit, post: $post) {
      id
      posts {
        id
      }
    }
  }
`)
const EndPost = graphql(`
  mutation EndPost($post: ID!, $on: LocalDate, $reason: String!) {
    endPost(post: $post, on: $on, reason: $reason)
  }
`)

type Post = NonNullable<ResultOf<typeof AccountQuery>['account']>['posts'][number]

/** One account: its posts with their dates, a new code, closing and opening. */
export function AccountDetail() {
  const t = useText()
  const { unit: slug, account: id } = useParams<{ unit: string; account: string }>()
  const [{ data, error }, again] = useQuery({ query: AccountQuery, variables: { id, unit: slug } })
  const [slips, setSlips] = useState<readonly Slip[]>()
  const [closing, setClosing] = useState(false)
  const renewing = useAct(RenewCode)
  const reopening = useAct(ReopenAccount)
  const refetch = () => again({ requestPolicy: 'network-only' })
  const account = data?.account
  const unit = data?.unit
  const refused = renewing.refusal.general ?? reopening.refusal.general

  if (error && !account) {
    return (
      <Page narrow>
        <ErrorState problem={problemOf(error)} onRetry={refetch} />
      </Page>
    )
  }
  if (!account || !unit) return <Page narrow busy />
  if (slips) {
    return (
      <Page narrow>
        <PageHead title={account.displayName} />
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
  const renew = async () => {
    const done = await renewing.act({ accounts: [account.id] })
    if (done) setSlips(done.renewAccountCodes.map((slip) => accountSlip(t, unit.name, slip)))
  }

  return (
    <Page narrow>
      <PageHead
        title={account.displayName}
        actions={
          <>
            {account.canRenew && account.state !== 'closed' && (
              <Button icon="key" busy={renewing.busy} onClick={() => void renew()}>
                {t('accounts.new_code')}
              </Button>
            )}
            {account.canClose && account.state !== 'closed' && (
              <Button icon="lock" onClick={() => setClosing(true)}>
                {t('accounts.close')}
              </Button>
            )}
            {account.canClose && account.state === 'closed' && (
              <Button
                busy={reopening.busy}
                onClick={() => void reopening.act({ account: account.id }).then((done) => done && refetch())}
              >
                {t('accounts.reopen')}
              </Button>
            )}
          </>
        }
      >
        <Link href={`/accounts/${slug}`}>{t('accounts.title', { unit: unit.shortName })}</Link>
      </PageHead>
      <div className="cols">
        {refused && <Note kind="bad">{refused}</Note>}
        <Panel padded>
          <dl className="account-facts">
            <dt>{t('accounts.login')}</dt>
            <dd>{account.login}</dd>
            <dt>{t('accounts.state')}</dt>
            <dd>{t(`accounts.state_${account.state}`)}</dd>
            <dt>{t('accounts.seen')}</dt>
            <dd>{account.lastSignInAt ? formatInstant(account.lastSignInAt) : t('accounts.never')}</dd>
            {account.codeUntil && (
              <>
                <dt>{t('accounts.open_code')}</dt>
                <dd>{t('accounts.open_code_until', { day: formatDay(account.codeUntil) })}</dd>
              </>
            )}
          </dl>
        </Panel>
        <Posts posts={account.posts} onChanged={refetch} />
        {unit.grantableRoles.length > 0 && <Grant account={account.id} unit={unit} onGranted={refetch} />}
      </div>
      {closing && (
        <ReasonDialog
          title={t('accounts.close_title', { name: account.displayName })}
          lead={t('accounts.close_lead')}
          submit={t('accounts.close')}
          document={CloseAccount}
          variablesOf={(reason) => ({ account: account.id, reason })}
          onClose={() => setClosing(false)}
          onDone={() => {
            setClosing(false)
            refetch()
          }}
        />
      )}
    </Page>
  )
}

function Posts({ posts, onChanged }: { posts: readonly Post[]; onChanged: () => void }) {
  const t = useText()
  const [ending, setEnding] = useState<Post>()
  const [on, setOn] = useState<string | undefined>('')
  return (
    <Panel title={t('accounts.posts')}>
      <DataTable
        label={t('accounts.posts')}
        rows={posts}
        rowKey={(post) => post.id}
        columns={[
          {
            key: 'role',
            header: t('accounts.posts'),
            cell: (post) => (
              <span className={post.current ? undefined : 'faint'}>{t(`identity.role.${post.role}`)}</span>
            ),
          },
          { key: 'unit', header: t('accounts.unit'), cell: (post) => post.unit?.shortName },
          {
            key: 'dates',
            header: t('accounts.dates'),
            cell: (post) =>
              post.validTo
                ? t('accounts.from_to', { from: formatDay(post.validFrom), to: formatDay(post.validTo) })
                : t('accounts.since', { from: formatDay(post.validFrom) }),
          },
          {
            key: 'act',
            header: <span className="sr">{t('accounts.acts')}</span>,
            bare: true,
            num: true,
            cell: (post) =>
              post.current && post.canEnd ? (
                <Button kind="link" className="small" onClick={() => setEnding(post)}>
                  {t('accounts.end_post')}
                </Button>
              ) : (
                !post.current && <Tag>{t('accounts.not_current')}</Tag>
              ),
          },
        ]}
      />
      {ending && (
        <ReasonDialog
          title={t('accounts.end_post_title', {
            role: t(`identity.role.${ending.role}`),
            unit: ending.unit?.shortName ?? '',
          })}
          lead={t('accounts.end_post_lead')}
          submit={t('accounts.end_post')}
          document={EndPost}
          variablesOf={(reason) => ({ post: ending.id, on: on || null, reason })}
          onClose={() => setEnding(undefined)}
          onDone={() => {
            announce(t('accounts.post_ended'))
            setEnding(undefined)
            onChanged()
          }}
        >
          <DateField
            label={t('accounts.last_day')}
            hint={t('accounts.last_day_hint')}
            optional
            value={on ?? ''}
            onChange={setOn}
          />
        </ReasonDialog>
      )}
    </Panel>
  )
}

function Grant({
  account,
  unit,
  onGranted,
}: {
  account: string
  unit: { id: string; shortName: string; grantableRoles: readonly Role[] }
  onGranted: () => void
}) {
  const t = useText()
  const [role, setRole] = useState<Role>(unit.grantableRoles[0]!)
  const [from, setFrom] = useState<string | undefined>('')
  const [to, setTo] = useState<string | undefined>('')
  const { act, busy, refusal } = useAct(GrantPost)
  const grant = async () => {
    if (from === undefined || to === undefined) return
    const done = await act({ account, unit: unit.id, post: { role, validFrom: from || null, validTo: to || null } })
    if (!done) return
    announce(t('accounts.granted', { role: t(`identity.role.${role}`) }))
    onGranted()
  }
  return (
    <Panel title={t('accounts.grant', { unit: unit.shortName })} padded>
      <div className="fields">
        {refusal.general && !refusal.fields['role'] && (
          <div className="whole">
            <Note kind="bad">{refusal.general}</Note>
          </div>
        )}
        <SelectField
          label={t('accounts.role')}
          value={role}
          options={unit.grantableRoles.map((one) => ({ value: one, label: t(`identity.role.${one}`) }))}
          error={refusal.fields['role']}
          onChange={(event) => setRole(event.target.value as Role)}
        />
        <span />
        <DateField
          label={t('accounts.first_day')}
          hint={t('accounts.first_day_hint')}
          optional
          value={from ?? ''}
          onChange={setFrom}
        />
        <DateField
          label={t('accounts.last_day')}
          optional
          value={to ?? ''}
          error={refusal.fields['validTo']}
          onChange={setTo}
        />
        <div className="whole">
          <Button busy={busy} onClick={() => void grant()}>
            {t('accounts.grant_submit', { role: t(`identity.role.${role}`) })}
          </Button>
        </div>
      </div>
    </Panel>
  )
}
