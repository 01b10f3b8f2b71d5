import { commonPasswords } from './common-passwords.ts'
import { plainLetters } from './plain-letters.ts'

/** The fewest letters of a password. */
export const shortestPassword = 10
/** The most letters of a password; hashing a longer one would cost the server more than it protects. */
export const longestPassword = 200

/** Why a password cannot be taken. */
export type PasswordFault =
  | 'account.password_short'
  | 'account.password_long'
  | 'account.password_common'
  | 'account.password_own'

/**
 * Why a new password cannot be taken, or null. Length is what protects: no letter, digit or sign is demanded, spaces are
 * letters. Refused are breached ones, one letter or a run of digits over and over, and the own name or login. Source: docs/service-rules/accounts.md.
 */
export function passwordFault(password: string, own: { login?: string; name?: string } = {}): PasswordFault | null {
  const letters = [...password.normalize('NFC')].length
  if (letters < shortestPassword) return 'account.password_short'
  if (letters > longestPassword) return 'account.password_long'
  const plain = plainLetters(password)
  if (commonPasswords.has(plain) || isRepeated(plain) || isRun(plain)) return 'account.password_common'
  const names = [own.login, own.name].flatMap((name) => (name ? [plainLetters(name)] : []))
  return names.some((name) => name.length >= 3 && remainsOf(plain, name) < 4) ? 'account.password_own' : null
}

/** abcabcabcabc, 1212121212: a piece of up to four letters over and over. */
function isRepeated(password: string): boolean {
  return [1, 2, 3, 4].some((size) => {
    const piece = password.slice(0, size)
    return password === piece.repeat(Math.ceil(password.length / size)).slice(0, password.length)
  })
}

/** 3456789012, fedcba…: every letter follows the one before, upwards or downwards. */
function isRun(password: string): boolean {
  const steps = [...password].slice(1).map((letter, at) => letter.charCodeAt(0) - password.charCodeAt(at))
  return [1, -1].some((way) => steps.every((step) => step === way || step === -9 * way))
}

/** How many letters are left of a password without the name in it; all of them where the name is not in it. */
function remainsOf(password: string, name: string): number {
  return password.includes(name) ? password.length - name.length : password.length
}
