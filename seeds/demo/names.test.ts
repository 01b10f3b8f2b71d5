import { expect, test } from 'vitest'
import { slugOf, typed } from './names.ts'

test('a school of old habits moves the tone, but never after q or before a closing consonant', () => {
  expect(typed('Nguyễn Thị Hoà', 'old')).toBe('Nguyễn Thị Hòa')
  expect(typed('Lê Thuý Quý', 'old')).toBe('Lê Thúy Quý')
  expect(typed('Đỗ Hoàng Thuỷ', 'old')).toBe('Đỗ Hoàng Thủy')
  expect(typed('Nguyễn Thị Hoà', 'new')).toBe('Nguyễn Thị Hoà')
})

test('a slug has plain letters and single hyphens', () => {
  expect(slugOf('TH và THCS Phú Cường')).toBe('th-va-thcs-phu-cuong')
})
