import type { Generated, Selectable } from 'kysely'

/** A backup, or the trial of one by restoring it (`kind` is `backup` or `trial`). Written by the server as the owner. */
export interface BackupRunTable {
  id: Generated<string>
  at: Date
  kind: 'backup' | 'trial'
  file_name: string | null
  seconds: number
  bytes: number | null
  rows: number | null
  files: number | null
  /** What went wrong; null where all is well. */
  error: string | null
}

declare module '../../platform/database.ts' {
  interface Database {
    backup_run: BackupRunTable
  }
}

declare module '../../platform/ability.ts' {
  interface Subjects {
    /** How the installation is. The runs of its backups stand for the whole: it is one thing, seen whole or not at all. */
    SystemState: Selectable<BackupRunTable>
  }
}
