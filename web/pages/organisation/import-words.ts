import { isTextKey } from '../../text.ts'
import type { Translate } from '../../text.ts'

/** What rows would do, worst first. */
export const statuses = ['refused', 'changed', 'new', 'unchanged'] as const
/** What a row would do. */
export type Status = (typeof statuses)[number]

/** Why a cell is refused and what to do; a reason that says both in one has no words of its own for the remedy. */
export function refusalWords(
  t: Translate,
  { reason, remedy, values }: { reason: string; remedy: string; values: readonly { name: string; value: string }[] },
): string {
  return [reasonWords(t, reason, values), isTextKey(remedy) ? reasonWords(t, remedy, values) : ''].join(' ').trim()
}

/** The words of a reason from the server; a key that has none here shows itself. */
export function reasonWords(t: Translate, key: string, values: readonly { name: string; value: string }[]): string {
  return isTextKey(key) ? t(key, Object.fromEntries(values.map(({ name, value }) => [name, value]))) : key
}
