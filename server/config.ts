import { isIP } from 'node:net'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { isOpenToOthers } from './postgres-binaries.ts'

/** What can be set from outside, and only here. docs/operation.md prints this list. */
export const settings = [
  { name: 'PORT', default: '4000', meaning: 'The port that the server listens on.' },
  { name: 'HOST', default: '0.0.0.0; in demo mode 127.0.0.1', meaning: 'The address that the server listens on.' },
  {
    name: 'PUBLIC_URL',
    default: 'http://localhost:PORT',
    meaning: 'The address that people type, for links, cookies and passkeys.',
  },
  {
    name: 'TRUSTED_PROXIES',
    default: 'none',
    meaning: 'Addresses or networks of reverse proxies whose X-Forwarded-For is believed, separated by commas.',
  },
  {
    name: 'DATABASE_URL',
    default: 'the PostgreSQL inside the program',
    meaning: 'A PostgreSQL 18 or newer of your own, as the role truong_app.',
  },
  {
    name: 'DATABASE_OWNER_URL',
    default: 'DATABASE_URL',
    meaning: 'The same database as the role that owns the tables; used for migrations alone.',
  },
  {
    name: 'DATABASE_REPLICA_URLS',
    default: 'none',
    meaning: 'Databases that follow that one, as truong_app, separated by spaces: figures and look-ups are read there.',
  },
  {
    name: 'WORKERS',
    default: 'one for each processor; in demo mode 1',
    meaning: 'Processes that answer behind the one port. SIGHUP replaces them one after the other.',
  },
  { name: 'DATABASE_POOL', default: '10', meaning: 'Connections to the database held by one process.' },
  { name: 'DATABASE_MEMORY', default: '256', meaning: 'Shared buffers of the PostgreSQL inside the program, in MB.' },
  {
    name: 'DATA_DIR',
    default: '.data in this folder; for root, where others cannot enter it, /var/lib/truong/…',
    meaning: 'Where the database inside the program and uploaded files are kept. Back this up.',
  },
  { name: 'BACKUP_DIR', default: 'none', meaning: 'Where a backup is written every night. Best on another machine.' },
  {
    name: 'BACKUP_RECIPIENT',
    default: 'none',
    meaning: 'Whose key opens the backups: age1…, from npm run backup -- --new-key FILE.',
  },
  {
    name: 'BACKUP_HOUR',
    default: '2',
    meaning: 'The hour of the day, in TIME_ZONE, after which the backup is written.',
  },
  {
    name: 'BACKUP_KEEP_DAYS',
    default: '30',
    meaning: 'Days after which a backup is removed, once a newer one is whole.',
  },
  {
    name: 'RECORD_DIR',
    default: 'none',
    meaning:
      'Where every change of the database inside the program is written as it happens, encrypted for BACKUP_RECIPIENT, to go back to any instant. Best on another machine.',
  },
  {
    name: 'DEMO',
    default: '1 without DATABASE_URL, else 0',
    meaning: 'A fictional province in a database of its own, with its accounts offered on the sign-in page.',
  },
  {
    name: 'SECOND_FACTOR',
    default: 'demanded; in demo mode offered',
    meaning:
      'Whether posts of the sở and of communes count only once a second factor is set up (demanded), or anybody may have one (offered).',
  },
  {
    name: 'OIDC_ISSUER',
    default: 'none',
    meaning:
      "The province's own identity provider (OpenID Connect), as https://id.tinh.gov.vn; PUBLIC_URL/session/provider/back is registered there.",
  },
  { name: 'OIDC_CLIENT_ID', default: 'none', meaning: 'How that provider knows this installation.' },
  { name: 'OIDC_CLIENT_SECRET', default: 'none', meaning: 'The secret shared with it.' },
  { name: 'OIDC_NAME', default: 'the host of OIDC_ISSUER', meaning: 'What people call that provider, on the button.' },
  {
    name: 'OIDC_LOGIN_CLAIM',
    default: 'none',
    meaning:
      'The claim that is believed to be the login of an account here, such as preferred_username; only where nobody chooses it for themselves there. Without it each person connects the own account once.',
  },
  {
    name: 'KNOWN_DOCUMENTS',
    default: 'only',
    meaning:
      'Whether the API answers the documents of the built pages alone, to all but administrators and machines with a token (only), or whatever is asked within the limits (any).',
  },
  {
    name: 'KEEP_AFTER_LEAVING_YEARS',
    default: '5',
    meaning:
      'Years after a person has left for which data without a period of its own is kept, as the register of personal data says. Nothing is removed by it.',
  },
  {
    name: 'RELEASE_OVER',
    default: '1000',
    meaning: 'Of how many persons at most a file is written without a second person releasing it.',
  },
  { name: 'TIME_ZONE', default: 'Asia/Ho_Chi_Minh', meaning: 'The zone in which days begin and times are shown.' },
  { name: 'LOG_LEVEL', default: 'info', meaning: 'fatal, error, warn, info, debug, trace or silent.' },
  {
    name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    default: 'none',
    meaning: 'Where an OpenTelemetry collector takes traces over HTTP, such as http://localhost:4318.',
  },
  {
    name: 'CLAMAV',
    default: 'none',
    meaning:
      'The socket of a ClamAV that looks at every upload first: unix:/run/clamav/clamd.ctl or tcp://localhost:3310. While it does not answer, uploads are refused.',
  },
  {
    name: 'SESSION_HOURS',
    default: '720',
    meaning: 'Hours after which everyone signs in again, whatever longer time the post allows.',
  },
  {
    name: 'SESSION_IDLE_MINUTES',
    default: '10080',
    meaning: 'Minutes without a request after which any session ends, whatever longer time the post allows.',
  },
] as const

