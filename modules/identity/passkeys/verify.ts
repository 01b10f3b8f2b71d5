import type { AuthenticationResponseJSON, RegistrationResponseJSON, WebAuthnCredential } from '@simplewebauthn/server'
import type { Context } from '../../../platform/context.ts'
import { makeVoucher, spendVoucher, type VoucherPurpose } from '../vouchers.ts'

/** Minutes in which somebody finds their phone or key. */
const minutes = 5

// Loaded when somebody uses one: most requests of a server never do.
const library = () => import('@simplewebauthn/server')

/** A passkey as it is kept; its public key opens nothing. */
export interface KeptPasskey {
  id: Buffer
  account_id: string
  public_key: Buffer
  counter: string
  transports: string[]
}

/** What a browser needs to make a passkey for an account: WebAuthn's PublicKeyCredentialCreationOptionsJSON, as text. */
export async function creationOptions(
  ctx: Context,
  account: { id: string; login: string; display_name: string },
  there: readonly { id: Buffer; transports: string[] }[],
): Promise<string> {
  const { generateRegistrationOptions } = await library()
  const options = await generateRegistrationOptions({
    rpName: 'Trường học',
    rpID: site(ctx).hostname,
    userName: account.login,
    userDisplayName: account.display_name,
    userID: new Uint8Array(Buffer.from(account.id.replaceAll('-', ''), 'hex')),
    challenge: new Uint8Array(await makeVoucher(ctx, 'passkey.add', account.id, minutes)),
    timeout: minutes * 60_000,
    attestationType: 'none',
    excludeCredentials: there.map(({ id, transports }) => ({ id: id.toString('base64url'), transports })),
    // Found without a name typed, and the device asks for finger, face or PIN: two factors in one.
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  return JSON.stringify(options)
}

/** What a browser needs to ask for a passkey: any, or those of an account. PublicKeyCredentialRequestOptionsJSON. */
export async function requestOptions(
  ctx: Context,
  purpose: VoucherPurpose,
  about: string,
  of: readonly { id: Buffer; transports: string[] }[],
): Promise<object> {
  const { generateAuthenticationOptions } = await library()
  return generateAuthenticationOptions({
    rpID: site(ctx).hostname,
    challenge: new Uint8Array(await makeVoucher(ctx, purpose, about, minutes)),
    timeout: minutes * 60_000,
    userVerification: 'required',
    ...(of.length && {
      allowCredentials: of.map(({ id, transports }) => ({ id: id.toString('base64url'), transports })),
    }),
  })
}

/** The new passkey in a browser's answer; null where it was made for another site or question, or is not one. */
export async function readCreated(ctx: Context, account_id: string, answer: unknown) {
  const { verifyRegistrationResponse } = await library()
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: answer as RegistrationResponseJSON,
      ...expected(ctx, 'passkey.add', account_id),
    })
    if (!verified) return null
    const { credential, credentialBackedUp } = registrationInfo
    return {
      id: Buffer.from(credential.id, 'base64url'),
      public_key: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports: (credential.transports ?? []).slice(0, 8),
      synced: credentialBackedUp,
    }
  } catch {
    // The library throws for whatever is wrong in what the browser sent.
    return null
  }
}

/** The counter after a passkey's answer to a question; null where it is not this passkey's, or the question was another. */
export async function readAnswer(
  ctx: Context,
  purpose: VoucherPurpose,
  about: string,
  answer: unknown,
  kept: KeptPasskey,
): Promise<{ counter: number; synced: boolean } | null> {
  const { verifyAuthenticationResponse } = await library()
  const credential: WebAuthnCredential = {
    id: kept.id.toString('base64url'),
    publicKey: new Uint8Array(kept.public_key),
    counter: Number(kept.counter),
  }
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: answer as AuthenticationResponseJSON,
      credential,
      ...expected(ctx, purpose, about),
    })
    return verified ? { counter: authenticationInfo.newCounter, synced: authenticationInfo.credentialBackedUp } : null
  } catch {
    return null
  }
}

/** The id of the passkey that an answer names; null where it names none. */
export function namedIn(answer: unknown): Buffer | null {
  if (typeof answer !== 'object' || answer === null || !('id' in answer)) return null
  const { id } = answer
  return typeof id === 'string' && id.length > 0 && id.length < 1_400 ? Buffer.from(id, 'base64url') : null
}

function expected(ctx: Context, purpose: VoucherPurpose, about: string) {
  const { origin, hostname } = site(ctx)
  return {
    expectedChallenge: (challenge: string) => spendVoucher(ctx, purpose, about, Buffer.from(challenge, 'base64url')),
    expectedOrigin: origin,
    expectedRPID: hostname,
    requireUserVerification: true,
  }
}

function site({ site: address }: Context): URL {
  if (!address) throw new Error('A passkey is bound to an address, and nobody is asked here by one')
  return address
}
