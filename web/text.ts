import { useSyncExternalStore } from 'react'
import * as text from '../platform/text.ts'
import type { Catalogue, Language, TextKey, TextValues, Translate } from '../platform/text.ts'

export { formatAcademicYear, formatDay, formatShortDay } from '../platform/text.ts'
export type { Language, TextKey, TextValues, Translate } from '../platform/text.ts'

// What visitors and families read comes with the program; the words of work come with the first page of work.
const first = Object.values(
  import.meta.glob<Catalogue>(
    [
      './texts/vi.ts',
      '../modules/identity/texts/vi.ts',
      '../modules/students/texts/vi.ts',
      '../modules/students/family/texts/vi.ts',
    ],
    { eager: true, import: 'vi' },
  ),
)
const fetched: Record<Language, { first: () => Promise<Parts>; work: () => Promise<Parts> }> = {
  vi: { first: async () => ({ parts: first }), work: () => import('./texts/work-vi.ts') },
  en: { first: () => import('./texts/first-en.ts'), work: () => import('./texts/work-en.ts') },
}
interface Parts {
  parts: readonly Catalogue[]
}

const languageKey = 'language'
const listeners = new Set<() => void>()

let zone = text.defaultZone
let language: Language = 'vi'
let catalogue = text.mergeCatalogues(first)
let translate = text.translator(language, catalogue)
let wanted: Language = language
let working: Promise<void> | undefined
let turns = 0

/** The translating function in the person's language; the component is drawn again when the language changes. */
export function useText(): Translate {
  return useSyncExternalStore(subscribe, () => translate)
}

/** The person's language, for what is not a message. */
export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, () => language)
}

/** A message outside a component (an error turned into words, a title). Inside one, `useText` follows the language. */
export function say(key: TextKey, values?: TextValues): string {
  return translate(key, values)
}

/** Whether a key from the server has words here. */
export function isTextKey(key: string): key is TextKey {
  return key in catalogue
}

/** The words of a message with its marks-up, for `Rich` alone. */
export function messageOf(key: TextKey): string {
  return catalogue[key] ?? key
}

/** The person's language outside a component: for headers and for what is made once. */
export function languageNow(): Language {
  return language
}

/** Changes the language; English is fetched when it is first wanted. */
export async function setLanguage(next: Language): Promise<void> {
  wanted = next
  await speak(working !== undefined)
  document.documentElement.lang = next
  localStorage.setItem(languageKey, next)
}

/** Fetches the words of work, once; a page of work waits for them. */
export function workTexts(): Promise<void> {
  return (working ??= speak(true))
}

/** Fetches the words of the wanted language and speaks it; of two requests under way the later one holds. */
async function speak(all: boolean): Promise<void> {
  const turn = ++turns
  const next = wanted
  const of = fetched[next]
  const [own, rest] = await Promise.all([of.first(), all ? of.work() : undefined])
  if (turn !== turns) return
  language = next
  catalogue = text.mergeCatalogues([...own.parts, ...(rest?.parts ?? [])])
  translate = text.translator(next, catalogue)
  for (const listener of listeners) listener()
}

/** The language chosen on this device, before anybody has signed in. */
export function chosenLanguage(): Language | undefined {
  const chosen = localStorage.getItem(languageKey)
  return chosen === 'vi' || chosen === 'en' ? chosen : undefined
}

/** A day with its weekday: Thứ Hai, 23/11/2026. */
export const formatWeekday = (day: string) => text.formatWeekday(day, language)

/** Shows instants in the zone of the installation; the server names it with whoever is signed in. */
export function setZone(name: string): void {
  zone = name
}

/** An hour in the zone of the installation: 10:42. */
export const formatTime = (instant: Date | string) => text.formatTime(instant, zone)

/** An instant with its day: 10:42, 23/11/2026. */
export const formatInstant = (instant: Date | string) => text.formatInstant(instant, zone)

/** The day of an instant in the zone of the installation, as `YYYY-MM-DD`. */
export const dayAt = (instant: Date | string) => text.dayOf(instant, zone)

/** The last minute of a day in the zone of the installation, as an instant. */
export const endOfDay = (day: string) => text.instantAt(day, '23:59', zone)

/** Today in the zone of the installation, as `YYYY-MM-DD`. */
export const today = () => text.dayOf(new Date(), zone)

/** A number with the language's separators: 1.240. */
export const formatNumber = (value: number, digits = 0) => text.formatNumber(value, language, digits)

/** A share given as 0…1: 86,2 %. */
export const formatPercent = (share: number, digits = 1) => text.formatPercent(share, language, digits)

/** A change with its sign: +2,5 and −0,4. */
export const formatChange = (value: number, digits = 1) => text.formatChange(value, language, digits)

/** A mark in tenths (85) or as the API gives it ("8.5"): 8,5. */
export const formatMark = (mark: number | string) =>
  text.formatMark(typeof mark === 'number' ? mark : Math.round(Number(mark) * 10), language)

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