type Name = (typeof settings)[number]['name']

/** The settings of this process, read and checked once at the start. */
export type Config = Readonly<{
  port: number
  host: string
  publicUrl: URL
  trustedProxies: readonly string[]
  /** null: the PostgreSQL inside the program. */
  databaseUrl: string | null
  databaseOwnerUrl: string | null
  /** The database's name inside the program: the demo never meets real data. */
  databaseName: 'truong' | 'truong_demo'
  databaseReplicaUrls: readonly string[]
  workers: number
  databasePool: number
  databaseMemory: number
  dataDir: string
  /** null: no backups are written. */
  backup: Readonly<{ folder: string; recipient: string; hour: number; keepDays: number }> | null
  /** null: no record is kept by which one could go back to any instant. */
  record: Readonly<{ folder: string; recipient: string; keepDays: number }> | null
  demo: boolean
  /** Whether posts beyond one school count only with a second factor. */
  demandFactor: boolean
  /** Whether documents that no page has are refused to all but administrators. */
  onlyKnownDocuments: boolean
  /** The province's own identity provider. */
  provider: {
    issuer: string
    clientId: string
    clientSecret: string
    name: string
    loginClaim: string | null
  } | null
  /** What the register says of data for which no source gives a period. */
  releaseOver: number
  keepAfterLeavingYears: number
  timeZone: string
  logLevel: (typeof logLevels)[number]
  /** null: no traces are sent. */
  traces: string | null
  /** null: uploads are not scanned for viruses. */
  clamav: string | null
  sessionHours: number
  sessionIdleMinutes: number
}>

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
const root = resolve(import.meta.dirname, '..')

