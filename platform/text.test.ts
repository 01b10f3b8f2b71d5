import { readFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import { expect, test } from 'vitest'
import * as text from './text.ts'
import type { Catalogue, TextKey } from './text.ts'

const root = resolve(import.meta.dirname, '..')

const vietnamese = await catalogues('vi')
const english = await catalogues('en')

test('every catalogue exists in both languages, with the same keys', () => {
  expect(vietnamese.size).toBeGreaterThan(0)
  expect([...english.keys()]).toEqual([...vietnamese.keys()])
  for (const [folder, messages] of vietnamese) {
    expect(Object.keys(english.get(folder) ?? {}).toSorted(), folder).toEqual(Object.keys(messages).toSorted())
  }
})

test('a message takes the same values in both languages', () => {
  for (const [folder, messages] of vietnamese) {
    for (const [key, message] of Object.entries(messages)) {
      expect(valuesIn(english.get(folder)?.[key] ?? ''), key).toEqual(valuesIn(message))
    }
  }
})

test.each([
  ['2026-11-27', '23:59', 'Asia/Ho_Chi_Minh', '2026-11-27T16:59:00.000Z'],
  ['2026-11-27', '23:59', 'Asia/Tokyo', '2026-11-27T14:59:00.000Z'],
  ['2026-03-29', '23:59', 'Europe/Paris', '2026-03-29T21:59:00.000Z'],
  ['2026-03-29', '01:30', 'Europe/Paris', '2026-03-29T00:30:00.000Z'],
])('%s %s in %s is an instant, also on a day on which clocks change', (day, time, zone, instant) => {
  expect(text.instantAt(day, time, zone).toISOString()).toBe(instant)
  expect(text.dayOf(instant, zone)).toBe(day)
})

test('every message can be read', () => {
  for (const [language, parts] of [
    ['vi', vietnamese],
    ['en', english],
  ] as const) {
    const merged = text.mergeCatalogues([...parts.values()])
    const t = text.translator(language, merged)
    for (const [key, message] of Object.entries(merged)) {
      const values = Object.fromEntries(valuesIn(message).map((name) => [name, 1]))
      expect(() => t(key as TextKey, values), `${key}: ${message}`).not.toThrow()
    }
  }
})

test('every module adds its keys to those that the compiler knows', () => {
  for (const folder of vietnamese.keys()) {
    if (folder.startsWith('server/')) continue
    const source = readFileSync(join(root, folder, 'vi.ts'), 'utf8')
    expect(
      source,
      `${folder}/vi.ts ends with: declare module '…/platform/text.ts' { interface Texts extends Vi {} }`,
    ).toMatch(/declare module '[./]+\/platform\/text\.ts' \{\s+interface Texts extends Vi \{\}/)
  }
})

test('every message is used somewhere', async () => {
  const sources: string[] = []
  for await (const file of glob('{web,modules,server,platform,schema,scripts,seeds}/**/*.{ts,tsx}', { cwd: root })) {
    if (!/texts\/(vi|en)\.ts$|\.test\.tsx?$/.test(file)) sources.push(readFileSync(join(root, file), 'utf8'))
  }
  const written = sources.join('\n')
  const keys = [...vietnamese.values()].flatMap((messages) => Object.keys(messages))
  const known = new Set(keys)
  const made = [...written.matchAll(/`([a-z_.]*)\$\{[^}`]*\}([a-z_.]*)`/g)].map(([, start = '', end = '']) => ({
    start,
    end,
  }))
  const isMade = (key: string) =>
    made.some(({ start, end }) =>
      start.includes('.')
        ? key.startsWith(start) && key.endsWith(end)
        : isEndOf(key, end) && known.has(key.slice(0, -end.length)),
    )
  const said = new Set([...written.matchAll(/['"]([\w.]+)['"]/g)].map(([, literal]) => literal))
  const unused = keys.filter((key) => !said.has(key) && !isMade(key))
  expect(unused, 'messages that nobody says').toEqual([])
})

test('days, hours, numbers and marks are written as people here write them', () => {
  expect(text.formatDay('2026-11-23')).toBe('23/11/2026')
  expect(text.formatWeekday('2026-11-23', 'vi')).toBe('Thứ Hai, 23/11/2026')
  expect(text.formatWeekday('2026-11-23', 'en')).toBe('Monday, 23/11/2026')
  expect(text.formatInstant('2026-11-23T00:05:00Z')).toBe('7:05, 23/11/2026')
  expect(text.dayOf('2026-11-22T17:00:00Z')).toBe('2026-11-23')
  expect(text.formatNumber(1240, 'vi')).toBe('1.240')
  expect(text.formatNumber(1240, 'en')).toBe('1,240')
  expect(text.formatPercent(0.862, 'vi')).toBe('86,2\u00a0%')
  expect(text.formatChange(-0.42, 'vi')).toBe('−0,4')
  expect(text.formatChange(2.5, 'vi')).toBe('+2,5')
  expect(text.formatChange(-0.01, 'vi')).toBe('0,0')
  expect(text.formatMark(80)).toBe('8,0')
  expect(text.formatMark(100)).toBe('10,0')
  expect(text.formatAcademicYear(2026)).toBe('2026–2027')
})

test('a message is filled and counted; an unknown key shows itself', () => {
  const t = text.translator('vi', { 'a.b': 'còn {count, plural, =0 {không ô nào} other {# ô}}', 'a.c': 'it’s <b>' })
  expect(t('a.b' as TextKey, { count: 28 })).toBe('còn 28 ô')
  expect(t('a.b' as TextKey, { count: 0 })).toBe('còn không ô nào')
  expect(t('a.c' as TextKey)).toBe('it’s <b>')
  expect(t('a.none' as TextKey)).toBe('a.none')
})

/** A key may be made of another one and an ending of its own: `${key}_remedy`. */
function isEndOf(key: string, end: string): boolean {
  return end.startsWith('_') && key.endsWith(end)
}

async function catalogues(language: text.Language): Promise<Map<string, Catalogue>> {
  const files: string[] = []
  for await (const file of glob(`{web,modules,platform,server}/**/texts/${language}.ts`, { cwd: root }))
    files.push(file)
  const read = files.toSorted().map(async (file) => {
    const module = (await import(join(root, file))) as Record<string, Catalogue>
    return [file.replace(`/${language}.ts`, ''), module[language] ?? {}] as const
  })
  return new Map(await Promise.all(read))
}

/** The names of the values that a message takes, its plurals and choices included. */
function valuesIn(message: string): string[] {
  const names = new Set<string>()
  const [literal, pound] = [0, 7]
  const collect = (elements: ReturnType<IntlMessageFormat['getAst']>) => {
    for (const element of elements) {
      if (element.type === literal || element.type === pound || !('value' in element)) continue
      names.add(element.value)
      if ('options' in element) for (const option of Object.values(element.options)) collect(option.value)
    }
  }
  collect(new IntlMessageFormat(message, 'vi', undefined, { ignoreTag: true }).getAst())
  return [...names].toSorted()
}
