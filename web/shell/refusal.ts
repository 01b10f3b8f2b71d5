import type { Violation } from '../graphql.ts'
import { isTextKey } from '../text.ts'
import type { Translate } from '../text.ts'

/** Why something was refused, in words: by field, and in general. */
export interface Refusal {
  fields: Readonly<Record<string, string>>
  general?: string
}

/** The words of one violation; a message that is no key comes through as it is. */
export function wordsOf(t: Translate, { message, values }: Violation): string {
  return isTextKey(message) ? t(message, values) : message
}

/** Turns an answer that refused into words for a form. */
export function refusalOf(
  t: Translate,
  { violations, offline }: { violations: readonly Violation[]; offline?: boolean },
): Refusal {
  if (offline) return { fields: {}, general: t('error.offline_send') }
  const fields = violations.filter((violation) => violation.path).map((one) => [one.path, wordsOf(t, one)] as const)
  const general = violations.find((violation) => !violation.path)
  const first = general ? wordsOf(t, general) : fields.length ? undefined : t('error.unknown')
  return { fields: Object.fromEntries(fields), general: first ?? fields[0]?.[1] }
}
