import { AggregatorRegistry } from 'prom-client'
import { readConfig } from './config.ts'
import { openLog } from './log.ts'
import { answerForState } from './process-state.ts'
import { serve } from './serve.ts'
import type { WorkerMessage } from './workers.ts'

// One of several processes behind the port; server/workers.ts starts it and tells it where the prepared database is.
// From here on the primary can ask this process for its metrics and how it is.
void new AggregatorRegistry()
answerForState()
const config = readConfig()
const log = openLog({ level: config.logLevel, base: { worker: process.pid } })
const serving = await serve(config, await databaseUrl(), log)
process.send?.({ kind: 'listening' })

let ending = false
for (const signal of ['SIGTERM', 'disconnect'] as const) process.on(signal, () => void stop())
// The terminal sends them to all processes; the primary decides.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {})

async function stop(): Promise<void> {
  if (ending) return
  ending = true
  setTimeout(() => process.exit(1), 15_000).unref()
  await serving.stop()
  process.exit(0)
}

function databaseUrl(): Promise<string> {
  return new Promise((resolve) => {
    process.on('message', (message: WorkerMessage) => message.kind === 'database' && resolve(message.url))
  })
}
