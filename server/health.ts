import cluster from 'node:cluster'
import { Router } from 'express'
import { sql, type Kysely } from 'kysely'
import { collectDefaultMetrics, Gauge, Histogram, register } from 'prom-client'
import type { Database } from '../platform/database.ts'
import type { SystemProbe } from '../platform/system.ts'
import type { WorkerMessage } from './workers.ts'

const durations = new Histogram({
  name: 'truong_http_seconds',
  help: 'Time of a request by first part of its path and status.',
  labelNames: ['route', 'status'],
  buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
})
/** What is measured apart; everything else is a page. A closed list: a label for each address that a stranger thinks up would fill the memory. */
const served = new Set([
  'graphql',
  'session',
  'assets',
  'files',
  'imports',
  'statistics',
  'students',
  'trail',
  'health',
  'ready',
  'metrics',
  'own-data.json',
])
/** The first part of a path if it is one of ours; anything else is a page. */
export function routeOf(path: string): string {
  const first = path.split('/')[1] ?? ''
  return served.has(first) ? first : 'page'
}
const sumsLag = new Gauge({
  name: 'truong_sums_lag_seconds',
  help: 'Since when the oldest changed record waits to be counted in the sums; 0 when nothing waits.',
  aggregator: 'max',
})
const sumFaults = new Gauge({
  name: 'truong_sum_faults',
  help: 'Sums that differed from a recount of the records in the last thirty days; anything but 0 is to be looked at.',
  aggregator: 'max',
})
const backupAge = new Gauge({
  name: 'truong_backup_age_seconds',
  help: 'Since the last whole backup (kind backup) and the last trial of one (kind trial); absent while there was none.',
  labelNames: ['kind'],
  aggregator: 'min',
})
const jobsWait = new Gauge({
  name: 'truong_jobs_wait_seconds',
  help: 'Since when the oldest background work could have begun and has not; 0 when none waits.',
  aggregator: 'max',
})
const sealsLag = new Gauge({
  name: 'truong_seals_lag_seconds',
  help: 'The age of the oldest change of the trail that no seal covers yet; 0 when all are sealed.',
  aggregator: 'max',
})
const databaseBytes = new Gauge({ name: 'truong_database_bytes', help: 'Size of the database.', aggregator: 'max' })
const diskFree = new Gauge({
  name: 'truong_disk_free_ratio',
  help: 'Share of the disk that is free under a folder (data, backup); absent where it cannot be read.',
  labelNames: ['folder'],
  aggregator: 'min',
})
const processes = new Gauge({
  name: 'truong_processes',
  help: 'Processes of this machine that answer.',
  aggregator: 'max',
})
const processesWanted = new Gauge({
  name: 'truong_processes_wanted',
  help: 'Processes that should answer (WORKERS).',
  aggregator: 'max',
})
const replicasUnused = new Gauge({
  name: 'truong_replicas_unused',
  help: 'Replicas that do not answer or lag too far to be read.',
  aggregator: 'max',
})
const certificateLeft = new Gauge({
  name: 'truong_certificate_left_seconds',
  help: 'Until the certificate of the public address ends; absent without one, or where it cannot be seen.',
  labelNames: ['host'],
  aggregator: 'min',
})
const recordWaits = new Gauge({
  name: 'truong_record_wait_seconds',
  help: 'Since when the oldest change of the database waits to be taken to RECORD_DIR; 0 when none does.',
  aggregator: 'max',
})
collectDefaultMetrics()

/** `/health`: the process lives; `/ready`: it takes requests and the database answers; `/metrics` for Prometheus. */
export function healthRoutes({
  db,
  ready,
  system,
  publicUrl,
}: {
  db: Kysely<Database>
  ready: () => boolean
  system?: SystemProbe
  publicUrl: URL
}): Router {
  const router = Router()
  router.use((request, response, next) => {
    const stop = durations.startTimer()
    const route = routeOf(request.path)
    response.on('finish', () => stop({ route, status: String(response.statusCode) }))
    next()
  })
  // Which process answers tells that all of them do.
  router.get('/health', (_request, response) => {
    response.setHeader('x-process', process.pid)
    response.type('text').send('ok')
  })
  router.get('/ready', async (_request, response) => {
    const answers =
      ready() &&
      (await sql`select 1`.execute(db).then(
        () => true,
        () => false,
      ))
    response
      .status(answers ? 200 : 503)
      .type('text')
      .send(answers ? 'ready' : 'not ready')
  })
  router.get('/metrics', async (_request, response) => {
    const { rows } = await sql<Lags>`/* metrics.lags */
      select coalesce(extract(epoch from clock_timestamp() - min(at)), 0)::float8 as sums,
        (select count(*)::integer from sum_fault where at > now() - interval '30 days') as faults,
        (select coalesce(extract(epoch from clock_timestamp() - min(run_at)), 0)::float8 from job
          where state = 'waiting' and run_at <= now()) as jobs,
        (select coalesce(extract(epoch from clock_timestamp() - uuid_extract_timestamp(c.id)), 0)::float8 from change c
          where c.id > coalesce((select to_id from trail_seal order by to_id desc limit 1), '00000000-0000-0000-0000-000000000000')
          order by c.id limit 1) as seals,
        pg_database_size(current_database()) as bytes from sum_due`.execute(db)
    const [lags] = rows
    sumsLag.set(lags?.sums ?? 0)
    sumFaults.set(lags?.faults ?? 0)
    jobsWait.set(lags?.jobs ?? 0)
    sealsLag.set(lags?.seals ?? 0)
    databaseBytes.set(lags?.bytes ?? 0)
    if (system) await probed(system, publicUrl)
    const { rows: backups } = await sql<{ kind: string; age: number }>`/* metrics.backups */
      select kind, extract(epoch from clock_timestamp() - max(at))::float8 as age from backup_run where error is null group by kind`.execute(
      db,
    )
    for (const { kind, age } of backups) backupAge.set({ kind }, age)
    response.type(register.contentType).send(await metricsOfAll())
  })
  return router
}

interface Lags {
  sums: number
  faults: number
  jobs: number
  seals: number | null
  bytes: number
}

/** What the server knows of what it stands on. */
async function probed(system: SystemProbe, { hostname }: URL): Promise<void> {
  replicasUnused.set(system.replicas().filter(({ used }) => !used).length)
  processesWanted.set(system.wanted)
  const since = system.record()?.waitingSince
  recordWaits.set(since ? (Date.now() - since.getTime()) / 1000 : 0)
  const [states, disks, certificate] = await Promise.all([system.processes(), system.disks(), system.certificate()])
  processes.set(states.filter(({ part }) => part !== 'primary').length)
  for (const { folder, free, size } of disks)
    if (free !== null && size) diskFree.set({ folder }, free / size)
    else diskFree.remove({ folder })
  if (certificate?.until) certificateLeft.set({ host: hostname }, (Date.parse(certificate.until) - Date.now()) / 1000)
  else certificateLeft.remove({ host: hostname })
}

/** The metrics of all processes behind the port; the primary gathers them. */
async function metricsOfAll(): Promise<string> {
  if (!cluster.isWorker) return register.metrics()
  const id = Math.random()
  return new Promise((resolve) => {
    const take = (message: WorkerMessage) => {
      if (message.kind !== 'metrics' || message.id !== id) return
      process.off('message', take)
      resolve(message.text)
    }
    process.on('message', take)
    process.send?.({ kind: 'metrics_asked', id } satisfies WorkerMessage)
  })
}
