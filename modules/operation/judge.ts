/** How a part of the installation is: well, to be looked at soon, or to be mended now. */
export type Level = 'good' | 'look' | 'bad'

/** The parts that are judged, in the order of the page. */
export const parts = [
  'processes',
  'database',
  'replicas',
  'queue',
  'sums',
  'trail',
  'verified',
  'disk_data',
  'disk_backup',
  'backup',
  'trial',
  'record',
  'certificate',
  'scanner',
  'errors',
  'statements',
] as const

/** One part with its verdict: the key of the words, of what to do about it, and their values. */
export interface Check {
  part: (typeof parts)[number]
  level: Level
  text: string
  /** The key of what to do; null where nothing is to be done. */
  remedy: string | null
  values: Record<string, string | number>
}

/** What is judged. Ages and lags are seconds, sizes bytes. */
export interface Facts {
  at: Date
  /** How many processes there should be that answer. */
  wanted: number
  /** Whether a backup is written every night. */
  backedUp: boolean
  processes: readonly { part: string; delay: number; errors: readonly { at: string }[] }[]
  replicas: readonly { used: boolean; lag: number | null }[]
  disks: readonly { folder: 'data' | 'backup'; free: number | null; size: number | null }[]
  certificate: { until: string | null; trusted: boolean } | null
  /** null where no record is kept by which the database goes back to any instant. */
  record: { waitingSince: Date | null; copiedAt: Date | null } | null
  /** Whether the virus scanner answers; null where none is set. */
  scanner: boolean | null
  database: {
    version: string
    size: number
    connections: number
    connections_at_most: number
    jobs_waiting: number
    jobs_running: number
    jobs_failed: number
    job_wait: number
    sums_lag: number
    sum_faults: number
    seal_open: number
    seal_behind: number
    backup_at: Date | null
    backup_age: number | null
    backup_bytes: number | null
    backup_failed: boolean
    trial_at: Date | null
    trial_age: number | null
    verified_at: Date | null
    verified_age: number | null
    verified_changes: number | null
    verified_faults: number | null
  }
  statements: readonly { mean: number; calls: number }[]
}

const minute = 60
const hour = 3600
const day = 86_400

type Verdict = Omit<Check, 'part' | 'text' | 'remedy'> & { word: string }
const verdict = (level: Level, word: string, values: Verdict['values'] = {}): Verdict => ({ level, word, values })

/** Looks at a number with two limits. */
const over = (value: number, look: number, bad: number): Level => (value > bad ? 'bad' : value > look ? 'look' : 'good')

/** Judges all parts. The limits are those of the alerts in docs/operation/alerts.yml. */
export function judge(facts: Facts): Check[] {
  return parts.flatMap((part) => {
    const found = judges[part](facts)
    if (!found) return []
    const { level, word, values } = found
    const text = `operation.is.${[part.split('_')[0], word].join('.')}`
    return [{ part, level, text, remedy: level === 'good' ? null : `${text}_do`, values }]
  })
}

