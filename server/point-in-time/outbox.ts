import { chownSync, chmodSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Where PostgreSQL lays what it has written, until the server has taken it to its place. */
export const outboxIn = (postgresDir: string): string => join(postgresDir, 'wal-outbox')

/**
 * The settings of a PostgreSQL that lays every full segment of its write-ahead log into an outbox, and one a minute where
 * something was written (https://www.postgresql.org/docs/18/continuous-archiving.html). The copy is on the disk before it
 * has its name, so that a segment is whole or not there; PostgreSQL keeps its own until then.
 */
export function archivingSettings(outbox: string): Record<string, string | number> {
  if (/["'%]/.test(outbox))
    throw new Error(`The data folder ${outbox} has a sign in its name that cannot be archived from.`)
  const half = `"${outbox}/%f.half"`
  return {
    archive_mode: 'on',
    archive_timeout: 60,
    archive_command: `dd if="%p" of=${half} bs=1M conv=fsync 2>/dev/null && mv ${half} "${outbox}/%f"`,
  }
}

/** Makes the outbox, for the account that PostgreSQL runs under. */
export function makeOutbox(outbox: string, account: number | undefined): void {
  if (!existsSync(outbox)) mkdirSync(outbox, { mode: 0o700 })
  chmodSync(outbox, 0o700)
  if (account) chownSync(outbox, account, account)
}

/** What lies in the outbox whole, oldest first, with the time of each. */
export function waitingIn(outbox: string): { name: string; at: Date }[] {
  if (!existsSync(outbox)) return []
  return readdirSync(outbox)
    .filter((name) => !name.endsWith('.half'))
    .sort()
    .map((name) => ({ name, at: statSync(join(outbox, name)).mtime }))
}
