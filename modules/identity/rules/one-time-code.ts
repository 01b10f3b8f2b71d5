/**
 * The letters and digits of one-time codes: none looks like another, on paper or aloud (no 0 O, 1 I L, 2 Z, 5 S, 8 B, U V).
 * Fifteen of them carry 68 bits.
 */
export const codeAlphabet = 'ACDEFGHJKMNPQRTWXY34679'
/** How many letters a code has. */
export const codeLength = 15

/** A code as it is compared: capitals, without the spaces and hyphens that make it readable. Source: docs/service-rules/accounts.md. */
export function normalCode(typed: string): string {
  return typed
    .normalize('NFC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

/** A code as it is printed, in groups of five: ACDEF-GHJKM-NPQRT. Source: docs/service-rules/accounts.md. */
export function printedCode(code: string): string {
  return (
    normalCode(code)
      .match(/.{1,5}/g)
      ?.join('-') ?? ''
  )
}
