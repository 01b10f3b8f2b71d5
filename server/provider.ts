import type { Configuration } from 'openid-client'
import type { Logger } from 'pino'
import type { Vouched } from '../modules/identity/public.ts'
import { Invalid } from '../platform/errors.ts'
import type { Config } from './config.ts'

/** What a browser keeps between going to the provider and coming back: nothing of it opens anything by itself. */
export interface Journey {
  state: string
  nonce: string
  verifier: string
}

/** The province's own identity provider (OpenID Connect Core 1.0, code flow with PKCE, RFC 7636). */
export interface Provider {
  /** What people call it. */
  name: string
  /** Where a browser is sent. Throws Invalid `provider.away` while the provider does not answer. */
  begin(): Promise<{ address: URL; journey: Journey }>
  /** Who came back. Throws Invalid `provider.refused` for anything but an answer to this journey. */
  finish(query: URLSearchParams, journey: Journey): Promise<Vouched>
}

const back = '/session/provider/back'

/** The provider that the settings name; it is asked for its addresses and keys when somebody first uses it. */
export function openProvider(settings: NonNullable<Config['provider']>, publicUrl: URL, log: Logger): Provider {
  let found: Promise<Configuration> | undefined
  const library = () => import('openid-client')
  const configuration = async () => {
    const { discovery, allowInsecureRequests } = await library()
    const issuer = new URL(settings.issuer)
    // Without encryption only on this machine, as in a test.
    const local = issuer.protocol === 'http:' && ['localhost', '127.0.0.1'].includes(issuer.hostname)
    found ??= discovery(
      issuer,
      settings.clientId,
      settings.clientSecret,
      undefined,
      local ? { execute: [allowInsecureRequests] } : {},
    )
    return found.catch((error: unknown) => {
      found = undefined
      log.warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'the identity provider does not answer')
      throw new Invalid({ path: '', message: 'provider.away', values: { name: settings.name } })
    })
  }
  return {
    name: settings.name,
    async begin() {
      const oidc = await library()
      const config = await configuration()
      const journey = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
      }
      const address = oidc.buildAuthorizationUrl(config, {
        redirect_uri: new URL(back, publicUrl).href,
        scope: settings.loginClaim && settings.loginClaim !== 'sub' ? 'openid profile' : 'openid',
        state: journey.state,
        nonce: journey.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(journey.verifier),
        code_challenge_method: 'S256',
      })
      return { address, journey }
    },
    async finish(query, { state, nonce, verifier }) {
      const oidc = await library()
      const config = await configuration()
      const came = new URL(`${back}?${query.toString()}`, publicUrl)
      const tokens = await oidc
        .authorizationCodeGrant(config, came, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        })
        .catch((error: unknown) => {
          log.warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'the identity provider let nobody in')
          throw new Invalid({ path: '', message: 'provider.refused', values: { name: settings.name } })
        })
      const claims = tokens.claims()!
      const login = settings.loginClaim && (await claimOf(settings.loginClaim))
      return {
        issuer: claims.iss,
        subject: claims.sub,
        login: typeof login === 'string' && login.length <= 100 ? login : null,
        // RFC 8176: "mfa", several kinds of proof were given.
        factor: Array.isArray(claims.amr) && claims.amr.includes('mfa'),
      }

      /** From the ID token, or from where the provider tells more of the person. */
      async function claimOf(name: string): Promise<unknown> {
        if (name in claims) return claims[name]
        return (await oidc.fetchUserInfo(config, tokens.access_token, claims.sub))[name]
      }
    },
  }
}
