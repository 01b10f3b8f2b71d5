import { expect, test } from 'vitest'
import { en } from './texts/en.ts'
import { vi } from './texts/vi.ts'
import { judge, parts, type Check, type Facts } from './judge.ts'

const at = new Date('2026-11-25T03:00:00Z')
const day = 86_400
const inDays = (days: number) => new Date(at.getTime() + days * day * 1000).toISOString()
const inDate = (days: number) => new Date(inDays(days))
const database: Facts['database'] = {
  version: '18.4',
  size: 4e9,
  connections: 20,
  connections_at_most: 200,
  jobs_waiting: 0,
  jobs_running: 1,
  jobs_failed: 0,
  job_wait: 0,
  sums_lag: 2,
  sum_faults: 0,
  seal_open: 3,
  seal_behind: 40,
  backup_at: at,
  backup_age: 3600,
  backup_bytes: 39e6,
  backup_failed: false,
  trial_at: at,
  trial_age: 9 * day,
  verified_at: at,
  verified_age: 9 * day,
  verified_changes: 1_000_000,
  verified_faults: 0,
}
const well: Facts = {
  at,
  wanted: 2,
  backedUp: true,
  processes: [
    { part: 'primary', delay: 3, errors: [] },
    { part: 'worker', delay: 9, errors: [] },
    { part: 'worker', delay: 4, errors: [{ at: inDays(-2) }] },
  ],
  replicas: [{ used: true, lag: 0.4 }],
  disks: [
    { folder: 'data', free: 60e9, size: 100e9 },
    { folder: 'backup', free: 600e9, size: 1000e9 },
  ],
  certificate: { until: inDays(60), trusted: true },
  record: { waitingSince: inDate(-0.001), copiedAt: inDate(-0.5) },
  scanner: true,
  database,
  statements: [{ mean: 80, calls: 900 }],
}
const inDatabase = (change: Partial<Facts['database']>) => ({ database: { ...database, ...change } })

/** What is said of a part once some facts are otherwise; nothing where the part is not there. */
function said(part: Check['part'], change: Partial<Facts>): string | undefined {
  const check = judge({ ...well, ...change }).find((one) => one.part === part)
  return check && `${check.level} ${check.text.split('.')[3]}`
}

test('where all is well every part is there and good, and nothing is to be done', () => {
  const checks = judge(well)
  expect(checks.map(({ part }) => part)).toEqual([...parts])
  expect(checks.filter(({ level, remedy }) => level !== 'good' || remedy !== null)).toEqual([])
})

const cases: [Check['part'], string, Partial<Facts>][] = [
  ['processes', 'bad fewer', { wanted: 3 }],
  ['processes', 'look slow', { processes: [...well.processes, { part: 'worker', delay: 201, errors: [] }] }],
  ['processes', 'bad slow', { processes: [...well.processes, { part: 'worker', delay: 1001, errors: [] }] }],
  ['database', 'look crowded', inDatabase({ connections: 170 })],
  ['database', 'bad crowded', inDatabase({ connections: 195 })],
  ['replicas', 'look left_out', { replicas: [...well.replicas, { used: false, lag: null }] }],
  ['queue', 'look late', inDatabase({ jobs_waiting: 2, job_wait: 301 })],
  ['queue', 'bad late', inDatabase({ jobs_waiting: 2, job_wait: 3601 })],
  ['queue', 'look failed', inDatabase({ jobs_failed: 1 })],
  ['sums', 'look late', inDatabase({ sums_lag: 61 })],
  ['sums', 'bad late', inDatabase({ sums_lag: 601 })],
  ['sums', 'look faults', inDatabase({ sum_faults: 1 })],
  ['trail', 'look late', inDatabase({ seal_behind: 301 })],
  ['trail', 'bad late', inDatabase({ seal_behind: 3601 })],
  ['verified', 'look none', inDatabase({ verified_at: null, verified_age: null })],
  ['verified', 'look old', inDatabase({ verified_age: 36 * day })],
  ['verified', 'bad altered', inDatabase({ verified_faults: 2 })],
  ['disk_data', 'look low', { disks: [{ folder: 'data', free: 14e9, size: 100e9 }] }],
  ['disk_data', 'bad low', { disks: [{ folder: 'data', free: 4e9, size: 100e9 }] }],
  ['disk_backup', 'bad unseen', { disks: [{ folder: 'backup', free: null, size: null }] }],
  ['backup', 'look off', { backedUp: false, ...inDatabase({ backup_at: null, backup_age: null }) }],
  ['backup', 'look none', inDatabase({ backup_at: null, backup_age: null })],
  ['backup', 'look old', inDatabase({ backup_age: 27 * 3600 })],
  ['backup', 'bad old', inDatabase({ backup_age: 51 * 3600 })],
  ['backup', 'bad failed', inDatabase({ backup_failed: true })],
  ['trial', 'look none', inDatabase({ trial_at: null, trial_age: null })],
  ['trial', 'look old', inDatabase({ trial_age: 36 * day })],
  ['trial', 'bad old', inDatabase({ trial_age: 101 * day })],
  ['certificate', 'look plain', { certificate: null }],
  ['certificate', 'look unseen', { certificate: { until: null, trusted: false } }],
  ['certificate', 'look soon', { certificate: { until: inDays(20), trusted: true } }],
  ['certificate', 'bad soon', { certificate: { until: inDays(6), trusted: true } }],
  ['certificate', 'bad ended', { certificate: { until: inDays(-1), trusted: false } }],
  ['certificate', 'bad strange', { certificate: { until: inDays(60), trusted: false } }],
  ['record', 'look waits', { record: { waitingSince: inDate(-0.01), copiedAt: null } }],
  ['record', 'bad waits', { record: { waitingSince: inDate(-0.1), copiedAt: null } }],
  ['record', 'look none', { record: { waitingSince: null, copiedAt: null } }],
  ['record', 'look old', { record: { waitingSince: null, copiedAt: inDate(-1.5) } }],
  ['record', 'bad old', { record: { waitingSince: null, copiedAt: inDate(-3) } }],
  ['scanner', 'bad away', { scanner: false }],
  ['errors', 'look some', { processes: [{ part: 'whole', delay: 0, errors: [{ at: inDays(-0.5) }] }], wanted: 1 }],
  [
    'errors',
    'bad some',
    { processes: [{ part: 'whole', delay: 0, errors: Array.from({ length: 20 }, () => ({ at: inDays(-0.5) })) }] },
  ],
  ['statements', 'look slow', { statements: [{ mean: 1001, calls: 10 }] }],
]

test.each(cases)('%s is told as "%s" when it is', (part, expected, change) => {
  expect(said(part, change)).toBe(expected)
})

test('a part that the installation does not have is not judged', () => {
  expect(said('replicas', { replicas: [] })).toBeUndefined()
  expect(said('disk_backup', { disks: [] })).toBeUndefined()
  expect(said('scanner', { scanner: null })).toBeUndefined()
  expect(said('record', { record: null })).toBeUndefined()
})

test('every verdict and every remedy has words in both languages', () => {
  const keys = [well, ...cases.map(([, , change]) => ({ ...well, ...change }))]
    .flatMap(judge)
    .flatMap(({ part, text, remedy }) => [`operation.part.${part}`, text, ...(remedy ? [remedy] : [])])
  expect(keys.filter((key) => !(key in vi) || !(key in en))).toEqual([])
  const words = Object.keys(vi).filter((key) => key.endsWith('_do'))
  expect(words.filter((key) => !keys.includes(key))).toEqual([])
})
