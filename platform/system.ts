import type { StatementTime } from './statement-times.ts'

/** An error that nobody foresaw, as the process that met it remembers it: never with its message, which may repeat a record. */
export interface RecentError {
  /** The id that the person was told and the log has. */
  id: string
  at: string
  /** The error's code, or its class. */
  code: string
}

/** One process of the server. Instants are text: this goes from process to process. */
export interface ProcessState {
  pid: number
  /** `whole` answers and does the chores; `primary` does the chores for the `worker`s, which answer. */
  part: 'whole' | 'primary' | 'worker'
  startedAt: string
  /** Bytes that it holds. */
  memory: number
  /** By how many ms at most, but for one turn in a hundred, its work waited in the last minute. */
  delay: number
  /** Newest first. */
  errors: readonly RecentError[]
  /** What it asked the database, and how long that took. */
  statements: readonly StatementTime[]
}

/** A database that follows the first one. */
export interface ReplicaState {
  name: string
  /** Whether it is read from now. */
  used: boolean
  /** How many seconds it is behind; null where it did not answer. */
  lag: number | null
}

/** A folder that fills up. */
export interface DiskState {
  folder: 'data' | 'backup'
  /** Bytes; null where the folder cannot be read. */
  free: number | null
  size: number | null
}

/** The certificate at the public address. */
export interface CertificateState {
  /** When it ends; null where nothing was shown. */
  until: string | null
  /** Whether a browser would believe it. */
  trusted: boolean
}

/** The record by which the database goes back to any instant. */
export interface RecordState {
  /** Since when the oldest segment waits to be taken there; null where none does. */
  waitingSince: Date | null
  /** When the data were copied last; null where they never were. */
  copiedAt: Date | null
}

/** What a server can tell of itself and of what it stands on; the database tells the rest. */
export interface SystemProbe {
  /** How many processes there should be. */
  wanted: number
  processes(): Promise<readonly ProcessState[]>
  replicas(): readonly ReplicaState[]
  disks(): Promise<readonly DiskState[]>
  /** null where the public address is not encrypted. */
  certificate(): Promise<CertificateState | null>
  /** Whether the virus scanner answers; null where none is set. */
  scanner(): Promise<boolean | null>
  /** null where no such record is kept. */
  record(): RecordState | null
  /** Whether a backup is written every night. */
  backedUp: boolean
  program: Readonly<{ version: string; schema: string; node: string }>
}
