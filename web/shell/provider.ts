import { use } from 'react'
import type { TextKey } from '../text.ts'
import { sendToSession, type SignInAnswer } from './session.ts'

let asked: Promise<string | null> | undefined

/** What people call the province's own identity provider; null where there is none. Asked once; the component waits. */
export function useProvider(): string | null {
  return use((asked ??= ask()))
}

async function ask(): Promise<string | null> {
  const response = await fetch('/session/ways').catch(() => undefined)
  const answer: unknown = response?.ok ? await response.json().catch(() => null) : null
  if (typeof answer !== 'object' || answer === null || !('provider' in answer)) return null
  return typeof answer.provider === 'string' ? answer.provider : null
}

const reasons = [
  'provider.unknown',
  'provider.away',
  'provider.refused',
  'provider.too_late',
  'provider.bound',
] as const satisfies readonly TextKey[]

/** What the way over the provider came to, as it stands in the address: a code is wanted, or why it let nobody in. */
export function cameFromProvider(search: string): { code: boolean; reason?: (typeof reasons)[number] } {
  const came = new URLSearchParams(search).get('provider')
  const reason = reasons.find((one) => one === came)
  return { code: came === 'code', ...(reason && { reason }) }
}

/** Ends a sign-in over the provider with a code of the own second factor. */
export const sendProviderCode = (code: string): Promise<SignInAnswer> =>
  sendToSession('/session/provider/code', { code })
