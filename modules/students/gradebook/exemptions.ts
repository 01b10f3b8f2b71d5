import { sql } from 'kysely'
import { may } from '../../../platform/ability.ts'
import { change, type Changing } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { Invalid, NotFound } from '../../../platform/errors.ts'
import { findBook, type BookKey } from './book.ts'
import { setExempt } from './decision.ts'
import { membersOf } from './members.ts'

/** An exemption as decided: from practice (Điều 10) or from the whole subject (Điều 11), for a term or the year. */
export interface Exemption {
  school_id: number
  id: string
  academic_year: number
  student_id: string
  subject_id: number
  extent: 'practice' | 'subject'
  term: 1 | 2 | null
  document: string
  decided_at: string
}

/** An exemption as the section's teacher knows it: from what and for how long, without the papers. */
export type BookExemption = Pick<Exemption, 'school_id' | 'student_id' | 'extent' | 'term' | 'decided_at'>

interface Pupil {
  person_id: string
  disabled: boolean
  subject_code: string
  sections: string[]
}

/** The subjects whose practice may be exempted. Circular 22/2021/TT-BGDĐT, Điều 10. */
const practised: readonly string[] = ['GDTC', 'GDQPAN']

/**
 * The principal exempts a pupil on the papers named: from the practice of Giáo dục thể chất or Giáo dục quốc phòng và an
 * ninh, which leaves the subject in every result; or a pupil with a disability from a whole subject, which takes it out.
 * Circular 22/2021/TT-BGDĐT, Điều 10, Điều 11.
 */
export async function exempt(ctx: Context, exemption: Omit<Exemption, 'id' | 'decided_at'>): Promise<Exemption> {
  const { school_id, academic_year, student_id, subject_id, extent, term } = exemption
  const document = exemption.document.normalize('NFC').trim()
  mayDecide(ctx, school_id, academic_year)
  const pupil = await pupilOf(ctx, exemption)
  if (document.length < 5 || document.length > 500)
    throw new Invalid({ path: 'document', message: 'exemption.document_needed' })
  if (extent === 'practice' && !practised.includes(pupil.subject_code))
    throw new Invalid({ path: 'extent', message: 'exemption.practice_of_others', source: 'circular-22-2021/10' })
  if (extent === 'subject' && !pupil.disabled)
    throw new Invalid({ path: 'extent', message: 'exemption.needs_disability', source: 'circular-22-2021/11' })
  return change(ctx, 'gradebook.exempt', { school_id, reason: document }, async (open) => {
    const { rows } = await sql<Exemption>`/* exemption.add */
      insert into exemption (school_id, academic_year, student_id, person_id, subject_id, extent, term, document, decided_by, decided_at)
      values (${school_id}, ${academic_year}, ${student_id}, ${pupil.person_id}, ${subject_id}, ${extent}, ${term}, ${document}, ${open.account?.id ?? null}, ${open.now})
      on conflict do nothing
      returning school_id, id, academic_year, student_id, subject_id, extent, term, document, decided_at`.execute(
      open.db,
    )
    if (!rows[0]) throw new Invalid({ path: 'subject', message: 'exemption.runs_already' })
    if (extent === 'subject') await follow(open, exemption, pupil.sections, true, document)
    return rows[0]
  })
}

/** Ends an exemption, with a reason; a subject taken out enters the results again with the marks it has. */
export async function endExemption(
  ctx: Context,
  { school_id, id }: { school_id: number; id: string },
  reason: string,
): Promise<void> {
  mayDecide(ctx, school_id)
  const why = reason.normalize('NFC').trim()
  if (why.length < 5) throw new Invalid({ path: 'reason', message: 'book.reason_needed' })
  await change(ctx, 'gradebook.end_exemption', { school_id, reason: why }, async (open) => {
    const { rows } = await sql<Exemption>`/* exemption.end */
      update exemption set ended_at = ${open.now}, end_reason = ${why} where school_id = ${school_id} and id = ${id} and ended_at is null
      returning school_id, id, academic_year, student_id, subject_id, extent, term, document, decided_at`.execute(
      open.db,
    )
    const ended = rows[0]
    if (!ended) throw new NotFound('Exemption')
    if (ended.extent === 'practice') return
    const { sections } = await pupilOf(open, ended)
    await follow(open, ended, sections, false, why)
  })
}

/** The exemptions that hold for the pupils of a book in its term. */
export async function exemptionsIn(ctx: Context, key: BookKey): Promise<BookExemption[]> {
  const book = await findBook(ctx, 'read', key)
  const { rows } = await sql<BookExemption>`/* exemption.of_book */
    select x.school_id, x.student_id, x.extent, x.term, x.decided_at from exemption x
    where x.school_id = ${book.school_id} and x.academic_year = ${book.academic_year} and x.subject_id = ${book.subject_id} and x.ended_at is null
      and (x.term is null or x.term = ${book.term})
      and x.student_id in (select m.student_id from (${membersOf(book.school_id, book.section_id)}) m)`.execute(ctx.db)
  return rows
}

async function follow(
  ctx: Changing,
  {
    school_id,
    academic_year,
    student_id,
    term,
  }: Pick<Exemption, 'school_id' | 'academic_year' | 'student_id' | 'term'>,
  sections: readonly string[],
  value: boolean,
  reason: string,
): Promise<void> {
  for (const section_id of sections)
    for (const one of term ? [term] : ([1, 2] as const))
      await setExempt(ctx, { school_id, academic_year, section_id, term: one }, student_id, value, reason)
}

async function pupilOf(
  { db }: Context,
  {
    school_id,
    academic_year,
    student_id,
    subject_id,
  }: Pick<Exemption, 'school_id' | 'academic_year' | 'student_id' | 'subject_id'>,
): Promise<Pupil> {
  const { rows } = await sql<Pupil>`/* exemption.pupil */
    select st.person_id, (st.disability is not null or st.assessment_by_plan) as disabled, b.code as subject_code,
      array_agg(s.id::text) as sections
    from student st
    join enrollment e on e.school_id = st.school_id and e.student_id = st.id and e.academic_year = ${academic_year} and e.status in ('studying', 'completed')
    join section s on s.school_id = st.school_id and s.academic_year = e.academic_year and s.subject_id = ${subject_id} and s.closed_on is null
      and (s.roster = 'class' and s.class_id = e.class_id
        or exists (select from section_member m where m.school_id = s.school_id and m.section_id = s.id and m.student_id = st.id))
    join subject b on b.id = s.subject_id
    where st.school_id = ${school_id} and st.id = ${student_id}
    group by st.person_id, st.disability, st.assessment_by_plan, b.code`.execute(db)
  const pupil = rows[0]
  if (!pupil) throw new NotFound('Student')
  return pupil
}

function mayDecide({ ability }: Context, school_id: number, academic_year?: number): void {
  const row = academic_year === undefined ? { school_id } : { school_id, academic_year }
  if (!may(ability, 'decide', 'Gradebook', row)) throw new NotFound('Exemption')
}
