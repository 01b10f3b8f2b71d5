import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config.ts'
import { dataHolder } from './data-lock.ts'

/**
 * The address of the database of a server that runs now, as the application or as the owner of the tables. Of the
 * PostgreSQL inside the program the port stands in its own file, the passwords beside.
 */
export function runningDatabase(
  { databaseUrl, databaseOwnerUrl, dataDir, databaseName }: Config,
  role: 'truong_app' | 'postgres' = 'truong_app',
): string | null {
  if (databaseUrl) return role === 'postgres' ? databaseOwnerUrl : databaseUrl
  const folder = join(dataDir, 'postgres')
  const file = join(folder, 'database', 'postmaster.pid')
  if (dataHolder(folder) === null || !existsSync(file)) return null
  const port = readFileSync(file, 'utf8').split('\n')[3]
  const passwords = JSON.parse(readFileSync(join(folder, 'database-passwords.json'), 'utf8')) as Record<string, string>
  return `postgres://${role}:${passwords[role]}@127.0.0.1:${port}/${databaseName}`
}
