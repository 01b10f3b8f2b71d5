import { setTimeout as sleep } from 'node:timers/promises'
import { sql, type Kysely } from 'kysely'
import type { Logger } from 'pino'
import { dayIn } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import type { FileStore } from '../../platform/file.ts'
import { runBackup, type Keeping } from './run.ts'

/** What the nightly backup needs. */
export interface NightlyParts {
  db: Kysely<Database>
  ownerUrl: string
  files: FileStore
  keeping: Keeping & { hour: number }
  timeZone: string
  log: Logger
}

/**
 * Looks every minute whether today's backup is due, and writes it; after a failure once more an hour later. Stopping waits
 * for none that is under way: the next start writes it anew.
 */
export function startNightly({ db, ownerUrl, files, keeping, timeZone, log }: NightlyParts): { stop: () => void } {
  const ending = new AbortController()
  const pause = (minutes: number) => sleep(minutes * 60_000, undefined, { signal: ending.signal }).catch(() => {})
  void (async () => {
    while (!ending.signal.aborted) {
      const failed = await due()
        .then(async (isDue) => {
          if (isDue) log.info(`backed up: ${await runBackup(ownerUrl, files, keeping)}`)
          return false
        })
        .catch((error: unknown) => {
          if (!ending.signal.aborted) log.error({ err: error }, 'the backup failed')
          return true
        })
      await pause(failed ? 60 : 1)
    }
  })()
  return { stop: () => ending.abort() }

  async function due(): Promise<boolean> {
    const now = new Date()
    if (hourIn(timeZone, now) < keeping.hour) return false
    const { rows } = await sql<{ last: Date | null }>`/* backup.last */
      select max(at) as last from backup_run where kind = 'backup' and error is null`.execute(db)
    const last = rows[0]?.last
    return !last || dayIn(timeZone, last) < dayIn(timeZone, now)
  }
}

const hourIn = (timeZone: string, at: Date): number =>
  Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(at))
