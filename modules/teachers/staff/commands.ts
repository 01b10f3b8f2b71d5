import { sql } from 'kysely'
import { may } from '../../../platform/ability.ts'
import { change, type Changing } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import type { LocalDate } from '../../../platform/database.ts'
import { Conflict, Invalid, NotFound, type Violation } from '../../../platform/errors.ts'
import { splitName, tidyName } from '../../../platform/name.ts'
import { formatDay } from '../../../platform/text.ts'
import { addPersons, assertMayGrant, endPostsIn, ensurePosts, personsByIdentityNumber } from '../../identity/public.ts'
import type { StaffKey } from '../keys.ts'
import type { StaffRow } from '../tables.ts'
import { findStaff, nextStaffCode } from './queries.ts'

/** What a school writes of a member of its staff. */
export interface StaffInput {
  full_name: string
  code: string | null
  sex: StaffRow['sex']
  birth_date: LocalDate | null
  phone: string | null
  email: string | null
  team: string | null
  subject_ids: readonly number[]
  started_on: LocalDate
}

/** A new member of staff; the identity number finds the person who works elsewhere already. */
export interface NewStaff extends StaffInput {
  identity_number: string | null
}

/** Takes a person into a school's staff, with the post of a teacher there. */
export async function addStaff(ctx: Context, school_id: number, input: NewStaff): Promise<StaffRow> {
  if (!may(ctx.ability, 'create', 'Staff', { school_id })) throw new NotFound('Unit')
  await assertMayGrant(ctx, 'teacher', school_id)
  const faults = staffFaults(input, ctx.today)
  if (input.identity_number && !/^\d{12}$/.test(input.identity_number))
    faults.push({
      path: 'identityNumber',
      message: 'staff.identity_number',
      values: { digits: input.identity_number.length },
    })
  if (faults.length > 0) throw new Invalid(faults)
  return change(ctx, 'staff.add', { school_id }, async (open) => {
    const [added] = await insertStaff(open, school_id, [
      { ...input, code: input.code ?? (await nextStaffCode(open, school_id)) },
    ])
    return findStaff(open, 'read', { school_id, staff_id: added!.id })
  })
}

/** Writes new members of staff with their persons and posts; the caller has judged them. */
export async function insertStaff(
  ctx: Changing,
  school_id: number,
  people: readonly NewStaff[],
): Promise<{ id: string; person_id: string }[]> {
  if (people.length === 0) return []
  const known = await personsByIdentityNumber(
    ctx.db,
    people.flatMap(({ identity_number }) => identity_number ?? []),
  )
  const strangers = people.filter(({ identity_number }) => !identity_number || !known.has(identity_number))
  const added = await addPersons(
    ctx.db,
    strangers.map(({ identity_number }) => identity_number),
  )
  const persons = new Map(strangers.map((one, index) => [one, added[index]!]))
  const rows = people.map((one) => ({
    ...named(one),
    person_id: persons.get(one) ?? known.get(one.identity_number ?? '')!,
  }))
  try {
    const { rows: staff } = await sql<{ id: string; person_id: string }>`/* staff.insert */
      insert into staff (school_id, person_id, code, full_name, rest_name, given_name, sex, birth_date, phone, email, team, subject_ids, started_on)
      select ${school_id}, person_id, code, full_name, rest_name, given_name, sex, birth_date, phone, email, team, subject_ids, started_on
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) r(person_id uuid, code text, full_name text, rest_name text, given_name text, sex smallint,
        birth_date date, phone text, email text, team text, subject_ids smallint[], started_on date)
      returning id, person_id`.execute(ctx.db)
    await ensurePosts(
      ctx,
      school_id,
      'teacher',
      rows.map(({ person_id, started_on }) => ({ person_id, from: started_on })),
    )
    return staff
  } catch (error) {
    throw takenOr(error)
  }
}

/** Alters a member of staff as the school records them. */
export async function alterStaff(ctx: Context, key: StaffKey, changes: Partial<StaffInput>): Promise<StaffRow> {
  const one = await findStaff(ctx, 'update', key)
  const next = { ...one, ...changes }
  const faults = staffFaults(next, ctx.today)
  if (faults.length > 0) throw new Invalid(faults)
  return change(ctx, 'staff.alter', { school_id: key.school_id }, async (open) => {
    await updateStaff(open, key.school_id, [{ ...next, id: one.id }])
    return findStaff(open, 'read', key)
  })
}

