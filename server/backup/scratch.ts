import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { openFileStore, type FileStore } from '../../platform/file.ts'
import { startPostgres } from '../embedded-postgres.ts'
import { restore } from './restore.ts'
import type { Manifest } from './tables.ts'

/** A backup that is to be looked at, and the key that opens it. */
export interface ScratchOptions {
  path: string
  identity: string
  /** Whether the uploaded files are written out too; otherwise they are passed over. */
  withFiles: boolean
}

/** Takes every file and keeps none. */
const nowhere: FileStore = {
  put: async () => ({ sha256: '', size: 0 }),
  open: async () => null,
  remove: async () => {},
}

/**
 * Restores a backup into a PostgreSQL that is made for it, hands its address on, and throws it away when the work ends,
 * however it ends.
 */
export async function withRestored<T>(
  { path, identity, withFiles }: ScratchOptions,
  work: (ownerUrl: string, manifest: Manifest) => Promise<T>,
): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'truong-trial-'))
  // PostgreSQL does not run as root; its account must be able to enter.
  chmodSync(dataDir, 0o711)
  try {
    const postgres = await startPostgres({
      dataDir: join(dataDir, 'postgres'),
      log: pino({ level: 'error' }),
      durable: false,
    })
    try {
      await postgres.ensureDatabase('trial')
      const ownerUrl = postgres.url('trial')
      const files = withFiles ? openFileStore(join(dataDir, 'files')) : nowhere
      return await work(ownerUrl, await restore({ path, identity, ownerUrl, files }))
    } finally {
      await postgres.stop()
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}
