import { expect, test } from 'vitest'
import { closest, compareNames, foldName, splitName, tidyName, unaccented } from './name.ts'

test.each([
  ['Hòa', 'Hoà'],
  ['Thủy', 'Thuỷ'],
  ['Úy', 'Uý'],
  ['Hoàng', 'Hòang'],
  ['Lê Mỹ', 'Lê Mĩ'],
  ['Kỳ', 'Kì'],
  ['Lý', 'Lí'],
  ['Quý', 'Quí'],
  ['NGUYỄN  văn\u00a0An', ' Nguyễn Văn An '],
  ['Nguyễn'.normalize('NFD'), 'Nguyễn'],
  ['H’Mông', "H'Mông"],
])('%s and %s are one name', (a, b) => {
  expect(foldName(a)).toBe(foldName(b))
})

test.each([
  ['Thúy', 'Thúi'],
  ['Hay', 'Hai'],
  ['An', 'Ân'],
  ['Ân', 'Ấn'],
  ['Đung', 'Dung'],
  ['Hòa', 'Hóa'],
  ['Huyền', 'Huyên'],
  ["H'Mông", 'HMông'],
])('%s and %s are two names', (a, b) => {
  expect(foldName(a)).not.toBe(foldName(b))
})

test('folding twice changes nothing more', () => {
  for (const name of ['Nguyễn Thị Thuỳ Dương', 'Y Moan Êñuôl', "K'Brŏi Mỹ"]) {
    expect(foldName(foldName(name))).toBe(foldName(name))
  }
})

test('without diacritics đ is d', () => {
  expect(unaccented(' Đỗ Thị  ƯỚC ')).toBe('do thi uoc')
  expect(unaccented('Đặng'.normalize('NFD'))).toBe('dang')
})

test('the given name is the last word', () => {
  expect(splitName('Nguyễn Thị  Minh Khai ')).toEqual({ rest: 'Nguyễn Thị Minh', given: 'Khai' })
  expect(splitName('Moan')).toEqual({ rest: '', given: 'Moan' })
})

test('a class list is ordered by given name, then the rest, with Đ after D and before E', () => {
  const names = [
    'Lê Văn Em',
    'Trần Văn Đạt',
    'Nguyễn Văn Dũng',
    'Lê Thị Ân',
    'Lê Thị An',
    'Phạm Thị Ánh',
    'Bùi Văn Đạt',
  ]
  expect(names.toSorted(compareNames)).toEqual([
    'Lê Thị An',
    'Phạm Thị Ánh',
    'Lê Thị Ân',
    'Nguyễn Văn Dũng',
    'Bùi Văn Đạt',
    'Trần Văn Đạt',
    'Lê Văn Em',
  ])
})

test('a stored name is NFC with single spaces and keeps its apostrophe', () => {
  expect(tidyName("  H'Rin\u200b  Niê\tKđăm\n".normalize('NFD'))).toEqual({ value: "H'Rin Niê Kđăm" })
})

test.each([
  ['Nguyễn\u0000An', 'name.control'],
  ['Nguyễn \u202eAn', 'name.control'],
  ['Nguyễn \ud800', 'name.control'],
  [' \u200b ', 'name.empty'],
  ['a'.repeat(101), 'name.too_long'],
])('%j is refused as %s', (name, fault) => {
  expect(tidyName(name).fault).toBe(fault)
})

test('the nearest name is a hint, and nothing is guessed between two', () => {
  const names = ['Triệu Mai Hương', 'Trần Hải Đăng', 'Vũ Linh Chi']
  const nearest = (written: string, among = names) => closest(written, among, (name) => name)
  expect(nearest('Triệu Mai Hường')).toBe('Triệu Mai Hương')
  expect(nearest('Tran Hai Dnag')).toBe('Trần Hải Đăng')
  expect(nearest('Phạm Quốc Khánh')).toBeUndefined()
  expect(nearest('Lê Văn Ba', ['Lê Văn Bá', 'Lê Văn Bà'])).toBeUndefined()
})