/** Writes altered records of staff; the caller has judged them. */
export async function updateStaff(
  ctx: Changing,
  school_id: number,
  people: readonly (StaffInput & { id: string })[],
): Promise<void> {
  try {
    await sql`/* staff.update */
      update staff f set code = r.code, full_name = r.full_name, rest_name = r.rest_name, given_name = r.given_name, sex = r.sex, birth_date = r.birth_date,
        phone = r.phone, email = r.email, team = r.team, subject_ids = r.subject_ids, started_on = r.started_on
      from jsonb_to_recordset(${JSON.stringify(people.map((one) => ({ ...named(one), id: one.id })))}::jsonb) r(id uuid, code text, full_name text, rest_name text,
        given_name text, sex smallint, birth_date date, phone text, email text, team text, subject_ids smallint[], started_on date)
      where f.school_id = ${school_id} and f.id = r.id`.execute(ctx.db)
  } catch (error) {
    throw takenOr(error)
  }
}

/** Ends the work of a member of staff with a last day: their assignments and posts in the school end with it, all at once. */
export async function leaveStaff(ctx: Context, key: StaffKey, last: LocalDate, reason: string): Promise<StaffRow> {
  const one = await findStaff(ctx, 'update', key)
  const faults: Violation[] = []
  if (last < one.started_on)
    faults.push({ path: 'on', message: 'staff.left_before_start', values: { day: formatDay(one.started_on) } })
  if (!reason.trim()) faults.push({ path: 'reason', message: 'staff.reason_needed' })
  if (one.left_on)
    faults.push({ path: 'staff', message: 'staff.left_already', values: { day: formatDay(one.left_on) } })
  if (one.person_id === ctx.account?.person_id) faults.push({ path: 'staff', message: 'staff.not_oneself' })
  if (faults.length > 0) throw new Invalid(faults)
  return change(ctx, 'staff.leave', { school_id: key.school_id, reason: reason.trim() }, async (open) => {
    await sql`/* assignment.never */ delete from assignment where school_id = ${key.school_id} and person_id = ${one.person_id} and valid_from > ${last}::date`.execute(
      open.db,
    )
    await sql`/* assignment.end_all */ update assignment set valid_to = ${last}::date
      where school_id = ${key.school_id} and person_id = ${one.person_id} and (valid_to is null or valid_to > ${last}::date)`.execute(
      open.db,
    )
    await sql`/* staff.leave */ update staff set left_on = ${last}::date where school_id = ${key.school_id} and id = ${key.staff_id}`.execute(
      open.db,
    )
    await endPostsIn(open, key.school_id, one.person_id, last)
    return findStaff(open, 'read', key)
  })
}

/** Why a member of staff cannot be recorded so. */
export function staffFaults(input: StaffInput, today: LocalDate): Violation[] {
  const faults: Violation[] = []
  const name = tidyName(input.full_name)
  if (name.fault) faults.push({ path: 'fullName', message: name.fault })
  if (
    input.birth_date &&
    (input.birth_date > `${Number(today.slice(0, 4)) - 15}-12-31` || input.birth_date < '1930-01-01')
  )
    faults.push({ path: 'birthDate', message: 'staff.birth_date', values: { day: formatDay(input.birth_date) } })
  if (input.phone && !/^[+\d][\d .()-]{7,19}$/.test(input.phone)) faults.push({ path: 'phone', message: 'staff.phone' })
  if (input.email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(input.email))
    faults.push({ path: 'email', message: 'staff.email' })
  if (input.code && !/^[\p{L}\p{N}._/-]{1,30}$/u.test(input.code))
    faults.push({ path: 'code', message: 'staff.code_shape' })
  return faults
}

function named<T extends StaffInput>(one: T): T & { rest_name: string; given_name: string } {
  const full_name = tidyName(one.full_name).value
  const { rest, given } = splitName(full_name)
  return { ...one, full_name, rest_name: rest, given_name: given, team: one.team?.trim() || null }
}

function takenOr(error: unknown): unknown {
  if (typeof error !== 'object' || error === null || !('constraint' in error)) return error
  if (error.constraint === 'staff_code') return new Conflict('staff.code_taken')
  if (error.constraint === 'staff_person') return new Conflict('staff.person_here')
  return error
}
