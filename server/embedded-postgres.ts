import type { ChildProcess } from 'node:child_process'
import { createServer, type AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client, escapeIdentifier, escapeLiteral } from 'pg'
import { lockData } from './data-lock.ts'
import { eachLine, ended, launch, makeDataFolder, openCluster } from './postgres-cluster.ts'
import type { Cluster, Log, Role } from './postgres-cluster.ts'
import { archivingSettings, makeOutbox, outboxIn } from './point-in-time/outbox.ts'

/** A running PostgreSQL that belongs to this process alone. */
export type Postgres = Readonly<{
  /** The address of a database for a role; without a role, for the one that owns everything. */
  url(database: string, role?: Role): string
  password(role: Role): string
  /** Creates a database where it is missing. */
  ensureDatabase(database: string): Promise<void>
  /** Lets a role that a migration has created sign in with its password. */
  admit(role: Role): Promise<void>
  stop(): Promise<void>
}>

type Options = {
  dataDir: string
  log: Log
  /** false for tests: faster, and what is written need not outlive a power cut. */
  durable?: boolean
  /** Shared buffers in MB. */
  memory?: number
  /** How often within ten minutes it may end by itself before it is given up. */
  ends?: number
  /** Whether it lays its write-ahead log into an outbox, from which its record is kept (server/point-in-time). */
  archiving?: boolean
  /** Called once if PostgreSQL keeps ending by itself and is given up. */
  onLost?: (error: Error) => void
}

/** Starts the PostgreSQL inside the program, creating its data where there are none. It listens on this machine only,
 * asks for a password, and is started again when it ends by itself. */
export async function startPostgres(options: Options): Promise<Postgres> {
  const { dataDir, log, durable = true } = options
  makeDataFolder(dataDir)
  const unlock = lockData(dataDir)
  try {
    const cluster = await openCluster(dataDir, log, durable)
    if (options.archiving) makeOutbox(outboxIn(dataDir), cluster.account)
    const port = await freePort()
    const url = (database: string, role: Role = 'postgres') =>
      `postgres://${role}:${cluster.passwords[role]}@127.0.0.1:${port}/${encodeURIComponent(database)}`
    const stop = await keepRunning(
      cluster,
      [...serverSettings(options), '-c', `port=${port}`],
      url('postgres'),
      options,
    )

    return {
      url,
      password: (role) => cluster.passwords[role],
      ensureDatabase: (database) =>
        withClient(url('postgres'), async (client) => {
          const { rowCount } = await client.query('select from pg_database where datname = $1', [database])
          if (!rowCount) await client.query(`create database ${escapeIdentifier(database)}`)
        }),
      admit: (role) =>
        withClient(url('postgres'), async (client) => {
          const password = escapeLiteral(cluster.passwords[role])
          await client.query(`alter role ${escapeIdentifier(role)} login password ${password}`)
        }),
      stop: () => stop().finally(unlock),
    }
  } catch (error) {
    unlock()
    throw error
  }
}

/** Runs PostgreSQL until the returned function is called; five ends by itself within ten minutes are one too many. */
async function keepRunning(
  cluster: Cluster,
  args: string[],
  url: string,
  { log, onLost, ends: endsBorne = 5 }: Options,
) {
  let stopping = false
  let child: ChildProcess
  let end: Promise<string>
  const ends: number[] = []
  const lastLines: string[] = []
  const endWithUs = () => child.kill('SIGINT')

  begin()
  process.once('exit', endWithUs)
  const started = new AbortController()
  const failure = await Promise.race([
    answering(url, log, started.signal).catch((error: Error) => error.message),
    end!.then((how) => `it ended (${how})\n${lastLines.join('\n')}`),
  ])
  if (failure) {
    started.abort()
    await stop()
    throw new Error(`PostgreSQL did not start: ${failure}`)
  }
  void watch()
  return stop

  function begin() {
    child = launch(cluster, 'postgres', ['-D', cluster.folder, ...args], cluster.folder)
    end = ended(child)
    eachLine(child, (line) => {
      lastLines.push(line)
      if (lastLines.length > 20) lastLines.shift()
      report(line, log, stopping)
    })
  }

  async function watch() {
    for (;;) {
      const how = await end
      if (stopping) return
      ends.push(Date.now())
      const recent = ends.filter((at) => at > Date.now() - 600_000).length
      if (recent > endsBorne) {
        const error = new Error(`PostgreSQL has ended by itself ${recent} times in ten minutes (${how})`)
        log.error(error)
        onLost?.(error)
        return
      }
      log.error({ how }, 'PostgreSQL ended by itself and is being started again')
      // Its own processes need a moment to notice that their parent is gone.
      await sleep(200 * 2 ** Math.min(recent, 5))
      if (stopping) return
      begin()
    }
  }

  async function stop() {
    stopping = true
    process.off('exit', endWithUs)
    // SIGINT ends connections and writes everything down; SIGQUIT leaves that to the recovery of the next start.
    child.kill('SIGINT')
    const patience = setTimeout(() => child.kill('SIGQUIT'), 60_000)
    await end
    clearTimeout(patience)
  }
}

function serverSettings({ dataDir, archiving, durable = true, memory = 256 }: Options): string[] {
  const values: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: `${memory}MB`,
    effective_cache_size: `${memory * 4}MB`,
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    random_page_cost: 1.1,
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    shared_preload_libraries: 'pg_stat_statements',
    timezone: 'UTC',
    lc_messages: 'C',
    log_line_prefix: '',
    // The details of an error repeat the row, and a log holds no personal data.
    log_error_verbosity: 'terse',
    ...(archiving && archivingSettings(outboxIn(dataDir))),
    ...(!durable && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    ...(!durable && { wal_level: 'minimal', max_wal_senders: 0, autovacuum: 'off' }),
  }
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/** Waits until a query is answered. Recovery after a power cut may take minutes, so there is no limit. */
async function answering(url: string, log: Log, signal: AbortSignal): Promise<void> {
  for (let tries = 1; !signal.aborted; tries++) {
    try {
      return await withClient(url, async (client) => void (await client.query('select 1')))
    } catch (error) {
      const { code, message } = error as Error & { code?: string }
      // Anything else than "not yet" does not get better by waiting. 57P03: starting up.
      if (!['ECONNREFUSED', 'ECONNRESET', '57P03'].includes(code ?? '')) throw error
      if (tries % 200 === 0) log.warn(`waiting for PostgreSQL: ${message}`)
      await sleep(50)
    }
  }
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url })
  // Without a listener a lost connection would end the whole process; the query in progress reports it anyway.
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function report(line: string, log: Log, stopping: boolean): void {
  const serious =
    /^(FATAL|PANIC):/.test(line) && !stopping && !/is starting up|not yet accepting connections/.test(line)
  if (serious) log.error({ postgres: line })
  else if (line.startsWith('WARNING:')) log.warn({ postgres: line })
  else log.debug({ postgres: line })
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
