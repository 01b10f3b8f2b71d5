import { useQuery } from 'urql'
import { graphql } from '../../graphql.ts'
import { useAct } from '../../shell/act.ts'
import { useWaysIn, type Provider } from '../../shell/ways-in.ts'
import { cameFromProvider } from '../../shell/provider-journey.ts'
import { formatInstant, useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { Note } from '../../ui/Note.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { announce } from '../../ui/StatusLine.tsx'

const OwnProvider = graphql(`
  query OwnProvider {
    ownProviderSince
  }
`)
const Begin = graphql(`
  mutation BeginConnecting {
    beginConnecting
  }
`)
const Disconnect = graphql(`
  mutation DisconnectProvider {
    disconnectProvider
  }
`)

/** The own account and the province's identity provider: connected, disconnected. Nothing where there is none. */
export function ProviderAccount() {
  const { provider } = useWaysIn()
  return provider && <Connection provider={provider} />
}

function Connection({ provider: { name, reasons } }: { provider: Provider }) {
  const t = useText()
  const [{ data }, again] = useQuery({ query: OwnProvider, requestPolicy: 'network-only' })
  const begin = useAct(Begin)
  const end = useAct(Disconnect)
  const since = data?.ownProviderSince
  const refusal = begin.refusal.general ?? end.refusal.general ?? reasons[cameFromProvider()]
  const connect = async () => {
    const begun = await begin.act({})
    if (begun) location.assign(`/session/provider?connect=${begun.beginConnecting}`)
  }
  const disconnect = async () => {
    if (!(await end.act({}))) return
    announce(t('provider.disconnected', { name }))
    again({ requestPolicy: 'network-only' })
  }
  return (
    <Panel title={t('provider.title', { name })} padded>
      <p className="dim">{since ? t('provider.on', { since: formatInstant(since) }) : t('provider.off', { name })}</p>
      {refusal && <Note kind="bad">{refusal}</Note>}
      <div className="row">
        {since ? (
          <Button busy={end.busy} onClick={() => void disconnect()}>
            {t('provider.disconnect')}
          </Button>
        ) : (
          <Button kind="primary" busy={begin.busy || !data} onClick={() => void connect()}>
            {t('provider.connect', { name })}
          </Button>
        )}
      </div>
    </Panel>
  )
}
