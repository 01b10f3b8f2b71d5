import type { Generated, Selectable } from 'kysely'

/** A piece of work that outlives its request. Its file belongs to the account that started it, and expires. */
export interface JobTable {
  id: Generated<string>
  kind: string
  account_id: string | null
  post_id: string | null
  school_id: number | null
  input: Generated<Record<string, unknown>>
  state: Generated<'waiting' | 'running' | 'done' | 'failed' | 'cancelled'>
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
>

declare module '../../../platform/database.ts' {
  interface Database {
    job: JobTable
  }
}
