import type { Generated, Selectable } from 'kysely'

/** A piece of work that outlives its request. Its file belongs to the account that started it, and expires. */
export interface JobTable {
  id: Generated<string>
  kind: string
  account_id: string | null
  post_id: string | null
  school_id: number | null
  input: Generated<Record<string, unknown>>
  state: Generated<'held' | 'refused' | 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'>
  done: Generated<number>
  total: number | null
  result: JobResult | null
  error_id: string | null
  created_at: Generated<Date>
  run_at: Generated<Date>
  started_at: Date | null
  beat_at: Date | null
  finished_at: Date | null
  expires_at: Generated<Date>
  attempts: Generated<number>
  /** How many persons' data the file will hold; null for work that takes nothing out. */
  persons: number | null
  reason: string | null
  decided_by: string | null
  decided_at: Date | null
  decision_reason: string | null
}

/** What a job that makes a file leaves behind. */
export interface JobResult {
  file_name: string
  media_type: string
  sha256: string
  size: number
  /** How many things were to be written, counted beforehand, and how many were. */
  wanted: number
  written: number
}

/** A job as its starter sees it. */
export type JobRow = Pick<
  Selectable<JobTable>,
  | 'id'
  | 'kind'
  | 'input'
  | 'state'
  | 'done'
  | 'total'
  | 'result'
  | 'error_id'
  | 'created_at'
  | 'finished_at'
  | 'expires_at'
  | 'decision_reason'
>

declare module '../../../platform/ability.ts' {
  interface Subjects {
    /** A job of somebody that takes out the data of many; judged by the school whose data it is. */
    HeldExport: Pick<Selectable<JobTable>, 'school_id'>
  }
}

declare module '../../../platform/database.ts' {
  interface Database {
    job: JobTable
  }
}
