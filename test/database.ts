import { randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import { addressOf, execute } from './test-server.ts'

/** A migrated, empty database that no other test sees. */
export type TestDatabase = Readonly<{
  /** For the role that owns the tables. */
  ownerUrl: string
  /** For the role that the application has. */
  appUrl: string
  drop: () => Promise<void>
}>

/** Copies the run's template; for one test file, or for one test where files share nothing. */
export async function freshDatabase(): Promise<TestDatabase> {
  const { adminUrl, template, appPassword } = inject('testServer')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await execute(adminUrl, `create database ${name} template ${template} strategy file_copy`)
  return {
    ownerUrl: addressOf(adminUrl, name),
    appUrl: addressOf(adminUrl, name, { name: 'truong_app', password: appPassword }),
    drop: () => execute(adminUrl, `drop database if exists ${name} with (force)`),
  }
}
