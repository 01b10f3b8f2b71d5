import { sql } from 'kysely'
import { allowed } from '../../platform/ability.ts'
import { change } from '../../platform/change.ts'
import type { Context } from '../../platform/context.ts'
import { NotFound } from '../../platform/errors.ts'
import { formatDay } from '../../platform/text.ts'
import { notify } from '../identity/public.ts'
import { tallySums, type TallyQuestion } from '../students/public.ts'
import { gradesOf, type SchoolLevel } from './question.ts'

/** Which marks of which term are asked after. */
export interface Asked {
  academic_year: number
  term: 1 | 2
  kind: 'regular' | 'midterm' | 'final'
  level: SchoolLevel | null
  /** A subject by its code; null is all of them together. */
  subject: string | null
}

/** A school with how far its marks of a kind are. */
export interface SchoolProgress {
  school_id: number
  slug: string
  name: string
  commune: string | null
  entered: number
  due: number
  books: number
  locked_books: number
  /** The last day of entry: of the school's own window, else of the term's results. */
  closes_on: string | null
  principal: string | null
  reminded_at: Date | null
}

/** The schools within reach with how far their marks are, the least first. Two statements, whatever their number. */
export async function schoolsProgress(ctx: Context, asked: Asked): Promise<SchoolProgress[]> {
  const { academic_year, term, kind, level, subject } = asked
  const scope = {
    academic_years: [academic_year],
    term,
    by: 'school',
    commune: null,
    school: null,
    grades: gradesOf({ level, grade: null }),
    sex: null,
  } as const
  const question: TallyQuestion = { kind, subject, states: ['locked'] }
  const [sums, schools] = await Promise.all([tallySums(ctx, scope, question), schoolsOf(ctx, asked)])
  const bySlug = new Map(sums.map((sum) => [sum.key, sum]))
  return schools
    .flatMap((school) => {
      const sum = bySlug.get(school.slug)
      if (!sum) return []
      return { ...school, entered: sum.entered, due: sum.due, books: sum.books, locked_books: sum.counted_books }
    })
    .toSorted((a, b) => a.entered / (a.due || 1) - b.entered / (b.due || 1))
}

/** Reminds the principals of schools that lack marks of a kind; a notice leads each to the books. */
export async function remindSchools(
  ctx: Context,
  asked: Asked,
  school_ids: readonly number[],
): Promise<{ schools: number; people: number }> {
  const lacking = (await schoolsProgress(ctx, asked)).filter(
    ({ school_id, entered, due }) => school_ids.includes(school_id) && entered < due,
  )
  const permitted = await principalsOf(
    ctx,
    lacking.map(({ school_id }) => school_id),
  )
  if (permitted.length === 0) throw new NotFound('SectionTally')
  const { level, subject } = asked
  const narrowed = level !== null || subject !== null
  const part = { level: level ?? 'all', subject: subject ? await subjectName(ctx, subject) : 'none' }
  return change(ctx, 'statistics.remind', {}, async (open) => {
    for (const school of lacking) {
      const persons = permitted.filter(({ school_id }) => school_id === school.school_id)
      await notify(
        open,
        persons.map(({ person_id }) => person_id),
        {
          kind: 'reminder',
          text_key: narrowed ? 'figures.notice_unfinished_part' : 'figures.notice_unfinished',
          values: {
            ...(narrowed ? part : {}),
            kind: asked.kind,
            term: asked.term,
            entered: school.entered,
            due: school.due,
            day: school.closes_on ? formatDay(school.closes_on) : '',
            by: ctx.account?.display_name ?? '',
          },
          link: `/books/${school.slug}/${asked.academic_year}-${asked.academic_year + 1}/hk${asked.term}`,
          school_id: school.school_id,
        },
      )
    }
    return { schools: lacking.length, people: permitted.length }
  })
}

async function subjectName({ db }: Context, code: string): Promise<string> {
  const subject = await db.selectFrom('subject').select('name').where('code', '=', code).executeTakeFirst()
  if (!subject) throw new NotFound('Subject')
  return subject.name
}

async function schoolsOf({ db, ability, today }: Context, { academic_year, term, kind }: Asked) {
  const { rows } = await sql<
    Omit<SchoolProgress, 'entered' | 'due' | 'books' | 'locked_books'>
  >`/* statistics.schools */
    select u.id as school_id, u.slug, u.short_name as name,
      (select min(k.name) from commune k where k.code = u.commune_code and k.valid_to is null) as commune,
      coalesce(w.closes_on, t.results_due_on) as closes_on, p.principal, r.reminded_at
    from unit u
    join (select distinct s.school_id from section_tally s where s.academic_year = ${academic_year} and s.term = ${term}
      and ${allowed(ability, 'read', 'SectionTally', 's')}) s on s.school_id = u.id
    left join lateral (select max(e.closes_on) as closes_on from entry_window e where e.school_id = u.id and e.academic_year = ${academic_year}
      and e.term = ${term} and e.kind = ${kind} and e.grade is null and e.subject_id is null) w on true
    left join lateral (select coalesce(max(d.results_due_on) filter (where d.unit_id = u.id), max(d.results_due_on) filter (where o.kind = 'department')) as results_due_on
      from term d join unit o on o.id = d.unit_id where d.academic_year = ${academic_year} and d.term = ${term} and (d.unit_id = u.id or o.kind = 'department')) t on true
    left join lateral (select min(a.display_name) as principal from post q join account a on a.person_id = q.person_id
      where q.unit_id = u.id and q.role = 'principal' and q.valid_from <= ${today}::date and (q.valid_to is null or q.valid_to >= ${today}::date)) p on true
    left join lateral (select max(n.created_at) as reminded_at from notice n where n.kind = 'reminder' and n.school_id = u.id) r on true`.execute(
    db,
  )
  return rows
}

async function principalsOf({ db, ability, today }: Context, school_ids: readonly number[]) {
  const { rows } = await sql<{ school_id: number; person_id: string }>`/* statistics.principals */
    select distinct q.unit_id as school_id, q.person_id from post q
    where q.unit_id = any(${school_ids}::integer[]) and q.role = 'principal' and q.valid_from <= ${today}::date and (q.valid_to is null or q.valid_to >= ${today}::date)
      and exists (select from section_tally s where s.school_id = q.unit_id and ${allowed(ability, 'remind', 'SectionTally', 's')})`.execute(
    db,
  )
  return rows
}
