import { guardHeaders } from '../graphql.ts'
import { rememberSharedComputer } from '../offline/shared-computer.ts'
import type { TextKey } from '../text.ts'
import { sendToSession, type SignInAnswer } from './session.ts'

/** Signs in by a passkey of the device; a text's key where the device gave none. */
export async function signInByPasskey(shared: boolean): Promise<SignInAnswer | TextKey> {
  const answer = await asked()
  if (typeof answer === 'string') return answer
  const done = await sendToSession('/session/passkey', { answer, shared })
  if (done.ok) rememberSharedComputer(shared)
  return done
}

/** Proves by an own passkey who sits at this session. */
export async function proveByPasskey(): Promise<SignInAnswer | TextKey> {
  const answer = await asked()
  return typeof answer === 'string' ? answer : sendToSession('/session/prove', { answer })
}

/** A passkey that this device makes from what the server offers, as JSON text; a text's key where it makes none. */
export async function madePasskey(offer: string): Promise<{ answer: string } | TextKey> {
  const { startRegistration } = await import('@simplewebauthn/browser')
  try {
    return { answer: JSON.stringify(await startRegistration({ optionsJSON: JSON.parse(offer) })) }
  } catch (error) {
    return whyNot(error)
  }
}

async function asked(): Promise<object | TextKey> {
  const { startAuthentication } = await import('@simplewebauthn/browser')
  try {
    const question = await fetch('/session/passkey/question', {
      method: 'POST',
      credentials: 'same-origin',
      headers: guardHeaders,
    })
    return await startAuthentication({ optionsJSON: await question.json() })
  } catch (error) {
    return whyNot(error)
  }
}

function whyNot(error: unknown): TextKey {
  const name = error instanceof Error ? error.name : ''
  if (name === 'InvalidStateError') return 'passkey.there_already'
  return name === 'SecurityError' || name === 'NotSupportedError' ? 'passkey.no_device' : 'passkey.stopped'
}
