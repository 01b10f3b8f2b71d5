import { parseArgs } from 'node:util'
import { join, resolve } from 'node:path'
import { pino } from 'pino'
import { readConfig } from '../server/config.ts'
import { startReplica } from '../server/embedded-replica.ts'

// Runs a read-only copy of the PostgreSQL inside a server that runs on this machine, and prints the address for
// DATABASE_REPLICA_URLS: npm run replica -- --data DIR, with the settings of that server.
const { values } = parseArgs({ options: { data: { type: 'string' } } })
if (!values.data) throw new Error('--data names the folder of the copy')
const { dataDir, databaseName } = readConfig()
const replica = await startReplica({
  of: join(dataDir, 'postgres'),
  dataDir: resolve(values.data),
  log: pino({ base: null }),
})
process.stdout.write(`DATABASE_REPLICA_URLS=${replica.url(databaseName, 'truong_app')}\n`)
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => void replica.stop().then(() => process.exit(0)))
