import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'

/** A province's identity provider, run for a test: whoever comes is let in as `person`, with the proof in `amr`. */
export interface IdentityProvider {
  issuer: string
  person: { sub: string; login: string; amr: string[] }
  /** The codes and answers that it gives from now on are for this address. */
  allow(redirectUri: string): void
  stop(): Promise<void>
}

/** Starts one on a free port of this machine; the client is `truong` with the secret `a secret of the test`. */
export async function startIdentityProvider(): Promise<IdentityProvider> {
  const server = createServer()
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const running: IdentityProvider = {
    issuer,
    person: { sub: '', login: '', amr: [] },
    allow(redirectUri) {
      const provider = new Provider(issuer, {
        clients: [{ client_id: 'truong', client_secret: 'a secret of the test', redirect_uris: [redirectUri] }],
        claims: { openid: ['sub', 'amr'], profile: ['preferred_username'] },
        conformIdTokenClaims: false,
        features: { devInteractions: { enabled: false } },
        findAccount: (_ctx, sub) => ({
          accountId: sub,
          claims: () => ({ sub, preferred_username: running.person.login }),
        }),
        interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
        // Nobody is asked whether the own province may know who they are.
        async loadExistingGrant(ctx) {
          const grant = new ctx.oidc.provider.Grant({
            clientId: ctx.oidc.client!.clientId,
            accountId: ctx.oidc.session!.accountId!,
          })
          grant.addOIDCScope('openid profile')
          await grant.save()
          return grant
        },
      })
      const answer = provider.callback()
      server.removeAllListeners('request')
      server.on('request', (request, response) => {
        if (!request.url?.startsWith('/interaction/')) return void answer(request, response)
        const { sub, amr } = running.person
        void provider.interactionFinished(request, response, { login: { accountId: sub, amr } })
      })
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return running
}
