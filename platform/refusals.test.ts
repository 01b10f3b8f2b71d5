import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { translator } from './text.ts'
import type { TextKey } from './text.ts'
import { en } from './texts/en.ts'
import { vi } from './texts/vi.ts'

const code = globSync('*.ts', { cwd: import.meta.dirname })
  .filter((name) => !name.endsWith('.test.ts'))
  .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
  .join('\n')
const reasons = new Set(code.match(/(?<=')(name|file|workbook|sheet|preview)\.[a-z_]+(?=')/g))
const values = {
  megabytes: 50,
  sheet: 'Lớp',
  limit: 9,
  columns: 'Mã',
  column: 'Mã',
  value: '8,25',
  error: '#REF!',
  min: 0,
  max: 9,
  decimals: 1,
  choices: 'Nam, Nữ',
  row: 3,
}

test('every reason that the platform gives has words in both languages, and cells a remedy', () => {
  expect(reasons.size).toBeGreaterThan(30)
  const cell = (reason: string) => /^(sheet|preview)\./.test(reason) && !/no_header|column_|did_you_mean/.test(reason)
  const wanted = [...reasons].flatMap((reason) => (cell(reason) ? [reason, `${reason}_remedy`] : [reason]))
  expect(wanted.filter((key) => !(key in vi))).toEqual([])
  expect(Object.keys(en)).toEqual(Object.keys(vi))
})

test('every message says something whole, with its values in place', () => {
  for (const [language, catalogue] of [
    ['vi', vi],
    ['en', en],
  ] as const) {
    const say = translator(language, catalogue)
    for (const key of Object.keys(catalogue)) {
      const message = say(key as TextKey, values)
      expect(message, key).not.toBe(key)
      expect(message, key).not.toMatch(/[{}]/)
    }
  }
})
