import { formatNumber } from '../../text.ts'
import type { Translate } from '../../text.ts'

const units = ['kB', 'MB', 'GB', 'TB'] as const

/** A size as people say it: 39 MB, 1,7 GB. */
export function sizeText(bytes: number): string {
  let amount = bytes / 1000
  let unit = 0
  while (amount >= 999.5 && unit < units.length - 1) {
    amount /= 1000
    unit += 1
  }
  return `${formatNumber(amount, amount < 9.95 ? 1 : 0)} ${units[unit]}`
}

/** A span as people say it, in its largest whole unit: 40 seconds, 3 hours, 12 days. */
export function spanText(t: Translate, seconds: number): string {
  if (seconds < 90) return t('operation.seconds', { n: Math.round(seconds) })
  if (seconds < 90 * 60) return t('operation.minutes', { n: Math.round(seconds / 60) })
  if (seconds < 48 * 3600) return t('operation.hours', { n: Math.round(seconds / 3600) })
  return t('operation.days', { n: Math.floor(seconds / 86_400) })
}
