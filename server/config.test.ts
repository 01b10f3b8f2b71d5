import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readConfig, settings } from './config.ts'

const ownDatabase = { DATABASE_URL: 'postgres://truong_app:secret@db.example/truong' }

test('nothing set means the demo, on this machine alone and in a database of its own', () => {
  expect(readConfig({})).toMatchObject({
    demo: true,
    host: '127.0.0.1',
    port: 4000,
    databaseUrl: null,
    databaseName: 'truong_demo',
    timeZone: 'Asia/Ho_Chi_Minh',
  })
})

test('without the demo the server listens everywhere and keeps its data apart from the demo', () => {
  expect(readConfig({ DEMO: '0' })).toMatchObject({ demo: false, host: '0.0.0.0', databaseName: 'truong' })
  expect(readConfig({ DEMO: '0', HOST: '10.0.0.5' }).host).toBe('10.0.0.5')
})

test('a database of your own is never a demo', () => {
  expect(readConfig(ownDatabase)).toMatchObject({ demo: false, databaseOwnerUrl: ownDatabase.DATABASE_URL })
  expect(() => readConfig({ ...ownDatabase, DEMO: '1' })).toThrow('the demo does not write into a database of your own')
})

test.each([
  ['PORT', 'eighty'],
  ['PORT', '70000'],
  ['PUBLIC_URL', 'school.example'],
  ['TRUSTED_PROXIES', '10.0.0.0/8, proxy'],
  ['DATABASE_URL', 'mysql://db.example/truong'],
  ['DEMO', 'yes'],
  ['TIME_ZONE', 'Asia/Hanoi-city'],
  ['LOG_LEVEL', 'loud'],
  ['SESSION_HOURS', '0'],
  ['DATABASE_POOL', '1.5'],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318'],
])('%s=%s is refused by name', (name, value) => {
  expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^ {2}${name}\\b`, 'm'))
})

test('all faults are named at once, and never a password', () => {
  const read = () => readConfig({ PORT: '-1', LOG_LEVEL: 'loud', DATABASE_URL: 'psql://truong:secret@db/truong' })
  for (const name of ['PORT=-1', 'LOG_LEVEL=loud', 'DATABASE_URL']) expect(read).toThrow(name)
  expect(read).not.toThrow('secret')
})

test('the settings cannot be changed after the start', () => {
  const config = readConfig({ TRUSTED_PROXIES: '10.0.0.0/8, ::1' })
  expect(config.trustedProxies).toEqual(['10.0.0.0/8', '::1'])
  expect(Object.isFrozen(config) && Object.isFrozen(config.trustedProxies)).toBe(true)
})

test('docs/operation.md lists every setting with its default and meaning', () => {
  const [, after = ''] = readFileSync(new URL('../docs/operation.md', import.meta.url), 'utf8').split('## Settings')
  const [table = ''] = after.split('\n## ')
  const rows = table.split('\n').filter((line) => line.startsWith('| `'))
  expect(rows).toEqual(settings.map((it) => `| \`${it.name}\` | ${it.default} | ${it.meaning} |`))
})
