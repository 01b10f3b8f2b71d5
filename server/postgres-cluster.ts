import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import type { BaseLogger } from 'pino'
import { isOpenToOthers, postgresBinaries } from './postgres-binaries.ts'

/** The part of a logger that the database needs. */
export type Log = Pick<BaseLogger, 'debug' | 'info' | 'warn' | 'error'>

/** The roles whose passwords are kept beside the data: the first owns everything, the other is the application's. */
export type Role = 'postgres' | 'truong_app'

/** PostgreSQL's data on this disk, and what is needed to open them. */
export type Cluster = Readonly<{
  folder: string
  bin: string
  /** The account that PostgreSQL runs under when this process is root. */
  account: number | undefined
  passwords: Record<Role, string>
}>

/** PostgreSQL refuses to run as root; then it runs as "nobody", a number that needs no account. */
export const nobody = 65_534

/** Makes the data folder if it is missing, in such a way that PostgreSQL's account can enter it. Others may pass
 * through but not look around; what lies inside has modes of its own. */
export function makeDataFolder(dataDir: string): void {
  makeFolder(dataDir, 0o711)
  if (process.getuid?.() === 0 && !isOpenToOthers(dataDir))
    throw new Error(
      `The data folder ${dataDir} lies where only root may enter, and PostgreSQL does not run as root. ` +
        'Set DATA_DIR to a folder such as /var/lib/truong.',
    )
}

/** mkdir's own way of making parents would give them the last folder's mode, less what the umask takes. */
function makeFolder(folder: string, mode: number): void {
  if (existsSync(folder)) return
  makeFolder(dirname(folder), 0o755)
  mkdirSync(folder)
  chmodSync(folder, mode)
}

/** Finds the cluster of a data folder, or makes a new one. */
export async function openCluster(dataDir: string, log: Log, durable: boolean): Promise<Cluster> {
  const root = process.getuid?.() === 0
  const folder = join(dataDir, 'database')
  const isNew = !existsSync(folder)
  const cluster: Cluster = {
    folder,
    bin: join(postgresBinaries({ copyTo: dataDir, otherAccount: root }), 'bin'),
    account: root ? (isNew ? nobody : statSync(folder).uid) : undefined,
    passwords: keptPasswords(join(dataDir, 'database-passwords.json'), isNew),
  }
  if (isNew) await create(cluster, log, durable)
  else await endOrphan(folder, log)
  const major = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim()
  if (major !== '18') throw new Error(`The data in ${folder} were written by PostgreSQL ${major}, and this one is 18.`)
  return cluster
}

/** Starts one of PostgreSQL's programs in a session of its own, so that Ctrl+C in a terminal does not reach it:
 * the database stops after the server, not with it. */
export function launch(cluster: Cluster, program: 'initdb' | 'postgres', args: string[], cwd: string): ChildProcess {
  const { account } = cluster
  return spawn(join(cluster.bin, program), args, {
    cwd,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { LC_ALL: 'C.UTF-8', TZ: 'UTC' },
    ...(account && { uid: account, gid: account }),
  })
}

/** Calls back for each line that a process writes, until it ends. */
export function eachLine(child: ChildProcess, callback: (line: string) => void): void {
  for (const input of [child.stdout, child.stderr]) if (input) createInterface({ input }).on('line', callback)
}

/** Resolves with a process's code or signal, also when it cannot even be started. */
export function ended(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code, signal) => resolve(String(signal ?? code)))
  })
}

function keptPasswords(file: string, isNew: boolean): Record<Role, string> {
  if (!existsSync(file)) {
    if (!isNew) throw new Error(`${file} is missing; without it the database beside it cannot be opened.`)
    const fresh = { postgres: randomBytes(24).toString('hex'), truong_app: randomBytes(24).toString('hex') }
    writeFileSync(file, JSON.stringify(fresh), { mode: 0o600 })
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Record<Role, string>
}

async function create(cluster: Cluster, log: Log, durable: boolean): Promise<void> {
  log.info('creating the database')
  // Under another name until it is whole, so that a start cut short leaves nothing that looks finished.
  const half = `${cluster.folder}-half`
  const passwordFile = `${cluster.folder}-password`
  rmSync(half, { recursive: true, force: true })
  mkdirSync(half, { mode: 0o700 })
  writeFileSync(passwordFile, cluster.passwords.postgres, { mode: 0o600 })
  if (cluster.account) for (const path of [half, passwordFile]) chownSync(path, cluster.account, cluster.account)

  const args = ['--pgdata', half, '--username=postgres', '--pwfile', passwordFile, '--auth=scram-sha-256']
  args.push('--encoding=UTF8', '--locale-provider=icu', '--icu-locale=vi-VN', '--locale=C.UTF-8', '--data-checksums')
  if (!durable) args.push('--no-sync')
  const initdb = launch(cluster, 'initdb', args, half)
  const said: string[] = []
  eachLine(initdb, (line) => said.push(line))
  const end = await ended(initdb)
  rmSync(passwordFile)
  if (end !== '0') throw new Error(`The database could not be created (${end}).\n${said.join('\n')}`)
  renameSync(half, cluster.folder)
}

/** After a kill -9 of the server its PostgreSQL runs on, and no second one may open the same data. */
export async function endOrphan(folder: string, log: Log): Promise<void> {
  const file = join(folder, 'postmaster.pid')
  if (!existsSync(file)) return
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  if (processesIn(folder).includes(pid)) {
    log.warn({ pid }, 'stopping a database left over from an earlier run')
    process.kill(pid, 'SIGINT')
  }
  // Without their parent its other processes end by themselves, but not at once.
  for (const end = Date.now() + 60_000; processesIn(folder).length; await sleep(20))
    if (Date.now() > end)
      throw new Error(`PostgreSQL (${processesIn(folder).join(', ')}) uses ${folder} and does not stop.`)
  // The number may meanwhile belong to another process, or to one that is dead but not yet fetched by its parent:
  // PostgreSQL would take either for a server that still runs.
  if (existsSync(`/proc/${pid}`)) rmSync(file, { force: true })
}

/** The living processes whose working folder this is: PostgreSQL's own, since nothing else works there. */
function processesIn(folder: string): number[] {
  const place = realpathSync(folder)
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && workingFolder(name) === place)
    .map(Number)
}

function workingFolder(pid: string): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return null
  }
}
