import { sql } from 'kysely'
import { allowed, may } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import type { LocalDate } from '../../../platform/database.ts'
import { NotFound } from '../../../platform/errors.ts'
import type { GuardianshipTable } from '../tables.ts'

/** How far a guardian has come: no slip yet, a slip that waits, one that has died, the child claimed, or the access ended. */
export type GuardianState = 'none' | 'slip' | 'dead' | 'claimed' | 'ended'

/** A guardian of a pupil, as whoever prints the slips sees them: no number and no address. */
export interface ClassGuardian {
  school_id: number
  guardianship_id: string
  kind: GuardianshipTable['kind']
  full_name: string
  claimed_at: Date | null
  ended_on: LocalDate | null
  end_reason: string | null
  slip_until: Date | null
  state: GuardianState
  /** Whether the record has an identity number or a telephone number, whose last digits are the second fact. */
  has_second_fact: boolean
}

/** A pupil of the class with the guardians in the record. */
export interface GuardedPupil {
  school_id: number
  student_id: string
  number: number | null
  code: string
  rest_name: string
  given_name: string
  birth_date: LocalDate
  guardians: ClassGuardian[]
}

/** A class with its pupils' guardians. */
export interface ClassGuardians {
  school_id: number
  school_name: string
  class_id: number
  class_name: string
  can_end: boolean
  pupils: GuardedPupil[]
}

/** The class at an address, for whoever may invite guardians of its pupils: the homeroom teacher and the school. */
export async function classGuardians(
  ctx: Context,
  at: { unit: string; academic_year: number; class: string },
): Promise<ClassGuardians> {
  const found = await sql<Omit<ClassGuardians, 'can_end' | 'pupils'>>`/* guardians.class */
    select c.school_id, u.name as school_name, c.id as class_id, c.name as class_name
    from unit u join class c on c.school_id = u.id and c.academic_year = ${at.academic_year} and c.slug = ${at.class}
    where u.slug = ${at.unit}`.execute(ctx.db)
  const one = found.rows[0]
  if (!one || !may(ctx.ability, 'invite', 'Student', { school_id: one.school_id, class_id: one.class_id }))
    throw new NotFound('Class')
  const { rows } = await sql<GuardedPupil & { seconds: null }>`
    select s.school_id, s.id as student_id, e.number, s.code, s.rest_name, s.given_name, s.birth_date,
      coalesce((select json_agg(json_build_object(
          'school_id', g.school_id, 'guardianship_id', g.id, 'kind', g.kind, 'full_name', g.full_name, 'claimed_at', g.claimed_at,
          'ended_on', g.valid_to, 'end_reason', g.end_reason, 'slip_until', i.expires_at, 'state', ${state(ctx)},
          'has_second_fact', g.identity_number is not null or length(regexp_replace(coalesce(g.phone, ''), '\\D', '', 'g')) >= 9)
          order by g.kind = 'guardian', g.kind, g.full_name)
        from guardianship g
        left join lateral (select expires_at, tries, revoked_at from invitation i
          where i.guardianship_id = g.id and i.used_at is null order by i.created_at desc, i.revoked_at nulls first limit 1) i on true
        where g.school_id = s.school_id and g.student_id = s.id), '[]') as guardians
    from student s join enrollment e on e.school_id = s.school_id and e.student_id = s.id and e.class_id = s.class_id and e.ends_on is null
    where s.school_id = ${one.school_id} and s.class_id = ${one.class_id} and ${allowed(ctx.ability, 'invite', 'Student', 's')}
    order by e.number nulls last, s.given_name, s.rest_name`.execute(ctx.db)
  return { ...one, can_end: may(ctx.ability, 'end', 'Guardianship', { school_id: one.school_id }), pupils: rows }
}

const state = ({ today, now }: Context) => sql`case
  when g.valid_to <= ${today}::date then 'ended'
  when i.revoked_at is null and i.expires_at > ${now} and i.tries < 5 then 'slip'
  when g.claimed_at is not null then 'claimed'
  when i.expires_at is not null then 'dead'
  else 'none' end`
