import { plainLetters } from './plain-letters.ts'

/** Why a name for signing in cannot be taken. */
export type LoginFault = 'account.login_short' | 'account.login_letters'

/**
 * A name for signing in as it is compared and stored: lower case, no spaces; a telephone number however it is written
 * (`0912 345 678`, `+84 912.345.678`) is its ten digits. Source: docs/service-rules/accounts.md.
 */
export function normalLogin(typed: string): string {
  const login = typed
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replace(/[\s\p{Cc}]+/gu, '')
  const phone = phoneOf(login)
  return phone ?? login
}

/** The ten or eleven digits of a Vietnamese telephone number, or null for anything else. Source: docs/service-rules/accounts.md. */
export function phoneOf(typed: string): string | null {
  const digits = typed.replace(/[\s.()-]/g, '').replace(/^(?:\+84|0084)/, '0')
  return /^0\d{9,10}$/.test(digits) ? digits : null
}

/** Why a normal login cannot be taken, or null. Source: docs/service-rules/accounts.md. */
export function loginFault(login: string): LoginFault | null {
  if (login.length < 3) return 'account.login_short'
  return /^[a-z0-9][a-z0-9._@+-]{2,79}$/.test(login) ? null : 'account.login_letters'
}

/** A login made of a name, as colleagues write it: Trần Thị Thu Lan gives lan.ttt; `again` tells equal ones apart. Source: docs/service-rules/accounts.md. */
export function loginOfName(name: string, again = 0): string {
  const words = name
    .split(/\s+/)
    .map((word) => plainLetters(word).replace(/[^a-z0-9]/g, ''))
    .filter(Boolean)
  const given = words.pop() ?? 'nguoi'
  const initials = words.map((word) => word[0]).join('')
  const base = initials ? `${given}.${initials}` : `${given}.vn`
  return again ? `${base}${again + 1}` : base
}
