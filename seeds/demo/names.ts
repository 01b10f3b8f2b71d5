import { unaccented } from '../../platform/name.ts'
import { adult, customs, young, type NameStyle } from './name-lists.ts'
import type { Random } from './random.ts'

/** 1 male, 2 female. */
export type Sex = 1 | 2

/** Whether a school's office writes Hòa, Thúy (old) or Hoà, Thuý (new). */
export type ToneStyle = 'old' | 'new'

/** A family name of a people. */
export const familyName = (random: Random, ethnicity: string): string => random.weighted(customs[ethnicity]!.family)

/** Middle and given names that fit people, sex and generation, after the family name. */
export function fullName(
  random: Random,
  person: { family: string; ethnicity: string; sex: Sex; born: number },
): string {
  const { family, ethnicity, sex, born } = person
  const custom = customs[ethnicity]!
  const side = sex === 1 ? 'male' : 'female'
  const own = custom[side]
  const style: NameStyle = own && random.chance(custom.ownShare) ? own : (born < 2000 ? adult : young)[side]
  for (;;) {
    const [middle, given] = [random.weighted(style.middle), random.weighted(style.given)]
    if (![family, ...middle.split(' ')].includes(given) && middle !== family) return `${family} ${middle} ${given}`
  }
}

/** A name as an office of that habit types it; the lists are in the new style. */
export function typed(name: string, style: ToneStyle): string {
  return style === 'new' ? name : name.replace(movable, (pair) => moved[pair]!)
}

/** A text for logins and addresses: Trần Phú gives tran-phu. */
export const slugOf = (text: string): string =>
  unaccented(text)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

/** The name of a place inside a sentence or an address: xã Bình Sơn. */
export const inText = (place: string): string => place[0]!.toLowerCase() + place.slice(1)

const moved: Record<string, string> = Object.fromEntries(
  'oà òa, oá óa, oả ỏa, oã õa, oạ ọa, oè òe, oé óe, uỳ ùy, uý úy, uỷ ủy, uỹ ũy, uỵ ụy'
    .split(', ')
    .map((pair) => pair.split(' ')),
)
/** At the end of a syllable and not after q, where u belongs to the consonant. */
const movable = new RegExp(`(?<![qQ])(?:${Object.keys(moved).join('|')})(?!\\p{L})`, 'gu')
