import type { Generated, Selectable } from 'kysely'
import type { LocalDate } from '../../../platform/database.ts'

/** What is asked: that something wrong be corrected, or that something not be done. */
export type RequestKind = 'correction' | 'objection'
/** What it is about. */
export type RequestAbout = 'name' | 'birth' | 'contact' | 'circumstances' | 'results' | 'publication' | 'other'
/** How it stands. */
export type RequestState = 'open' | 'done' | 'refused' | 'withdrawn'

/** What a family or a pupil asks of a school about the records it holds. */
export interface RecordRequestTable {
  school_id: number
  id: Generated<string>
  student_id: string
  class_id: number | null
  person_id: string
  asker: string
  kind: RequestKind
  about: RequestAbout
  words: string
  asked_at: Date
  answer_by: LocalDate
  state: Generated<RequestState>
  answer: string | null
  answered_by: string | null
  answered_at: Date | null
}

declare module '../../../platform/database.ts' {
  interface Database {
    record_request: RecordRequestTable
  }
}

declare module '../../../platform/ability.ts' {
  interface Subjects {
    RecordRequest: Pick<Selectable<RecordRequestTable>, 'school_id' | 'class_id' | 'person_id'>
  }
}
