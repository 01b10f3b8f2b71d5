import { chownSync, readdirSync } from 'node:fs'
import { join, sep } from 'node:path'

/** Folders of a data folder whose content a copy of a running PostgreSQL must not have: it makes it anew. */
export const emptied: readonly string[] = [
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
]

/** Whether a path below a data folder belongs into a copy (https://www.postgresql.org/docs/18/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP-DATA). */
export function isCopied(path: string): boolean {
  const [first = '', ...rest] = path.split(sep)
  if (first === 'postmaster.pid' || first === 'postmaster.opts') return false
  return rest.length === 0 || !emptied.includes(first)
}

/** Gives a folder and everything in it to the account that PostgreSQL runs under. */
export function giveTo(folder: string, uid: number, gid: number): void {
  chownSync(folder, uid, gid)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) giveTo(path, uid, gid)
    else chownSync(path, uid, gid)
  }
}
