import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config.ts'
import { dataHolder } from './data-lock.ts'

/** The address of the PostgreSQL inside a server that runs now: its port stands in its own file, its password beside. */
export function runningDatabase({ databaseUrl, dataDir, databaseName }: Config): string | null {
  if (databaseUrl) return databaseUrl
  const folder = join(dataDir, 'postgres')
  const file = join(folder, 'database', 'postmaster.pid')
  if (dataHolder(folder) === null || !existsSync(file)) return null
  const port = readFileSync(file, 'utf8').split('\n')[3]
  const passwords = JSON.parse(readFileSync(join(folder, 'database-passwords.json'), 'utf8')) as Record<string, string>
  return `postgres://truong_app:${passwords['truong_app']}@127.0.0.1:${port}/${databaseName}`
}
