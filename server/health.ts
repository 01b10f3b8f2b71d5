import cluster from 'node:cluster'
import { Router } from 'express'
import { sql, type Kysely } from 'kysely'
import { collectDefaultMetrics, Gauge, Histogram, register } from 'prom-client'
import type { Database } from '../platform/database.ts'
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
collectDefaultMetrics()

/** `/health`: the process lives; `/ready`: it takes requests and the database answers; `/metrics` for Prometheus. */
export function healthRoutes({ db, ready }: { db: Kysely<Database>; ready: () => boolean }): Router {
  const router = Router()
  router.use((request, response, next) => {
    const stop = durations.startTimer()
    const first = request.path.split('/')[1] ?? ''
    const route = served.has(first) ? first : 'page'
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
    const { rows } = await sql<{ lag: number; faults: number }>`/* metrics.sums */
      select coalesce(extract(epoch from clock_timestamp() - min(at)), 0)::float8 as lag,
        (select count(*)::integer from sum_fault where at > now() - interval '30 days') as faults from sum_due`.execute(
      db,
    )
    sumsLag.set(rows[0]?.lag ?? 0)
    sumFaults.set(rows[0]?.faults ?? 0)
    const { rows: backups } = await sql<{ kind: string; age: number }>`/* metrics.backups */
      select kind, extract(epoch from clock_timestamp() - max(at))::float8 as age from backup_run where error is null group by kind`.execute(
      db,
    )
    for (const { kind, age } of backups) backupAge.set({ kind }, age)
    response.type(register.contentType).send(await metricsOfAll())
  })
  return router
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