/** Reads, checks and freezes the settings; throws one error that names every bad value. */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const faults: string[] = []
  const set = (name: Name) => env[name]?.trim() || undefined
  const fault = (name: Name, expected: string) => void faults.push(`${name}=${env[name]}: ${expected}`)

  const whole = (name: Name, least: number, most: number, otherwise?: string) => {
    const text = set(name) ?? otherwise ?? settings.find((setting) => setting.name === name)!.default
    const number = Number(text)
    if (!/^\d+$/.test(text) || number < least || number > most) fault(name, `a whole number from ${least} to ${most}`)
    return number
  }
  const url = (name: Name, protocols: string[], text = set(name)) => {
    if (!text) return null
    if (!URL.canParse(text) || !protocols.includes(new URL(text).protocol)) {
      // A database's address holds a password: it is not repeated.
      faults.push(`${name}: an address that starts with ${protocols.map((it) => `${it}//`).join(' or ')}`)
      return null
    }
    return text
  }

  const databaseUrl = url('DATABASE_URL', ['postgres:', 'postgresql:'])
  const databaseOwnerUrl = url('DATABASE_OWNER_URL', ['postgres:', 'postgresql:']) ?? databaseUrl
  if (set('DATABASE_OWNER_URL') && !set('DATABASE_URL')) faults.push('DATABASE_OWNER_URL: DATABASE_URL is missing')

  const databaseReplicaUrls = (set('DATABASE_REPLICA_URLS') ?? '')
    .split(/\s+/)
    .flatMap((text) => url('DATABASE_REPLICA_URLS', ['postgres:', 'postgresql:'], text) ?? [])

  const demo = set('DEMO') ? set('DEMO') === '1' : !set('DATABASE_URL')
  if (set('DEMO') && !['0', '1'].includes(set('DEMO')!)) fault('DEMO', '1 or 0')
  if (demo && set('DATABASE_URL'))
    fault('DEMO', 'the demo does not write into a database of your own; unset DATABASE_URL or DEMO')

  const secondFactor = set('SECOND_FACTOR') ?? (demo ? 'offered' : 'demanded')
  if (!['demanded', 'offered'].includes(secondFactor)) fault('SECOND_FACTOR', 'demanded or offered')

  const knownDocuments = set('KNOWN_DOCUMENTS') ?? 'only'
  if (!['only', 'any'].includes(knownDocuments)) fault('KNOWN_DOCUMENTS', 'only or any')

  const issuer = url('OIDC_ISSUER', ['https:', 'http:'])
  const [clientId, clientSecret] = [set('OIDC_CLIENT_ID'), set('OIDC_CLIENT_SECRET')]
  if (issuer && !clientId) fault('OIDC_CLIENT_ID', 'how the provider of OIDC_ISSUER knows this installation')
  if (issuer && !clientSecret) faults.push('OIDC_CLIENT_SECRET: the secret shared with the provider of OIDC_ISSUER')
  const name = set('OIDC_NAME') ?? (issuer ? new URL(issuer).host : '')
  const loginClaim = set('OIDC_LOGIN_CLAIM') ?? null
  const provider =
    issuer && clientId && clientSecret ? Object.freeze({ issuer, clientId, clientSecret, name, loginClaim }) : null

  const timeZone = set('TIME_ZONE') ?? 'Asia/Ho_Chi_Minh'
  if (!isTimeZone(timeZone)) fault('TIME_ZONE', 'a name of the IANA list, such as Asia/Ho_Chi_Minh')

  const logLevel = logLevels.find((level) => level === (set('LOG_LEVEL') ?? 'info'))
  if (!logLevel) fault('LOG_LEVEL', logLevels.join(', '))

  const trustedProxies = (set('TRUSTED_PROXIES') ?? '').split(/[\s,]+/).filter(Boolean)
  if (!trustedProxies.every(isNetwork)) fault('TRUSTED_PROXIES', 'addresses or networks such as 10.0.0.0/8')

  const recipient = set('BACKUP_RECIPIENT')
  if (recipient && !/^age1[0-9a-z]{20,}$/.test(recipient))
    fault('BACKUP_RECIPIENT', 'a recipient of the age format, age1…')
  if (set('BACKUP_DIR') && !recipient)
    faults.push('BACKUP_RECIPIENT: a backup is always encrypted; whose key opens it?')
  if (set('RECORD_DIR') && !recipient)
    faults.push('BACKUP_RECIPIENT: the record is always encrypted; whose key opens it?')
  if (set('RECORD_DIR') && set('DATABASE_URL'))
    fault('RECORD_DIR', 'only the PostgreSQL inside the program is recorded; one of your own has its own tools')
  const hour = whole('BACKUP_HOUR', 0, 23)
  const keepDays = whole('BACKUP_KEEP_DAYS', 1, 3_650)
  const backup =
    set('BACKUP_DIR') && recipient ? { folder: resolve(set('BACKUP_DIR')!), recipient, hour, keepDays } : null
  const record = set('RECORD_DIR') && recipient ? { folder: resolve(set('RECORD_DIR')!), recipient, keepDays } : null

  const port = whole('PORT', 0, 65_535)
  const traces = url('OTEL_EXPORTER_OTLP_ENDPOINT', ['http:', 'https:'])
  const clamav = url('CLAMAV', ['unix:', 'tcp:'])
  const publicUrl = url('PUBLIC_URL', ['http:', 'https:']) ?? `http://localhost:${port}`
  const numbers = {
    workers: whole('WORKERS', 1, 128, String(demo ? 1 : availableParallelism())),
    databasePool: whole('DATABASE_POOL', 1, 150),
    databaseMemory: whole('DATABASE_MEMORY', 16, 65_536),
    releaseOver: whole('RELEASE_OVER', 0, 10_000_000),
    keepAfterLeavingYears: whole('KEEP_AFTER_LEAVING_YEARS', 1, 100),
    sessionHours: whole('SESSION_HOURS', 1, 720),
    sessionIdleMinutes: whole('SESSION_IDLE_MINUTES', 5, 10_080),
  }

  if (faults.length) throw new Error(`The settings cannot be used:\n${faults.map((line) => `  ${line}`).join('\n')}`)
  return Object.freeze({
    port,
    host: set('HOST') ?? (demo ? '127.0.0.1' : '0.0.0.0'),
    publicUrl: new URL(publicUrl),
    trustedProxies: Object.freeze(trustedProxies),
    databaseUrl,
    databaseOwnerUrl,
    databaseReplicaUrls: Object.freeze(databaseReplicaUrls),
    databaseName: demo ? 'truong_demo' : 'truong',
    dataDir: resolve(set('DATA_DIR') ?? defaultDataDir()),
    backup: backup && Object.freeze(backup),
    record: record && Object.freeze(record),
    demo,
    demandFactor: secondFactor === 'demanded',
    onlyKnownDocuments: knownDocuments === 'only',
    provider,
    timeZone,
    logLevel: logLevel!,
    traces,
    clamav,
    ...numbers,
  })
}

/** PostgreSQL does not run as root, and the account it runs under must be able to reach its data. */
function defaultDataDir(): string {
  const inside = join(root, '.data')
  if (process.getuid?.() !== 0 || isOpenToOthers(root)) return inside
  return join('/var/lib/truong', root.split('/').filter(Boolean).join('-'))
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/')
  const version = isIP(address)
  if (!version || rest.length) return false
  return bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
}
