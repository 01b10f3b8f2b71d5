import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { AggregatorRegistry } from 'prom-client'
import type { ProcessState } from '../platform/system.ts'
import { ownState } from './process-state.ts'

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
  | { kind: 'states_asked'; id: number }
  | { kind: 'states'; id: number; states: readonly ProcessState[] }
  | { kind: 'state_asked'; id: number }
  | { kind: 'state'; id: number; state: ProcessState }

/** A process that ends this soon after its start is not replaced at once, so that a fault does not spin. */
const shortLife = 5000
/** A process that does not say within this time how it is counts as missing. */
const stateWithin = 1000

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
      if (message.kind === 'states_asked')
        void statesOf(Object.values(cluster.workers ?? {})).then(
          (states) => worker.isConnected() && worker.send({ kind: 'states', id: message.id, states }),
        )
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

/** The primary and those workers that answer in time. */
async function statesOf(workers: readonly (Worker | undefined)[]): Promise<ProcessState[]> {
  const states = await Promise.all(workers.map((worker) => worker?.isConnected() && stateOf(worker)))
  return [ownState(), ...states.filter((state) => !!state)]
}

function stateOf(worker: Worker): Promise<ProcessState | null> {
  const id = Math.random()
  return new Promise((resolve) => {
    const end = (state: ProcessState | null) => {
      clearTimeout(patience)
      worker.off('message', take)
      resolve(state)
    }
    const take = (message: WorkerMessage) => {
      if (message.kind === 'state' && message.id === id) end(message.state)
    }
    const patience = setTimeout(end, stateWithin, null)
    worker.on('message', take)
    worker.send({ kind: 'state_asked', id } satisfies WorkerMessage)
  })
}

async function listening(worker: Worker): Promise<void> {
  for (;;) {
    const [message] = (await once(worker, 'message')) as [WorkerMessage]
    if (message.kind === 'listening') return
  }
}
