import type { Translate } from '../../text.ts'
import type { Slip } from './SlipSheet.tsx'

/** The slip of an account whose code has just been made. */
export function accountSlip(
  t: Translate,
  unit: string,
  slip: { account: string; displayName: string; login: string; code: string | null; expiresAt: string | null },
): Slip {
  return {
    key: slip.account,
    title: unit,
    name: slip.displayName,
    lines: [t('slip.login', { login: slip.login })],
    code: slip.code ?? '',
    path: '/first-password',
    hash: `${slip.login}:${slip.code ?? ''}`,
    expiresAt: slip.expiresAt ?? '',
    hint: t('slip.account_hint'),
  }
}
