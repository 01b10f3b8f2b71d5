import { sql } from 'kysely'
import { allowed } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import { NotFound, Unauthenticated } from '../../../platform/errors.ts'
import type { TeacherName } from '../published.ts'

/** A child whom the signed-in person follows, or the pupil themself. */
export interface Child {
  person_id: string
  full_name: string
  given_name: string
  birth_date: string
  /** The academic years that there is something of, newest first, each with the last school and class of the year. */
  years: { academic_year: number; unit_name: string; class_name: string; grade: number }[]
  /** When the page was last looked at before this visit; null on the first. */
  last_visit: Date | null
}

/** How to reach the class's homeroom teacher and the school. */
export interface Contact {
  teacher: TeacherName | null
  phone: string | null
  email: string | null
  school_phone: string | null
  school_email: string | null
  address: string | null
}

/** A visit goes on while its requests lie closer together than this. */
const visitMinutes = 30

/** The children of the signed-in person in all schools, and the person themself as a pupil; the youngest year first. */
export async function childrenOf(ctx: Context): Promise<Child[]> {
  const own = [
    ...new Set(
      ctx.posts.flatMap((post) =>
        post.role === 'parent' ? post.child_ids : post.role === 'pupil' ? [post.person_id] : [],
      ),
    ),
  ]
  return own.length === 0 ? [] : find(ctx, own)
}

/** A child by person; NotFound out of reach. */
export async function childOf(ctx: Context, person_id: string): Promise<Child> {
  const [child] = await find(ctx, [person_id])
  if (!child) throw new NotFound('Child')
  return child
}

async function find(ctx: Context, person_ids: readonly string[]): Promise<Child[]> {
  const { account } = ctx
  if (!account) throw new Unauthenticated()
  const { rows } = await sql<Child>`/* family.children */
    select st.person_id, (array_agg(st.full_name order by e.starts_on desc))[1] as full_name,
      (array_agg(st.given_name order by e.starts_on desc))[1] as given_name, (array_agg(st.birth_date order by e.starts_on desc))[1] as birth_date,
      json_agg(json_build_object('academic_year', e.academic_year, 'unit_name', u.short_name, 'class_name', c.name, 'grade', c.grade)
        order by e.starts_on desc) as years,
      case when v.seen_at < ${ctx.now}::timestamptz - ${`${visitMinutes} minutes`}::interval then v.seen_at else v.before end as last_visit
    from student st
    join lateral (select distinct on (academic_year) academic_year, class_id, starts_on from enrollment
      where school_id = st.school_id and student_id = st.id order by academic_year, starts_on desc) e on true
    join class c on c.school_id = st.school_id and c.id = e.class_id
    join unit u on u.id = st.school_id
    left join child_visit v on v.account_id = ${account.id} and v.child_id = st.person_id
    where st.person_id = any(${[...person_ids]}::uuid[]) and ${allowed(ctx.ability, 'read', 'PublishedResult', 'st')}
    group by st.person_id, v.seen_at, v.before
    order by max(c.grade) desc, st.person_id`.execute(ctx.db)
  return rows.map((child) => ({
    ...child,
    years: child.years.filter(
      (year, index, all) => all.findIndex((it) => it.academic_year === year.academic_year) === index,
    ),
  }))
}

/** How to reach the homeroom teacher of a child's class; read after the child was found within reach. */
export async function contactOf(ctx: Context, key: { school_id: number; class_id: number }): Promise<Contact> {
  const { rows } = await sql<Contact>`/* family.contact */
    select case when f.person_id is not null then json_build_object('full_name', f.full_name, 'given_name', f.given_name, 'sex', f.sex) end as teacher,
      f.phone, f.email, u.phone as school_phone, u.email as school_email, u.address
    from unit u
    left join lateral (select person_id from assignment where school_id = u.id and class_id = ${key.class_id} and kind = 'homeroom'
      and valid_from <= ${ctx.today}::date order by valid_from desc limit 1) a on true
    left join staff f on f.school_id = u.id and f.person_id = a.person_id
    where u.id = ${key.school_id}`.execute(ctx.db)
  if (!rows[0]) throw new NotFound('Unit')
  return rows[0]
}

/** Notes that the person is looking at a child's page. What was new stays new while the visit lasts. */
export async function noteVisit(ctx: Context, person_id: string): Promise<void> {
  await childOf(ctx, person_id)
  await sql`/* family.visit */
    insert into child_visit as v (account_id, child_id, seen_at) values (${ctx.account!.id}, ${person_id}, ${ctx.now})
    on conflict (account_id, child_id) do update set seen_at = excluded.seen_at,
      before = case when v.seen_at < excluded.seen_at - ${`${visitMinutes} minutes`}::interval then v.seen_at else v.before end`.execute(
    ctx.db,
  )
}
