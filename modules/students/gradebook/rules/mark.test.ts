import { describe, expect, test } from 'vitest'
import { formatMark, parseEntry, parseMark } from './mark.ts'

const typed = (text: string, tenthsWithoutComma = false) => parseMark(text, { tenthsWithoutComma })
const inScored = (text: string) => parseEntry(text, { kind: 'scored', tenthsWithoutComma: false })
const inComment = (text: string) => parseEntry(text, { kind: 'comment', tenthsWithoutComma: false })

describe('marks', () => {
  test('every mark written with a comma or a point is read back as itself', () => {
    for (let mark = 0; mark <= 100; mark++) {
      expect(typed(formatMark(mark))).toEqual({ ok: true, mark })
      expect(typed(formatMark(mark, '.'))).toEqual({ ok: true, mark })
    }
  })

  test('a mark is written with one decimal always', () => {
    expect([85, 80, 100, 5, 0].map((mark) => formatMark(mark))).toEqual(['8,5', '8,0', '10,0', '0,5', '0,0'])
  })

  test('whole marks, spaces around, trailing zeros and full-width digits are understood', () => {
    expect(['8', '10', ' 8,5\u00A0', '8,50', '10,00', '\uFEFF7.5', '８，５', '０'].map((text) => typed(text))).toEqual(
      [80, 100, 85, 85, 100, 75, 85, 0].map((mark) => ({ ok: true, mark })),
    )
  })

  test('"85" means 8,5 only where the school turned that on; "10" is ten either way', () => {
    expect(typed('85', true)).toEqual({ ok: true, mark: 85 })
    expect(typed('05', true)).toEqual({ ok: true, mark: 5 })
    expect(typed('10', true)).toEqual({ ok: true, mark: 100 })
    expect(typed('8', true)).toEqual({ ok: true, mark: 80 })
    expect(typed('85')).toEqual({ ok: false, reason: 'above_ten', remedy: 'type_decimal_comma', suggestion: 85 })
  })

  test('a mark above ten is refused', () => {
    for (const text of ['10,5', '10,01', '11,0', '100', '1000', '99999999999999999999']) {
      expect(typed(text)).toMatchObject({ ok: false, reason: 'above_ten', suggestion: null })
    }
  })

  test('a mark below zero is refused with every kind of minus sign', () => {
    for (const text of ['-1', '−1', '–1', '-0,5']) {
      expect(typed(text)).toMatchObject({ ok: false, reason: 'below_zero', remedy: 'type_number_0_to_10' })
    }
  })

  test('a second decimal is refused and the rounded mark suggested', () => {
    expect(typed('8,25')).toEqual({
      ok: false,
      reason: 'too_many_decimals',
      remedy: 'round_to_one_decimal',
      suggestion: 83,
    })
    expect(typed('8,249')).toMatchObject({ ok: false, suggestion: 82 })
    expect(typed('9,99')).toMatchObject({ ok: false, suggestion: 100 })
  })

  test('what is no number is refused', () => {
    for (const text of ['tám', 'tám'.normalize('NFD'), '8,', ',5', '8,5,1', '1e1', '8/10', '+8', '=A1', 'NaN']) {
      expect(typed(text)).toEqual({
        ok: false,
        reason: 'not_a_mark',
        remedy: 'type_number_0_to_10',
        suggestion: null,
      })
    }
  })
})

describe('cells', () => {
  test('Đ and CĐ in any spelling people use are Đạt and Chưa đạt', () => {
    const passed = ['Đ', 'đ', 'Đạt', 'Đạt'.normalize('NFD'), 'd', 'Ð', 'Ɖ', ' ĐẠT ']
    const failed = ['CĐ', 'cđ', 'Chưa đạt', 'CHƯA  ĐẠT'.normalize('NFD'), 'cd']
    for (const text of passed) expect(inComment(text)).toEqual({ ok: true, entry: { kind: 'value', value: 1 } })
    for (const text of failed) expect(inComment(text)).toEqual({ ok: true, entry: { kind: 'value', value: 0 } })
  })

  test('M is exempt, V is absent and nothing is empty in both kinds of subject', () => {
    for (const read of [inScored, inComment]) {
      expect(read('M')).toEqual({ ok: true, entry: { kind: 'exempt' } })
      expect(read('miễn'.normalize('NFD'))).toEqual({ ok: true, entry: { kind: 'exempt' } })
      expect(read('v')).toEqual({ ok: true, entry: { kind: 'absent' } })
      expect(read(' \u200B ')).toEqual({ ok: true, entry: { kind: 'empty' } })
    }
  })

  test('a letter in a scored subject and a number in a comment subject are refused, each with its remedy', () => {
    expect(inScored('Đ')).toMatchObject({ reason: 'letter_in_scored_subject', remedy: 'type_number_0_to_10' })
    expect(inComment('8,5')).toMatchObject({ reason: 'number_in_comment_subject', remedy: 'type_pass_or_fail' })
    expect(inComment('tốt')).toMatchObject({ reason: 'not_a_mark', remedy: 'type_pass_or_fail' })
  })
})
