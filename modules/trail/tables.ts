import type { Generated, Selectable } from 'kysely'

/** One change: who, in which post, for which unit, from where, why, and what it takes back. */
export interface ChangeTable {
  academic_year: Generated<number>
  id: Generated<string>
  at: Generated<Date>
  verb: string
  account_id: string | null
  role: string | null
  post_id: string | null
  on_behalf_of: number | null
  /** The unit concerned: a school, or an office; null is the province itself. */
  school_id: number | null
  address: string | null
  request_id: string | null
  batch_id: string | null
  reason: string | null
  reverts: string | null
  /** The token with which a machine made it, in the name of the account. */
  token_id: string | null
}

/** A seal over a unit's changes: the digest of each, chained to the seal before. Unit 0 is the province's own. */
export interface TrailSealTable {
  unit_id: number
  number: number
  /** Everything of the whole trail up to this change was sealed in the same run. */
  to_id: string
  change_ids: string[]
  digests: Buffer[]
  digest: Buffer
  sealed_at: Generated<Date>
}

/** What is left here of a change whose marks are in the archive of their year: the digest of it without them. */
export interface ArchivedChangeTable {
  change_id: string
  academic_year: number
  digest: Buffer
}

/** One comparison of the whole trail with its seals. */
export interface TrailCheckTable {
  id: Generated<string>
  at: Date
  seconds: number
  changes: number
  /** How many places were not as they were sealed. */
  faults: number
}

declare module '../../platform/database.ts' {
  interface Database {
    archived_change: ArchivedChangeTable
    trail_check: TrailCheckTable
    trail_seal: TrailSealTable
  }
}

declare module '../../platform/ability.ts' {
  interface Subjects {
    Change: Selectable<ChangeTable>
  }
}
