import type { SubjectKind } from '../../rules/vocabulary.ts'
import { divideHalfUp } from './rounding.ts'

/** A mark in tenths: 85 is 8,5. An integer from 0 to 100. Circular 22/2021/TT-BGDĐT, Điều 5(3)(b). */
export type Mark = number

/** Stands in place of a regular mark where the pupil was absent: noted, still missing. Circular 22/2021/TT-BGDĐT, Điều 6. */
export const absentMark = -1

/** What a cell of the gradebook says. The value is tenths in a scored subject, 1 or 0 (Đạt, Chưa đạt) in the other. */
export type Entry = { kind: 'empty' } | { kind: 'value'; value: number } | { kind: 'exempt' } | { kind: 'absent' }

/** Why a typed text is not taken, what to do instead, and the value probably meant. */
export interface EntryRefusal {
  ok: false
  reason:
    | 'not_a_mark'
    | 'below_zero'
    | 'above_ten'
    | 'too_many_decimals'
    | 'letter_in_scored_subject'
    | 'number_in_comment_subject'
  remedy: 'type_number_0_to_10' | 'type_decimal_comma' | 'round_to_one_decimal' | 'type_pass_or_fail'
  suggestion: Mark | null
}

/** How a school lets its teachers type. */
export interface TypingOptions {
  /** "85" is 8,5 and "05" is 0,5; "10" stays ten. */
  tenthsWithoutComma: boolean
}

/**
 * Reads what a person types or pastes into a cell: "8,5", "8.5", "10"; "Đ" and "CĐ" in a comment subject; "M" exempt,
 * "V" absent; nothing at all. Composed and decomposed accents, full-width digits and invisible characters of pasted
 * text make no difference. Circular 22/2021/TT-BGDĐT, Điều 5(3).
 */
export function parseEntry(
  text: string,
  { kind, ...options }: TypingOptions & { kind: SubjectKind },
): { ok: true; entry: Entry } | EntryRefusal {
  const typed = fold(text)
  if (typed === '') return { ok: true, entry: { kind: 'empty' } }
  const letters = words.get(typed)
  if (letters === 'exempt' || letters === 'absent') return { ok: true, entry: { kind: letters } }
  if (kind === 'comment') {
    if (letters) return { ok: true, entry: { kind: 'value', value: letters === 'pass' ? 1 : 0 } }
    return refusal(number.test(typed) ? 'number_in_comment_subject' : 'not_a_mark', 'type_pass_or_fail')
  }
  if (letters) return refusal('letter_in_scored_subject', 'type_number_0_to_10')
  const parsed = parseMark(text, options)
  return parsed.ok ? { ok: true, entry: { kind: 'value', value: parsed.mark } } : parsed
}

/**
 * Reads a mark of the 10-point scale with at most one decimal, comma or point; refuses anything else with the reason
 * and what to type instead. Circular 22/2021/TT-BGDĐT, Điều 5(3)(b).
 */
export function parseMark(text: string, options: TypingOptions): { ok: true; mark: Mark } | EntryRefusal {
  const match = number.exec(fold(text))
  if (!match) return refusal('not_a_mark', 'type_number_0_to_10')
  const [, sign, whole = '', decimals] = match
  if (sign) return refusal('below_zero', 'type_number_0_to_10')
  if (decimals === undefined) return parseWhole(whole, options)
  const hundredths = 100 * Number(whole) + Number(decimals.slice(0, 2).padEnd(2, '0'))
  if (hundredths > 1000 || (hundredths === 1000 && /[1-9]/.test(decimals))) {
    return refusal('above_ten', 'type_number_0_to_10')
  }
  const mark = divideHalfUp(hundredths, 10)
  if (/[1-9]/.test(decimals.slice(1))) return refusal('too_many_decimals', 'round_to_one_decimal', mark)
  return { ok: true, mark }
}

/** Writes a mark with one decimal always, so that commas stand under each other. Circular 22/2021/TT-BGDĐT, Điều 5(3)(b). */
export const formatMark = (mark: Mark, separator: ',' | '.' = ','): string =>
  `${Math.trunc(mark / 10)}${separator}${mark % 10}`

function parseWhole(digits: string, { tenthsWithoutComma }: TypingOptions): { ok: true; mark: Mark } | EntryRefusal {
  const value = Number(digits)
  if (tenthsWithoutComma && digits.length === 2 && value !== 10) return { ok: true, mark: value }
  if (value <= 10) return { ok: true, mark: 10 * value }
  if (digits.length === 2) return refusal('above_ten', 'type_decimal_comma', value)
  return refusal('above_ten', 'type_number_0_to_10')
}

const number = /^(-?)(\d+)(?:[.,](\d+))?$/

const words = new Map<string, 'pass' | 'fail' | 'exempt' | 'absent'>([
  ['đ', 'pass'],
  ['đạt', 'pass'],
  ['d', 'pass'],
  ['dat', 'pass'],
  ['cđ', 'fail'],
  ['chưa đạt', 'fail'],
  ['cd', 'fail'],
  ['chua dat', 'fail'],
  ['m', 'exempt'],
  ['miễn', 'exempt'],
  ['v', 'absent'],
  ['vắng', 'absent'],
])

/** Eth and African D look like Đ and come out of old fonts; minus signs and dashes come out of word processors. */
const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/\u200B|\u200C|\u200D|\uFEFF/g, '')
    .replaceAll(/[\u2010-\u2015\u2212]/g, '-')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .toLowerCase()
    .replaceAll(/[\u00F0\u0256]/g, 'đ')

const refusal = (
  reason: EntryRefusal['reason'],
  remedy: EntryRefusal['remedy'],
  suggestion: Mark | null = null,
): EntryRefusal => ({ ok: false, reason, remedy, suggestion })
