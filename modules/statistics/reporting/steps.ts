import { sql } from 'kysely'
import type { Changing } from '../../../platform/change.ts'
import { Conflict } from '../../../platform/errors.ts'
import { notify } from '../../identity/public.ts'
import type { OpenReturn } from './find.ts'
import type { ReturnKey } from './keys.ts'
import type { ReturnState } from './tables.ts'

/** Holds the row of a return until the change ends; one that nobody began is begun. Conflict where it stands elsewhere. */
export async function hold({ db }: Changing, key: ReturnKey, from: readonly ReturnState[]): Promise<void> {
  await sql`/* return.begin */ insert into school_return (school_id, academic_year, period) values (${key.school_id}, ${key.academic_year}, ${key.period})
    on conflict do nothing`.execute(db)
  const { rows } = await sql<{ state: ReturnState; by: string | null; since: Date | null }>`/* return.hold */
    select r.state, a.display_name as by, coalesce(r.approved_at, r.checked_at, r.returned_at, r.submitted_at) as since
    from school_return r left join account a on a.id = coalesce(r.approved_by, r.checked_by, r.returned_by, r.submitted_by)
    where r.school_id = ${key.school_id} and r.academic_year = ${key.academic_year} and r.period = ${key.period} for update of r`.execute(
    db,
  )
  const found = rows[0]
  if (!found || !from.includes(found.state))
    throw new Conflict('reporting.moved_on', found?.by, found?.since, { state: found?.state ?? '' })
}

const linkOf = ({ slug, academic_year, period }: { slug: string } & Omit<ReturnKey, 'school_id'>) =>
  `/returns/${slug}/${academic_year}-${academic_year + 1}?period=${period}`

/** Tells the officers of the commune that a return waits for them. */
export async function tellOffice({ db, now, today, account }: Changing, { head, period }: OpenReturn): Promise<void> {
  if (head.office_id === null) return
  const { rows } = await sql<{ person_id: string }>`/* return.officers */
    select distinct person_id from post where unit_id = ${head.office_id} and role = 'commune_officer' and valid_from <= ${today}::date and (valid_to is null or valid_to >= ${today}::date)`.execute(
    db,
  )
  await notify(
    { db, now },
    rows.map(({ person_id }) => person_id),
    {
      kind: 'return',
      text_key: 'reporting.notice_submitted',
      values: {
        school: head.name,
        period: period.period,
        year: period.academic_year,
        next: period.academic_year + 1,
        by: account?.display_name ?? '',
      },
      link: linkOf(head),
      school_id: head.school_id,
    },
  )
}

/** Tells principal and school administrator that their return came back, and why. */
export async function tellSchool({ db, now, today, account }: Changing, key: ReturnKey, reason: string): Promise<void> {
  const { rows } = await sql<{ person_id: string; slug: string }>`/* return.principals */
    select distinct p.person_id, u.slug from post p join unit u on u.id = p.unit_id
    where p.unit_id = ${key.school_id} and p.role in ('principal', 'school_administrator') and p.valid_from <= ${today}::date and (p.valid_to is null or p.valid_to >= ${today}::date)`.execute(
    db,
  )
  await notify(
    { db, now },
    rows.map(({ person_id }) => person_id),
    {
      kind: 'return',
      text_key: 'reporting.notice_returned',
      values: {
        period: key.period,
        year: key.academic_year,
        next: key.academic_year + 1,
        by: account?.display_name ?? '',
        reason,
      },
      link: rows[0] ? linkOf({ ...key, slug: rows[0].slug }) : null,
      school_id: key.school_id,
    },
  )
}
