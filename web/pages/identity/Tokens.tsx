import { useState } from 'react'
import { useQuery } from 'urql'
import { useParams } from 'wouter'
import { graphql, problemOf, type ResultOf } from '../../graphql.ts'
import { useAct } from '../../shell/act.ts'
import { formatDay, formatInstant, useText } from '../../text.ts'
import type { Translate } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Note } from '../../ui/Note.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { announce } from '../../ui/StatusLine.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { MadeToken, type NewToken } from './MadeToken.tsx'
import { MakeToken } from './MakeToken.tsx'

const TokensQuery = graphql(`
  query ApiTokens($unit: String!) {
    apiTokens(unit: $unit) {
      unit
      unitName
      unitShortName
      making {
        posts {
          id
          role
        }
        furthestDay
        mostPerMinute
        usualPerMinute
      }
      tokens {
        id
        name
        prefix
        role
        madeBy
        readOnly
        perMinute
        lastDay
        usedAt
        address
        state
        unitName
        canRevoke
      }
    }
  }
`)
const Revoke = graphql(`
  mutation RevokeApiToken($token: ID!) {
    revokeApiToken(token: $token) {
      id
      state
      canRevoke
    }
  }
`)

type Token = NonNullable<ResultOf<typeof TokensQuery>['apiTokens']>['tokens'][number]

/** Machines that ask in a unit's name: their tokens, made once, listed and revoked. */
export function Tokens() {
  const t = useText()
  const { unit: slug = '' } = useParams<{ unit: string }>()
  const [{ data, error }, again] = useQuery({
    query: TokensQuery,
    variables: { unit: slug },
    requestPolicy: 'cache-and-network',
  })
  const [made, setMade] = useState<NewToken>()
  const [revoking, setRevoking] = useState<Token>()
  const refetch = () => again({ requestPolicy: 'network-only' })
  const unit = data?.apiTokens
  if (error && !data) return <ErrorState problem={problemOf(error)} onRetry={refetch} />
  const hidden = data && !unit
  return (
    <Page busy={!data}>
      <PageHead
        title={t('tokens.title', { unit: unit?.unitName ?? '' })}
        tabTitle={t('tokens.title', { unit: unit?.unitShortName ?? '' })}
      >
        {t('tokens.lead')}
      </PageHead>
      <div className="cols">
        {hidden && <EmptyState title={t('tokens.hidden')}>{t('tokens.hidden_why')}</EmptyState>}
        {made && <MadeToken made={made} onKept={() => setMade(undefined)} />}
        {!made && unit?.making && (
          <MakeToken
            unit={unit.unit}
            making={unit.making}
            onMade={(one) => {
              setMade(one)
              refetch()
            }}
          />
        )}
        {!hidden && (
          <Panel title={t('tokens.count', { count: unit?.tokens.length ?? 0 })}>
            <DataTable
              label={t('tokens.title', { unit: unit?.unitShortName ?? '' })}
              columns={columnsOf(t, setRevoking)}
              rows={unit?.tokens}
              rowKey={({ id }) => id}
              empty={<EmptyState title={t('tokens.empty')}>{t('tokens.empty_why')}</EmptyState>}
              expect={3}
            />
          </Panel>
        )}
      </div>
      {revoking && (
        <RevokeDialog
          token={revoking}
          onClose={() => {
            setRevoking(undefined)
            refetch()
          }}
        />
      )}
    </Page>
  )
}

function columnsOf(t: Translate, revoke: (token: Token) => void): Column<Token>[] {
  return [
    {
      key: 'name',
      header: t('tokens.software'),
      width: 160,
      cell: ({ name, prefix }) => (
        <>
          <b>{name}</b> <code className="small dim nowrap">{prefix}…</code>
        </>
      ),
    },
    {
      key: 'rights',
      header: t('tokens.rights'),
      width: 130,
      cell: ({ role, readOnly, perMinute }) => (
        <>
          {t(`identity.role.${role}`)}, {t(readOnly ? 'tokens.read_only' : 'tokens.read_write')}
          <div className="small dim">{t('tokens.limit', { count: perMinute })}</div>
        </>
      ),
    },
    { key: 'unit', header: t('tokens.unit'), width: 110, cell: ({ unitName }) => unitName },
    { key: 'by', header: t('tokens.by'), width: 110, cell: ({ madeBy }) => madeBy },
    { key: 'until', header: t('tokens.until'), width: 80, cell: ({ lastDay }) => formatDay(lastDay) },
    {
      key: 'used',
      header: t('tokens.used'),
      width: 120,
      cell: ({ usedAt, address }) =>
        usedAt ? (
          t('tokens.used_at', { at: formatInstant(usedAt), address: address ?? '?' })
        ) : (
          <span className="faint">{t('tokens.never')}</span>
        ),
    },
    {
      key: 'state',
      header: t('tokens.state'),
      width: 90,
      cell: ({ state }) => (
        <Tag kind={state === 'active' ? 'good' : undefined} icon={state === 'active' ? 'check' : 'close'}>
          {t(`tokens.state_${state}`)}
        </Tag>
      ),
    },
    {
      key: 'act',
      header: <span className="sr">{t('tokens.acts')}</span>,
      bare: true,
      num: true,
      cell: (token) =>
        token.canRevoke && (
          <Button kind="link" className="small" onClick={() => revoke(token)}>
            {t('tokens.revoke')}
          </Button>
        ),
    },
  ]
}

function RevokeDialog({ token, onClose }: { token: Token; onClose: () => void }) {
  const t = useText()
  const { act, busy, refusal } = useAct(Revoke)
  const revoke = async () => {
    if (!(await act({ token: token.id }))) return
    announce(t('tokens.revoked', { name: token.name }))
    onClose()
  }
  return (
    <Dialog
      title={t('tokens.revoke_title', { name: token.name })}
      onClose={onClose}
      actions={
        <>
          <Button kind="primary" busy={busy} onClick={() => void revoke()}>
            {t('tokens.revoke')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <p className="dim">{t('tokens.revoke_lead')}</p>
      {refusal.general && <Note kind="bad">{refusal.general}</Note>}
    </Dialog>
  )
}
