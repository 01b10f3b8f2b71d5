import cluster from 'node:cluster'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { statementTimes } from '../platform/statement-times.ts'
import type { ProcessState } from '../platform/system.ts'
import { recentErrors } from './recent-errors.ts'
import type { WorkerMessage } from './workers.ts'

const startedAt = new Date(Date.now() - process.uptime() * 1000).toISOString()
const turn = 20
const delays = monitorEventLoopDelay({ resolution: turn })
delays.enable()
setInterval(() => delays.reset(), 60_000).unref()

/** This process. */
export function ownState(): ProcessState {
  return {
    pid: process.pid,
    part: cluster.isWorker ? 'worker' : Object.keys(cluster.workers ?? {}).length ? 'primary' : 'whole',
    startedAt,
    memory: process.memoryUsage.rss(),
    delay: delays.count ? Math.max(0, Math.round(delays.percentile(99) / 1e6 - turn)) : 0,
    errors: recentErrors(),
    statements: statementTimes(),
  }
}

/** A worker answers the primary's question how it is. */
export function answerForState(): void {
  process.on('message', (message: WorkerMessage) => {
    if (message.kind === 'state_asked') tell({ kind: 'state', id: message.id, state: ownState() })
  })
}

/** All processes behind the port that answer within a second; a worker asks the primary, which asks the others. */
export async function statesOfAll(): Promise<readonly ProcessState[]> {
  if (!cluster.isWorker) return [ownState()]
  const id = Math.random()
  return new Promise((resolve) => {
    const take = (message: WorkerMessage) => {
      if (message.kind !== 'states' || message.id !== id) return
      process.off('message', take)
      resolve(message.states)
    }
    process.on('message', take)
    tell({ kind: 'states_asked', id })
  })
}

const tell = (message: WorkerMessage): void => void process.send?.(message)
