import { sendToSession, type SignInAnswer } from './session.ts'

/** What the way over the provider came to, as it stands in the address: `code` is wanted, or the key of why it let nobody in. */
export const cameFromProvider = (): string => new URLSearchParams(location.search).get('provider') ?? ''

/** Ends a sign-in over the provider with a code of the own second factor. */
export const sendProviderCode = (code: string): Promise<SignInAnswer> =>
  sendToSession('/session/provider/code', { code })
