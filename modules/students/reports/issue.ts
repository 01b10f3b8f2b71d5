import { createHash, randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { allowed } from '../../../platform/ability.ts'
import { change } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { NotFound } from '../../../platform/errors.ts'
import { classRows } from '../class-rows.ts'
import { loadReportClass } from './load.ts'
import type { ReportClass, ReportPupil, ReportTerm } from './sheets/report-data.ts'

// Without letters that are mistaken for digits or for each other.
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * Gives the report cards of pupils their codes: random, and the same again as long as the card says the same. Whoever
 * holds the paper can have the school compare it with its book.
 */
export async function issueCards(
  ctx: Context,
  key: { school_id: number; academic_year: number },
  of: ReportClass,
  term: ReportTerm,
): Promise<Map<string, string>> {
  const cards = of.pupils
    .filter(({ left }) => !left)
    .map((pupil) => ({ student_id: pupil.student_id, digest: digestOf(of, pupil, term), code: newCode() }))
  if (cards.length === 0) return new Map()
  return change(ctx, 'report.issue', { school_id: key.school_id }, async ({ db, now, account }) => {
    const { rows } = await sql<{ student_id: string; code: string }>`/* reports.issue */
      with wanted as (select * from jsonb_to_recordset(${JSON.stringify(cards)}::jsonb) w(student_id uuid, digest text, code text)),
      added as (
        insert into issued_card (school_id, code, academic_year, term, student_id, digest, issued_at, issued_by)
        select ${key.school_id}::integer, w.code, ${key.academic_year}::smallint, ${term}::smallint, w.student_id, w.digest, ${now}::timestamptz, ${account!.id}::uuid from wanted w
        on conflict (school_id, academic_year, term, student_id, digest) do nothing
        returning student_id, code)
      select student_id, code from added
      union all select i.student_id, i.code from issued_card i join wanted w on w.student_id = i.student_id and w.digest = i.digest
        where i.school_id = ${key.school_id} and i.academic_year = ${key.academic_year} and i.term = ${term}`.execute(
      db,
    )
    return new Map(rows.map(({ student_id, code }) => [student_id, shown(code)]))
  })
}

/** A card that was issued, and whether it still says what the book says. */
export interface IssuedCard {
  full_name: string
  class_name: string
  academic_year: number
  term: ReportTerm
  issued_at: Date
  issued_by: string
  current: boolean
}

/** Looks a code up for those who may issue cards of its class; NotFound otherwise. */
export async function issuedCard(ctx: Context, code: string): Promise<IssuedCard> {
  const plain = code.toUpperCase().replace(/[^0-9A-Z]/g, '')
  const { rows } = await sql<
    Omit<IssuedCard, 'current'> & { school_id: number; class_id: number; student_id: string; digest: string }
  >`/* reports.issued */
    select i.school_id, k.class_id, i.student_id, i.digest, st.full_name, k.name as class_name, i.academic_year, i.term, i.issued_at, a.display_name as issued_by
    from issued_card i
    join student st on st.school_id = i.school_id and st.id = i.student_id
    join lateral (select class_id from enrollment where school_id = i.school_id and student_id = i.student_id and academic_year = i.academic_year
      order by starts_on desc limit 1) e on true
    join ${classRows} k on k.school_id = i.school_id and k.class_id = e.class_id
    join account a on a.id = i.issued_by
    where i.code = ${plain} and ${allowed(ctx.ability, 'export', 'YearResult', 'k')}`.execute(ctx.db)
  const found = rows[0]
  if (!found) throw new NotFound('IssuedCard')
  const of = await loadReportClass(ctx, found)
  const pupil = of?.pupils.find(({ student_id }) => student_id === found.student_id)
  return { ...found, current: !!of && !!pupil && digestOf(of, pupil, found.term) === found.digest }
}

/** What a card says of a pupil, without what is printed around it. */
function digestOf(of: ReportClass, pupil: ReportPupil, term: ReportTerm): string {
  const said = {
    name: pupil.full_name,
    birth: pupil.birth_date,
    class: of.name,
    marks: pupil.marks
      .filter((it) => term !== 1 || it.term === 1)
      .map(({ subject_id, term: of, average, passed, exempt, comment }) => [
        subject_id,
        of,
        average,
        passed,
        exempt,
        comment,
      ])
      .toSorted((a, b) => Number(a[0]) - Number(b[0]) || Number(a[1]) - Number(b[1])),
    year: term === 1 ? null : [pupil.year, pupil.year_subjects.toSorted((a, b) => a.subject_id - b.subject_id)],
    terms: pupil.terms.filter((it) => term !== 1 || it.term === 1).toSorted((a, b) => a.term - b.term),
    absences: [pupil.excused, pupil.unexcused],
  }
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url')
}

const newCode = (): string => Array.from({ length: 10 }, () => letters[randomInt(letters.length)]).join('')

const shown = (code: string): string => `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`
