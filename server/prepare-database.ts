import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { startPostgres } from './embedded-postgres.ts'
import { migrate } from './migrate.ts'
import { dayIn } from '../platform/context.ts'
import { loadReference } from '../seeds/reference/load.ts'

const demoPupils = 6_000

/** A database that is migrated and holds the reference lists (and in demo mode the demo province). */
export interface PreparedDatabase {
  ownerUrl: string
  appUrl: string
  stop: () => Promise<void>
}

/** Starts the PostgreSQL inside the program, or takes the one configured; migrates it and loads what must always be there. */
export async function prepareDatabase(config: Config, log: Logger): Promise<PreparedDatabase> {
  if (config.databaseUrl && config.databaseOwnerUrl) {
    await migrate(config.databaseOwnerUrl)
    await loadSeeds(config.databaseOwnerUrl, config, log)
    return { ownerUrl: config.databaseOwnerUrl, appUrl: config.databaseUrl, stop: async () => {} }
  }
  const postgres = await startPostgres({
    dataDir: `${config.dataDir}/postgres`,
    memory: config.databaseMemory,
    archiving: config.record !== null,
    log,
    onLost: (error) => {
      log.fatal({ err: error }, 'PostgreSQL keeps ending')
      process.exit(1)
    },
  })
  await postgres.ensureDatabase(config.databaseName)
  const ownerUrl = postgres.url(config.databaseName)
  await migrate(ownerUrl)
  await postgres.admit('truong_app')
  await loadSeeds(ownerUrl, config, log)
  return { ownerUrl, appUrl: postgres.url(config.databaseName, 'truong_app'), stop: () => postgres.stop() }
}

async function loadSeeds(ownerUrl: string, config: Config, log: Logger): Promise<void> {
  await loadReference(ownerUrl)
  if (!config.demo) return
  const { generate } = await import('../seeds/demo/generate.ts')
  const begun = performance.now()
  const today = dayIn(config.timeZone, new Date())
  if ((await generate(ownerUrl, { size: demoPupils, seed: 'truong', today })) === 'present') return
  log.info(`the demo province was made in ${Math.round((performance.now() - begun) / 100) / 10} s`)
}
