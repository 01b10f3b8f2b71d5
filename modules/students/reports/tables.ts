import type { Generated } from 'kysely'

/** A report card that was issued on paper or as a file: its code, and the digest of what it said. Never changed. */
export interface IssuedCardTable {
  school_id: number
  code: string
  academic_year: number
  term: 0 | 1 | 2
  student_id: string
  digest: string
  issued_at: Generated<Date>
  issued_by: string
}

declare module '../../../platform/database.ts' {
  interface Database {
    issued_card: IssuedCardTable
  }
}
