import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Ground } from '../bench/ground.ts'

/** A folder on a file system of its own, so that it can be filled without harm to the machine. */
export interface SmallDisk {
  folder: string
  remove(): void
}

/** Mounts a file system of 4 GB in memory; null where this account or this machine does not allow it. */
export function smallDisk(): SmallDisk | null {
  const folder = mkdtempSync(join(tmpdir(), 'truong-disk-'))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4g', 'tmpfs', folder]).status === 0
  if (!mounted) {
    rmSync(folder, { recursive: true })
    return null
  }
  // PostgreSQL does not run as root; its account must be able to enter.
  chmodSync(folder, 0o755)
  return {
    folder,
    remove() {
      spawnSync('umount', [folder])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const spared = 4 * 1024 * 1024

/**
 * Fills the file system on which the ground lies, lets PostgreSQL run against its end, and frees it a moment later. Throws
 * where PostgreSQL never noticed: nothing would have been tried.
 */
export async function fillDisk({ db, folder }: Ground): Promise<void> {
  const filler = join(dirname(folder), 'filler')
  try {
    // PostgreSQL takes some while this measures: then once more. What is left is less than a file of its log (16 MB).
    let filled = false
    for (let attempt = 0; attempt < 10 && !filled; attempt += 1) {
      const { bavail, bsize } = statfsSync(dirname(folder))
      filled = spawnSync('fallocate', ['-l', String(Math.max(bavail * bsize - spared, bsize)), filler]).status === 0
    }
    if (!filled) throw new Error('the disk could not be filled')
    // Each switch wants another file of the log, which there is no room for once those made ahead are used up.
    const switched = () =>
      sql`select pg_switch_wal()`.execute(db).then(
        () => true,
        () => false,
      )
    const patience = performance.now() + 20_000
    while (await switched()) {
      if (performance.now() > patience) throw new Error('the disk was full and PostgreSQL did not notice')
      await sleep(20)
    }
    await sleep(500)
  } finally {
    rmSync(filler, { force: true })
  }
}
