/** The parts of a Vietnamese name: the given name is the last word, family and middle names stand before it. */
export type NameParts = { rest: string; given: string }

/** Why a name cannot be taken; a message key with a remedy in the same catalogue. */
export type NameFault = 'name.empty' | 'name.control' | 'name.too_long'

/** The longest name taken, in letters; the longest known names of Vietnam have under 60. */
export const longestName = 100

const collator = new Intl.Collator('vi')
const word = /[\p{L}\p{M}]+/gu
const tones = /[\u0300\u0301\u0303\u0309\u0323]/gu
/** A syllable whose only vowel is a closing y, which is written i as well: mỹ and mĩ, quý and quí, but not thuý. */
const onlyVowelIsY = /^([bcdđghklmnprstvx]*|qu)y$/u

/**
 * A name as it is compared: NFC or NFD, capitals, spaces, the place of the tone (Hòa, Hoà) and y for i (Mỹ, Mĩ)
 * make no difference; every other letter and mark does (An, Ân and Ấn; Dung and Đung). Used by search, paste,
 * import and duplicate finding; stored names stay as typed.
 */
export function foldName(name: string): string {
  return spaced(name.normalize('NFC'))
    .replace(/[’ʼ‘`´′]/g, "'")
    .toLowerCase()
    .replace(word, foldSyllable)
}

/** A text as it is searched without diacritics: nguyen van a finds Nguyễn Văn A; đ counts as d. */
export function unaccented(text: string): string {
  return spaced(text.normalize('NFD'))
    .replace(/[’ʼ‘`´′]/g, "'")
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/đ/g, 'd')
    .replace(/ƀ/g, 'b')
}

/** Splits a full name: Nguyễn Thị Minh Khai gives Nguyễn Thị Minh and Khai. A single word is a given name. */
export function splitName(name: string): NameParts {
  const whole = spaced(name)
  const end = whole.lastIndexOf(' ')
  return { rest: end < 0 ? '' : whole.slice(0, end), given: whole.slice(end + 1) }
}

/** Orders full names as class lists do: by given name, then the rest, in Vietnamese collation (Đ after D). */
export function compareNames(a: string, b: string): number {
  const [left, right] = [splitName(a), splitName(b)]
  return collator.compare(left.given, right.given) || collator.compare(left.rest, right.rest)
}

/** Orders texts in Vietnamese collation, the same as `COLLATE "vi-VN-x-icu"`. */
export function compareText(a: string, b: string): number {
  return collator.compare(a, b)
}

/**
 * A name as it is stored: NFC, single spaces, no zero-width characters. Letters, apostrophes and hyphens stay as typed.
 * Control characters (NUL above all) and marks that turn the direction of writing are refused, never repaired.
 */
export function tidyName(name: string): { value: string; fault?: NameFault } {
  const value = spaced(name.normalize('NFC').replace(/[\u200b-\u200d\u2060\ufeff]/g, ''))
  if (!value) return { value, fault: 'name.empty' }
  if (/[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/u.test(value)) return { value, fault: 'name.control' }
  if (value.length > longestName) return { value, fault: 'name.too_long' }
  return { value }
}

/**
 * The one among several whose text is nearest to what was written, for a hint (Gần nhất: Triệu Mai Hương).
 * None where nothing is near enough or two are equally near: a hint never guesses.
 */
export function closest<T>(written: string, among: Iterable<T>, textOf: (one: T) => string): T | undefined {
  const wanted = unaccented(written)
  const exact = foldName(written)
  const reach = Math.max(1, Math.floor(wanted.length / 4))
  let best: { one: T; far: number } | undefined
  let tied = false
  for (const one of among) {
    const text = textOf(one)
    const letters = distance(wanted, unaccented(text), reach)
    if (letters > reach) continue
    const far = letters * 100 + distance(exact, foldName(text), 99)
    if (best && far === best.far) tied = true
    if (best && far >= best.far) continue
    best = { one, far }
    tied = false
  }
  return tied ? undefined : best?.one
}

function foldSyllable(syllable: string): string {
  const marks = syllable.normalize('NFD')
  // The dot below stands first, as Unicode orders them where a syllable has several.
  const below = (tone: string) => Number(tone === '\u0323')
  const tone = (marks.match(tones) ?? []).toSorted((a, b) => below(b) - below(a)).join('')
  const letters = marks.replace(tones, '').normalize('NFC')
  return letters.replace(onlyVowelIsY, '$1i') + tone
}

/** Collapses every kind of space, tabs, line ends and no-break spaces among them. */
function spaced(text: string): string {
  return text.replace(/\s+/gu, ' ').trim()
}

/** The number of letters to add, drop, change or swap; counting stops beyond `limit`. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      let cost = Math.min(current[column - 1]! + 1, last[column]! + 1, last[column - 1]! + (same ? 0 : 1))
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (swapped) cost = Math.min(cost, beforeLast[column - 2]! + 1)
      current.push(cost)
    }
    if (Math.min(...current) > limit) return limit + 1
    beforeLast = last
    last = current
  }
  return last[b.length]!
}