const judges: Record<Check['part'], (facts: Facts) => Verdict | null> = {
  processes({ processes, wanted }) {
    const count = processes.filter(({ part }) => part !== 'primary').length
    if (count < wanted) return verdict('bad', 'fewer', { count, wanted })
    const delay = Math.max(0, ...processes.map((one) => one.delay))
    const level = over(delay, 200, 1000)
    return verdict(level, level === 'good' ? 'well' : 'slow', { count, delay })
  },
  database({ database: { version, size, connections, connections_at_most } }) {
    const level = over(connections / connections_at_most, 0.8, 0.95)
    return verdict(level, level === 'good' ? 'well' : 'crowded', {
      version,
      size,
      connections,
      most: connections_at_most,
    })
  },
  replicas({ replicas }) {
    if (replicas.length === 0) return null
    const out = replicas.filter(({ used }) => !used).length
    if (out > 0) return verdict('look', 'left_out', { out, count: replicas.length })
    return verdict('good', 'well', { count: replicas.length, lag: Math.max(...replicas.map(({ lag }) => lag ?? 0)) })
  },
  queue({ database: { jobs_waiting: waiting, jobs_running: running, jobs_failed: failed, job_wait: age } }) {
    const level = over(age, 5 * minute, hour)
    if (level !== 'good') return verdict(level, 'late', { waiting, age })
    return failed > 0 ? verdict('look', 'failed', { failed }) : verdict('good', 'well', { waiting, running })
  },
  sums({ database: { sums_lag: lag, sum_faults: faults } }) {
    const level = over(lag, minute, 10 * minute)
    if (level !== 'good') return verdict(level, 'late', { lag })
    return faults > 0 ? verdict('look', 'faults', { faults }) : verdict('good', 'well', { lag })
  },
  trail({ database: { seal_open: open, seal_behind: age } }) {
    const level = over(age, 5 * minute, hour)
    return verdict(level, level === 'good' ? 'well' : 'late', { open, age })
  },
  verified({ database: { verified_at, verified_age: age, verified_changes, verified_faults } }) {
    if (!verified_at || age === null) return verdict('look', 'none')
    const values = { at: verified_at.toISOString(), age, changes: verified_changes ?? 0, faults: verified_faults ?? 0 }
    if (values.faults > 0) return verdict('bad', 'altered', values)
    return age > 35 * day ? verdict('look', 'old', values) : verdict('good', 'well', values)
  },
  disk_data: ({ disks }) => diskOf(disks, 'data'),
  disk_backup: ({ disks }) => diskOf(disks, 'backup'),
  backup({ backedUp, database: { backup_at, backup_age: age, backup_bytes, backup_failed } }) {
    if (!backedUp && age === null) return verdict('look', 'off')
    if (backup_failed) return verdict('bad', 'failed')
    if (!backup_at || age === null) return verdict('look', 'none')
    const level = over(age, 26 * hour, 50 * hour)
    const values = { at: backup_at.toISOString(), age, size: backup_bytes ?? 0 }
    return verdict(level, level === 'good' ? 'well' : 'old', values)
  },
  trial({ database: { trial_at, trial_age: age } }) {
    if (!trial_at || age === null) return verdict('look', 'none')
    const level = over(age, 35 * day, 100 * day)
    return verdict(level, level === 'good' ? 'well' : 'old', { at: trial_at.toISOString(), age })
  },
  record({ record, at }) {
    if (!record) return null
    const since = (then: Date | null) => (then ? Math.max(0, (at.getTime() - then.getTime()) / 1000) : 0)
    const waits = since(record.waitingSince)
    const level = over(waits, 5 * minute, hour)
    if (level !== 'good') return verdict(level, 'waits', { age: waits })
    if (!record.copiedAt) return verdict('look', 'none')
    const age = since(record.copiedAt)
    return verdict(over(age, 26 * hour, 50 * hour), age > 26 * hour ? 'old' : 'well', {
      at: record.copiedAt.toISOString(),
      age,
    })
  },
  certificate({ certificate, at }) {
    if (!certificate) return verdict('look', 'plain')
    if (!certificate.until) return verdict('look', 'unseen')
    const left = (Date.parse(certificate.until) - at.getTime()) / 1000
    const values = { until: certificate.until, left: Math.max(0, left) }
    if (left <= 0) return verdict('bad', 'ended', values)
    if (!certificate.trusted) return verdict('bad', 'strange', values)
    if (left < 21 * day) return verdict(left < 7 * day ? 'bad' : 'look', 'soon', values)
    return verdict('good', 'well', values)
  },
  scanner({ scanner }) {
    if (scanner === null) return null
    return scanner ? verdict('good', 'well') : verdict('bad', 'away')
  },
  errors({ processes, at }) {
    const since = at.getTime() - day * 1000
    const count = processes.flatMap(({ errors }) => errors).filter((error) => Date.parse(error.at) > since).length
    return count === 0 ? verdict('good', 'none') : verdict(over(count, 0, 19), 'some', { count })
  },
  statements({ statements }) {
    const count = statements.filter(({ mean, calls }) => mean > 1000 && calls >= 10).length
    return count > 0 ? verdict('look', 'slow', { count }) : verdict('good', 'well')
  },
}

function diskOf(disks: Facts['disks'], folder: 'data' | 'backup'): Verdict | null {
  const disk = disks.find((one) => one.folder === folder)
  if (!disk) return null
  if (disk.free === null || !disk.size) return verdict('bad', 'unseen')
  const share = Math.floor((100 * disk.free) / disk.size)
  const level = share < 5 ? 'bad' : share < 15 ? 'look' : 'good'
  return verdict(level, level === 'good' ? 'well' : 'low', { free: disk.free, share })
}
