import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { AggregatorRegistry } from 'prom-client'

/** The processes behind the one port. */
export interface Workers {
  /** Replaces each process by a new one that already answers: a new version goes in without a refused request. */
  renew(): Promise<void>
  stop(): Promise<void>
}

/** What a worker tells the primary, and the primary a worker. */
export type WorkerMessage =
  | { kind: 'database'; url: string }
  | { kind: 'listening' }
  | { kind: 'metrics_asked'; id: number }
  | { kind: 'metrics'; id: number; text: string }

/** A process that ends this soon after its start is not replaced at once, so that a fault does not spin. */
const shortLife = 5000

/**
 * Starts `count` processes that share the port; one that ends by itself is replaced. Each opens its own connections, and
 * the operating system hands out requests; metrics are those of all together.
 */
export async function startWorkers(count: number, appUrl: string, log: Logger): Promise<Workers> {
  cluster.setupPrimary({ exec: join(import.meta.dirname, 'worker.ts') })
  const metrics = new AggregatorRegistry()
  let stopping = false
  const leaving = new Set<Worker>()

  async function add(): Promise<Worker> {
    const worker = cluster.fork()
    // Not by its environment or arguments, which others on the machine may read.
    worker.send({ kind: 'database', url: appUrl } satisfies WorkerMessage)
    const begun = performance.now()
    worker.on('message', (message: WorkerMessage) => {
      if (message.kind !== 'metrics_asked') return
      void metrics
        .clusterMetrics()
        .catch((error: unknown) => `# ${String(error)}\n`)
        .then((text) => worker.isConnected() && worker.send({ kind: 'metrics', id: message.id, text }))
    })
    worker.once('exit', (code, signal) => {
      if (stopping || leaving.delete(worker)) return
      log.error({ code, signal }, 'a process ended by itself and is replaced')
      void sleep(performance.now() - begun < shortLife ? 2000 : 0).then(async () => {
        if (!stopping) await add()
      })
    })
    await Promise.race([listening(worker), once(worker, 'exit')])
    return worker
  }

  async function end(worker: Worker): Promise<void> {
    if (worker.isDead()) return
    leaving.add(worker)
    worker.process.kill('SIGTERM')
    await once(worker, 'exit')
  }

  const first = await Promise.all(Array.from({ length: count }, add))
  if (first.every((worker) => worker.isDead())) throw new Error('no process could be started')
  return {
    async renew() {
      for (const worker of Object.values(cluster.workers ?? {})) {
        const next = await add()
        if (next.isDead()) return log.error('a new process did not start; the old ones go on')
        if (worker) await end(worker)
      }
    },
    async stop() {
      stopping = true
      await Promise.all(Object.values(cluster.workers ?? {}).map((worker) => worker && end(worker)))
    },
  }
}

async function listening(worker: Worker): Promise<void> {
  for (;;) {
    const [message] = (await once(worker, 'message')) as [WorkerMessage]
    if (message.kind === 'listening') return
  }
}
