import { IntlMessageFormat } from 'intl-messageformat'

/** The languages of the product. Vietnamese is the first; every message exists in both. */
export type Language = 'vi' | 'en'

/**
 * Every message of the product, by key. Each `texts/vi.ts` adds its own:
 * `declare module '…/platform/text.ts' { interface Texts extends Vi {} }`, with `type Vi = typeof vi`.
 */
export interface Texts {}

/** The key of a message, `module.name`. */
export type TextKey = keyof Texts & string

/** What a message may be filled with. */
export type TextValues = Record<string, string | number | boolean | Date | null | undefined>

/** The messages of one language, by key. */
export type Catalogue = Readonly<Record<string, string>>

/** Gives the message of a key, filled with values. An unknown key gives itself, so that it is seen. */
export type Translate = (key: TextKey, values?: TextValues) => string

const locales: Record<Language, string> = { vi: 'vi-VN', en: 'en-GB' }

/** The zone in which instants are shown unless the installation says otherwise. */
export const defaultZone = 'Asia/Ho_Chi_Minh'

/** Makes one catalogue of several; the same key twice is a mistake and stops. */
export function mergeCatalogues(parts: readonly Catalogue[]): Catalogue {
  const merged: Record<string, string> = {}
  for (const part of parts) {
    for (const [key, message] of Object.entries(part)) {
      if (key in merged) throw new Error(`The message ${key} is written twice`)
      merged[key] = message
    }
  }
  return merged
}

/** Messages in one language, each parsed once, when first used. */
export function translator(language: Language, catalogue: Catalogue): Translate {
  const parsed = new Map<string, IntlMessageFormat>()
  return (key, values) => {
    const message = catalogue[key]
    if (message === undefined) return key
    if (!/[{']/.test(message)) return message
    let format = parsed.get(key)
    if (!format)
      parsed.set(key, (format = new IntlMessageFormat(message, locales[language], undefined, { ignoreTag: true })))
    return String(format.format(values))
  }
}

/** A day as people write it: `2026-11-23` gives 23/11/2026, in both languages. */
export function formatDay(day: string): string {
  const [year, month, date] = day.slice(0, 10).split('-')
  return `${date}/${month}/${year}`
}

/** A day without its year, where the year is plain: `2026-11-23` gives 23/11. */
export function formatShortDay(day: string): string {
  return formatDay(day).slice(0, 5)
}

/** A day with its weekday, for the head of a page: Thứ Hai, 23/11/2026. */
export function formatWeekday(day: string, language: Language): string {
  const weekday = new Intl.DateTimeFormat(locales[language], { weekday: 'long', timeZone: 'UTC' }).format(
    new Date(`${day.slice(0, 10)}T00:00:00Z`),
  )
  return `${weekday.charAt(0).toUpperCase()}${weekday.slice(1)}, ${formatDay(day)}`
}

/** The day in a zone at an instant, as `YYYY-MM-DD`. */
export function dayOf(instant: Date | string, zone = defaultZone): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(new Date(instant))
}

/** The hour in a zone at an instant: 10:42, 7:05. */
export function formatTime(instant: Date | string, zone = defaultZone): string {
  const time = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: 'numeric', minute: '2-digit' })
  return time.format(new Date(instant)).replace(/^0(?=\d:)/, '')
}

/** An instant with its day: 10:42, 23/11/2026. */
export function formatInstant(instant: Date | string, zone = defaultZone): string {
  return `${formatTime(instant, zone)}, ${formatDay(dayOf(instant, zone))}`
}

/** The instant at which clocks in a zone show a day and an hour: `2026-11-27`, `23:59`. */
export function instantAt(day: string, time: string, zone: string): Date {
  const wall = Date.parse(`${day}T${time}Z`)
  const ahead = (at: number) => {
    const shown = new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(at)
    return Date.parse(`${shown.replace(' ', 'T')}Z`) - at
  }
  // Twice: where clocks change that day, the first guess may fall on the other side of it.
  return new Date(wall - ahead(wall - ahead(wall)))
}

/** A number with the language's separators: 1.240 in Vietnamese, 1,240 in English. */
export function formatNumber(value: number, language: Language, digits = 0): string {
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits }
  return new Intl.NumberFormat(locales[language], options).format(value).replace('-', '−')
}

/** A share as a percentage, given as 0…1: 0.862 gives 86,2 %. The space does not break. */
export function formatPercent(share: number, language: Language, digits = 1): string {
  return `${formatNumber(share * 100, language, digits)}\u00a0%`
}

/** A change with its sign: +2,5 and −0,4; no change is 0. */
export function formatChange(value: number, language: Language, digits = 1): string {
  const text = formatNumber(Math.abs(value), language, digits)
  if (Number(value.toFixed(digits)) === 0) return text
  return `${value > 0 ? '+' : '−'}${text}`
}

/** A mark in tenths, always with one decimal, so that the separators stand under each other: 80 gives 8,0. */
export function formatMark(tenths: number, language: Language = 'vi'): string {
  return formatNumber(tenths / 10, language, 1)
}

/** An academic year by its first calendar year: 2026 gives 2026–2027. */
export function formatAcademicYear(year: number): string {
  return `${year}–${year + 1}`
}
