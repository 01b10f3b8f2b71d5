import { Suspense, useState } from 'react'
import type { FormEvent } from 'react'
import { useQuery } from 'urql'
import { graphql, problemOf } from '../../graphql.ts'
import { useAct } from '../../shell/act.ts'
import { formatInstant, useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { TextField } from '../../ui/Field.tsx'
import { Note } from '../../ui/Note.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Qr } from '../../ui/Qr.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { announce } from '../../ui/StatusLine.tsx'
import { Passkeys } from './Passkeys.tsx'
import { RecoveryCodes } from './RecoveryCodes.tsx'

const OwnFactorQuery = graphql(`
  query OwnFactor {
    ownSecondFactor {
      since
      codesLeft
      demanded
      passkeys {
        id
        name
        synced
        addedAt
        usedAt
      }
    }
  }
`)
const Begin = graphql(`
  mutation BeginSecondFactor {
    beginSecondFactor {
      secret
      uri
    }
  }
`)
const Confirm = graphql(`
  mutation ConfirmSecondFactor($code: String!) {
    confirmSecondFactor(code: $code)
  }
`)
const Renew = graphql(`
  mutation RenewRecoveryCodes($code: String) {
    renewRecoveryCodes(code: $code)
  }
`)
const End = graphql(`
  mutation EndSecondFactor($code: String!) {
    endSecondFactor(code: $code)
  }
`)

/** The own second factors: an authenticator app, passkeys, recovery codes. `onReady` follows the first setting up. */
export function SecondFactor({ onReady }: { onReady?: () => void }) {
  const t = useText()
  const [{ data, error }, again] = useQuery({ query: OwnFactorQuery, requestPolicy: 'network-only' })
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const begin = useAct(Begin)
  const [offer, setOffer] = useState<{ secret: string; uri: string } | null>(null)
  const refetch = () => again({ requestPolicy: 'network-only' })
  const factor = data?.ownSecondFactor

  const shown = (given: readonly string[]) => {
    setOffer(null)
    setCodes(given)
    refetch()
  }
  const put = () => {
    setCodes(null)
    onReady?.()
  }
  if (codes)
    return (
      <Panel title={t('factor.title')} padded>
        <RecoveryCodes codes={codes} onKept={put} />
      </Panel>
    )
  const changed = (given: readonly string[]) => (given.length ? shown(given) : refetch())
  return (
    <>
      <Panel title={t('factor.title')} padded>
        {error && !factor ? (
          <ErrorState problem={problemOf(error)} onRetry={refetch} />
        ) : offer ? (
          <Offer offer={offer} onConfirmed={shown} onCancel={() => setOffer(null)} />
        ) : factor?.since ? (
          <InUse since={factor.since} codesLeft={factor.codesLeft} onCodes={shown} onEnded={refetch} />
        ) : (
          <div className="factor-off">
            {factor?.passkeys.length ? (
              <CodesOfPasskeys codesLeft={factor.codesLeft} onCodes={shown} />
            ) : factor?.demanded ? (
              <Note kind="wait">{t('factor.demanded')}</Note>
            ) : (
              <p className="dim">{t('factor.off')}</p>
            )}
            {begin.refusal.general && <Note kind="bad">{begin.refusal.general}</Note>}
            <div className="row">
              <Button
                kind="primary"
                busy={begin.busy}
                onClick={() => void begin.act({}).then((done) => done && setOffer(done.beginSecondFactor))}
              >
                {t('factor.begin')}
              </Button>
            </div>
          </div>
        )}
      </Panel>
      {factor && <Passkeys passkeys={factor.passkeys} onChanged={changed} />}
    </>
  )
}

/** Recovery codes of an account that has passkeys and no app. */
function CodesOfPasskeys({ codesLeft, onCodes }: { codesLeft: number; onCodes: (codes: readonly string[]) => void }) {
  const t = useText()
  const { act, busy, refusal } = useAct(Renew)
  return (
    <>
      <p className="dim">{t('factor.by_passkey', { count: codesLeft })}</p>
      {codesLeft < 4 && <Note kind="wait">{t('factor.few_codes', { count: codesLeft })}</Note>}
      {refusal.general && <Note kind="bad">{refusal.general}</Note>}
      <div className="row">
        <Button
          busy={busy}
          onClick={() => void act({ code: null }).then((done) => done && onCodes(done.renewRecoveryCodes))}
        >
          {t('factor.renew')}
        </Button>
      </div>
    </>
  )
}

function Offer({
  offer,
  onConfirmed,
  onCancel,
}: {
  offer: { secret: string; uri: string }
  onConfirmed: (codes: readonly string[]) => void
  onCancel: () => void
}) {
  const t = useText()
  const [code, setCode] = useState('')
  const { act, busy, refusal } = useAct(Confirm)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const done = await act({ code })
    if (!done) return
    announce(t('factor.confirmed'))
    onConfirmed(done.confirmSecondFactor)
  }
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="account-form">
      <p>{t('factor.scan')}</p>
      <Suspense fallback={<Skeleton />}>
        <div className="factor-qr">
          <Qr text={offer.uri} label={t('factor.qr')} />
        </div>
      </Suspense>
      <p className="small dim">
        {t('factor.by_hand')} <code className="factor-secret">{offer.secret.match(/.{1,4}/g)?.join(' ')}</code>
      </p>
      <CodeField
        value={code}
        onChange={setCode}
        label={t('factor.code')}
        error={refusal.fields['code'] ?? refusal.general}
      />
      <div className="row wrap">
        <Button kind="primary" type="submit" busy={busy}>
          {t('factor.confirm')}
        </Button>
        <Button onClick={onCancel}>{t('factor.cancel')}</Button>
      </div>
    </form>
  )
}

function InUse({
  since,
  codesLeft,
  onCodes,
  onEnded,
}: {
  since: string
  codesLeft: number
  onCodes: (codes: readonly string[]) => void
  onEnded: () => void
}) {
  const t = useText()
  const [code, setCode] = useState('')
  const renew = useAct(Renew)
  const end = useAct(End)
  const refusal =
    renew.refusal.fields['code'] ?? renew.refusal.general ?? end.refusal.fields['code'] ?? end.refusal.general
  const renewNow = async (event: FormEvent) => {
    event.preventDefault()
    const done = await renew.act({ code })
    if (done) onCodes(done.renewRecoveryCodes)
    setCode('')
  }
  const endNow = async () => {
    if (!(await end.act({ code }))) return
    announce(t('factor.ended'))
    onEnded()
  }
  return (
    <form onSubmit={(event) => void renewNow(event)} noValidate className="account-form">
      <p className="dim">{t('factor.on', { since: formatInstant(since), count: codesLeft })}</p>
      {codesLeft < 4 && <Note kind="wait">{t('factor.few_codes', { count: codesLeft })}</Note>}
      <CodeField value={code} onChange={setCode} label={t('factor.code_or_recovery')} error={refusal} />
      <div className="row wrap">
        <Button type="submit" busy={renew.busy}>
          {t('factor.renew')}
        </Button>
        <Button busy={end.busy} onClick={() => void endNow()}>
          {t('factor.end')}
        </Button>
      </div>
    </form>
  )
}

/** Where a one-time code is typed; phones offer the one of the app. */
function CodeField(props: {
  value: string
  onChange: (value: string) => void
  label: string
  error: string | undefined
}) {
  return (
    <TextField
      label={props.label}
      autoComplete="one-time-code"
      inputMode="text"
      spellCheck={false}
      value={props.value}
      error={props.error}
      onChange={(event) => props.onChange(event.target.value)}
    />
  )
}
