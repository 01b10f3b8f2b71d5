import { sql } from 'kysely'
import { may } from '../../../platform/ability.ts'
import { change } from '../../../platform/change.ts'
import { NotFound } from '../../../platform/errors.ts'
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

/** Sets how the teachers of a school may type. */
export async function setEntrySettings(
  ctx: Context,
  school_id: number,
  settings: EntrySettings,
): Promise<EntrySettings> {
  const { tenths_without_comma } = settings
  if (!mayDecideEntry(ctx, school_id)) throw new NotFound('Gradebook')
  return change(ctx, 'gradebook.set_entry', { school_id }, async ({ db }) => {
    await sql`/* gradebook.set_entry */
      insert into gradebook_setting (school_id, tenths_without_comma) values (${school_id}, ${tenths_without_comma})
      on conflict (school_id) do update set tenths_without_comma = excluded.tenths_without_comma`.execute(db)
    return settings
  })
}

/** Whether the person decides how the school's teachers type: who decides on its books. */
export const mayDecideEntry = ({ ability }: Context, school_id: number): boolean =>
  may(ability, 'decide', 'Gradebook', { school_id })
