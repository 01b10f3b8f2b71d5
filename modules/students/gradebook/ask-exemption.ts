import { sql } from 'kysely'
import { change } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { Invalid, NotFound } from '../../../platform/errors.ts'
import { notify } from '../../identity/public.ts'
import { encodeStudent } from '../keys.ts'
import { placeOf } from './address.ts'
import { findBook, type BookKey } from './book.ts'
import { linesOf } from './lines.ts'
import { nameOf } from './sheets/book-sheet.ts'

/**
 * The section's teacher tells those who decide that a pupil should be exempt: a notice with the way to where it is
 * decided, on the papers that the school takes. It decides nothing. Circular 22/2021/TT-BGDĐT, Điều 10, Điều 11.
 */
export async function askExemption(ctx: Context, key: BookKey, student_id: string): Promise<void> {
  await change(ctx, 'gradebook.ask_exemption', { school_id: key.school_id }, async (open) => {
    await findBook(open, 'mark', key)
    const line = (await linesOf(open, key)).find((it) => it.student_id === student_id)
    if (!line || line.left_on) throw new NotFound('Student')
    if (line.result?.exempt) throw new Invalid({ path: '', message: 'missed.exempt' })
    const { unit_slug, class_slug, class_name, subject_name } = await placeOf(open, key)
    const years = `${key.academic_year}-${key.academic_year + 1}`
    const pupil = encodeStudent({ school_id: key.school_id, student_id })
    const link = `/results/${unit_slug}/${years}/hk${key.term}/${class_slug}?pupil=${pupil}`
    const values = {
      by: open.account?.display_name ?? '',
      name: nameOf(line),
      subject: subject_name,
      class: class_name,
    }
    const { rows } = await sql<{ person_id: string }>`/* exemption.deciders */
      select distinct p.person_id from post p
      where p.unit_id = ${key.school_id} and p.role in ('principal', 'vice_principal')
        and p.valid_from <= ${open.today}::date and (p.valid_to is null or p.valid_to >= ${open.today}::date)
        and not exists (select from notice n where n.person_id = p.person_id and n.read_at is null
          and n.text_key = 'gradebook.notice_exemption' and n."values" = ${JSON.stringify(values)}::jsonb)`.execute(
      open.db,
    )
    await notify(
      open,
      rows.map((row) => row.person_id),
      { kind: 'exemption', text_key: 'gradebook.notice_exemption', values, link, school_id: key.school_id },
    )
  })
}
