import { sql } from 'kysely'
import type { Context } from '../../../platform/context.ts'

/** How a school lets its teachers type. */
export interface EntrySettings {
  /** "85" is 8,5 and "10" stays ten. */
  tenths_without_comma: boolean
}

/** A school's settings of mark entry; as printed where it has set none. Read only after a book of the school was permitted. */
export async function entrySettings({ db }: Context, school_id: number): Promise<EntrySettings> {
  const { rows } = await sql<EntrySettings>`/* gradebook.settings */
    select tenths_without_comma from gradebook_setting where school_id = ${school_id}`.execute(db)
  return rows[0] ?? { tenths_without_comma: false }
}
