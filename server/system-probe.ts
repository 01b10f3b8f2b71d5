import { readFileSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { migrations } from '../schema/migrations/all.ts'
import type { DiskState, ReplicaState, SystemProbe } from '../platform/system.ts'
import { certificateWatch } from './certificate.ts'
import type { Scanner } from './clamav.ts'
import type { Config } from './config.ts'
import { recordState } from './point-in-time/keep.ts'
import { statesOfAll } from './process-state.ts'

const packaged = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')) as { version: string }

/** What this server can tell of itself: its processes, the databases that follow, its disks and its certificate. */
export function openProbe({
  workers,
  dataDir,
  backup,
  publicUrl,
  replicas,
  record,
  scanner,
}: Pick<Config, 'workers' | 'dataDir' | 'backup' | 'publicUrl' | 'record'> & {
  replicas: () => ReplicaState[]
  scanner: Scanner | null
}): SystemProbe {
  return {
    wanted: workers,
    processes: statesOfAll,
    replicas,
    disks: () => Promise.all([diskOf('data', dataDir), ...(backup ? [diskOf('backup' as const, backup.folder)] : [])]),
    certificate: certificateWatch(publicUrl),
    record: () => record && recordState(record.folder, join(dataDir, 'postgres')),
    scanner: async () => (scanner ? scanner.answers() : null),
    backedUp: backup !== null,
    program: { version: packaged.version, schema: Object.keys(migrations).sort().at(-1)!, node: process.version },
  }
}

async function diskOf(folder: DiskState['folder'], path: string): Promise<DiskState> {
  return statfs(path).then(
    ({ bsize, bavail, blocks }) => ({ folder, free: bavail * bsize, size: blocks * bsize }),
    () => ({ folder, free: null, size: null }),
  )
}
