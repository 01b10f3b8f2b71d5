import { useState } from 'react'
import { useQuery } from 'urql'
import { Link, useParams } from 'wouter'
import { graphql, problemOf } from '../../graphql.ts'
import { useAct } from '../../shell/act.ts'
import { formatDay, formatInstant, useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Note } from '../../ui/Note.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { announce } from '../../ui/StatusLine.tsx'
import { accountSlip } from './account-slip.ts'
import { ReasonDialog } from '../../shell/ReasonDialog.tsx'
import { AccountPosts } from './AccountPosts.tsx'
import { GrantPost } from './GrantPost.tsx'
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
      hasSecondFactor
      canClose
      teaching {
        school
        homeroom
        className
        subject {
          shortName
        }
      }
      posts {
        id
        role
        subjects {
          shortName
        }
        levels
        validFrom
        validTo
        current
        canEnd
        unit {
          slug
          shortName
          kind
        }
      }
    }
    unit(slug: $unit) {
      id
      name
      shortName
      kind
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
const ResetFactor = graphql(`
  mutation ResetSecondFactor($account: ID!, $reason: String!) {
    resetSecondFactor(account: $account, reason: $reason)
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
/** One account: its posts with their dates, a new code, closing and opening. */
export function AccountDetail() {
  const t = useText()
  const { unit: slug, account: id } = useParams<{ unit: string; account: string }>()
  const [{ data, error }, again] = useQuery({ query: AccountQuery, variables: { id, unit: slug } })
  const [slips, setSlips] = useState<readonly Slip[]>()
  const [closing, setClosing] = useState(false)
  const [resetting, setResetting] = useState(false)
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
            {account.canRenew && account.hasSecondFactor && (
              <Button onClick={() => setResetting(true)}>{t('factor.reset')}</Button>
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
        <AccountPosts account={account} onChanged={refetch} />
        {unit.grantableRoles.length > 0 && <GrantPost account={account.id} unit={unit} onGranted={refetch} />}
      </div>
      {resetting && (
        <ReasonDialog
          title={t('factor.reset')}
          lead={t('factor.reset_why')}
          submit={t('factor.reset')}
          document={ResetFactor}
          variablesOf={(reason) => ({ account: account.id, reason })}
          onClose={() => setResetting(false)}
          onDone={() => {
            setResetting(false)
            announce(t('factor.reset_done', { name: account.displayName }))
            refetch()
          }}
        />
      )}
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
