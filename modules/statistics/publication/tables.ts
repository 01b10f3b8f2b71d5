import type { Generated, Selectable } from 'kysely'
import type { OpenYearbook } from '../rules/open-yearbook.ts'

/** What everybody may read, frozen. */
export interface PublicationTable {
  id: Generated<string>
  kind: 'yearbook'
  body: OpenYearbook
  published_at: Date
  published_by: string
  ended_at: Date | null
  ended_by: string | null
}

declare module '../../../platform/database.ts' {
  interface Database {
    publication: PublicationTable
  }
}

declare module '../../../platform/ability.ts' {
  interface Subjects {
    Publication: Pick<Selectable<PublicationTable>, 'id' | 'kind'>
  }
}
