import { sql } from 'kysely'
import { allowed, may } from '../../../platform/ability.ts'
import { change, type Changing } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { Conflict, Invalid, NotFound } from '../../../platform/errors.ts'
import { foldName, splitName } from '../../../platform/name.ts'
import { addPersons, personsByIdentityNumber, setIdentityNumbers } from '../../identity/public.ts'
import type { StudentRow } from '../tables.ts'
import { judgeRecord, type RecordInput } from './judge-record.ts'

/** A pupil already there who could be the same: equal name and birth date. */
export interface Namesake {
  school_id: number
  id: string
  full_name: string
  code: string
  birth_date: string
}

/** What came of creating a record: the record, or the pupils who could be the same. */
export interface Created {
  student: { school_id: number; student_id: string } | null
  namesakes: Namesake[]
}

/** A new record as typed; what is absent is empty or as usual. */
export type NewRecord = Partial<RecordInput> & Pick<RecordInput, 'full_name' | 'sex' | 'birth_date'>

/**
 * Opens a school's record of a pupil. A person known by the identity number keeps being one person, whatever the school;
 * equal name and birth date in this school answers with those pupils, unless `despite` says that it is another child.
 */
export async function createRecord(
  ctx: Context,
  school_id: number,
  input: NewRecord,
  despite: boolean,
): Promise<Created> {
  if (!may(ctx.ability, 'create', 'Student', { school_id })) throw new NotFound('Unit')
  return change(ctx, 'student.create', { school_id }, async (open) => {
    const full = { ...usual, admitted_on: open.today, ...input }
    const { values, violations } = judgeRecord(
      { ...full, code: input.code ?? (await nextCode(open, school_id)) },
      open.today,
    )
    if (violations.length > 0) throw new Invalid(violations)
    const record = { ...full, ...values } as RecordInput
    const namesakes = despite ? [] : await namesakesOf(open, school_id, record)
    if (namesakes.length > 0) return { student: null, namesakes }
    const person_id = await personFor(open, school_id, record)
    await assertNumbersFree(open, school_id, record)
    const student_id = await insertRecord(open, school_id, person_id, record)
    return { student: { school_id, student_id }, namesakes: [] }
  })
}

/** Alters the given fields of a record; a record that was changed since it was read is a Conflict, with by whom. */
export async function updateRecord(
  ctx: Context,
  key: { school_id: number; student_id: string },
  version: string,
  input: Partial<RecordInput>,
  reason: string | null,
): Promise<void> {
  return change(ctx, 'student.update', { school_id: key.school_id, reason }, async (open) => {
    const { rows } = await sql<StudentRow & { version: string }>`/* students.update_lock */
      select st.*, md5(st::text) as version from student st
      where st.school_id = ${key.school_id} and st.id = ${key.student_id} and ${allowed(open.ability, 'update', 'Student', 'st')} for update`.execute(
      open.db,
    )
    const found = rows[0]
    if (!found) throw new NotFound('Student')
    if (found.version !== version) throw await changedMeanwhile(open, key)
    const { values, violations } = judgeRecord(
      { birth_date: found.birth_date, admitted_on: found.admitted_on, ...input },
      open.today,
    )
    if (violations.length > 0) throw new Invalid(violations)
    await assertNumbersFree(open, key.school_id, values, key.student_id)
    const { identity_number, ...columns } = values
    if (identity_number !== undefined) await identify(open, found, identity_number)
    const name = splitName(columns.full_name ?? found.full_name)
    await open.db
      .updateTable('student')
      .set({ ...columns, rest_name: name.rest, given_name: name.given })
      .where('school_id', '=', key.school_id)
      .where('id', '=', key.student_id)
      .execute()
  })
}

/** Pupils of a school with this name (as search holds names for equal) and birth date. */
export async function namesakesOf(
  ctx: Context,
  school_id: number,
  { full_name, birth_date }: Pick<RecordInput, 'full_name' | 'birth_date'>,
): Promise<Namesake[]> {
  const { rows } = await sql<Namesake>`/* students.namesakes */
    select st.school_id, st.id, st.full_name, st.code, st.birth_date from student st
    where st.school_id = ${school_id} and st.birth_date = ${birth_date} and st.search_name = fold_name(${full_name}) and ${allowed(ctx.ability, 'read', 'Student', 'st')}`.execute(
    ctx.db,
  )
  return rows.filter((row) => foldName(row.full_name) === foldName(full_name))
}

/** The next free code of a school: HS, two digits of the year, four of a counter. */
export async function nextCode({ db, today }: Context, school_id: number): Promise<string> {
  const prefix = `HS${today.slice(2, 4)}`
  const { rows } = await sql<{ last: string | null }>`/* students.next_code */
    select max(code) as last from student where school_id = ${school_id} and code ~ ${`^${prefix}[0-9]{4}$`}`.execute(
    db,
  )
  return `${prefix}${String(Number(rows[0]?.last?.slice(4) ?? 0) + 1).padStart(4, '0')}`
}

/** What a record holds where nothing is said. */
export const usual = {
  other_name: null,
  birth_precision: 'day',
  birth_place: null,
  identity_number: null,
  ethnicity: '01',
  religion: null,
  nationality: 'VN',
  residence: null,
  residence_commune: null,
  residence_province: null,
  phone: null,
  policy_groups: [],
  poor_household: null,
  disability: null,
  assessment_by_plan: false,
  union_member: null,
  note: null,
  register_number: null,
} as const satisfies Partial<RecordInput> | { policy_groups: readonly string[] }

async function insertRecord(
  { db }: Changing,
  school_id: number,
  person_id: string,
  { identity_number: _, ...record }: RecordInput,
): Promise<string> {
  const { rest, given } = splitName(record.full_name)
  const { id } = await db
    .insertInto('student')
    .values({ school_id, person_id, ...record, rest_name: rest, given_name: given, class_id: null })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** The person of a new record: the one who bears the identity number if their birth and name agree, else a new one. */
async function personFor(ctx: Changing, school_id: number, record: RecordInput): Promise<string> {
  const number = record.identity_number
  const known = number ? (await personsByIdentityNumber(ctx.db, [number])).get(number) : undefined
  if (!known) return (await addPersons(ctx.db, [number]))[0]!
  const { rows } = await sql<{ here: boolean; same: boolean }>`/* students.same_person */
    select s.school_id = ${school_id} as here, s.birth_date = ${record.birth_date}::date and s.search_name = fold_name(${record.full_name}) as same
    from student s where s.person_id = ${known}`.execute(ctx.db)
  if (rows.some((row) => row.here))
    throw new Invalid({ path: 'identityNumber', message: 'students.fault.already_here' })
  if (!rows.some((row) => row.same))
    throw new Invalid({ path: 'identityNumber', message: 'students.fault.identity_number_taken' })
  return known
}

/** Gives the person of a record an identity number that nobody else bears. */
async function identify(ctx: Changing, { person_id }: StudentRow, number: string | null): Promise<void> {
  const bearer = number ? (await personsByIdentityNumber(ctx.db, [number])).get(number) : undefined
  if (bearer && bearer !== person_id)
    throw new Invalid({ path: 'identityNumber', message: 'students.fault.identity_number_taken' })
  await setIdentityNumbers(ctx.db, [{ person_id, identity_number: number }])
}

/** Code and register number are used once in a school and never again. */
async function assertNumbersFree(
  { db }: Changing,
  school_id: number,
  { code, register_number }: Partial<RecordInput>,
  except: string | null = null,
): Promise<void> {
  const { rows } = await sql<{
    full_name: string
    same_code: boolean
    same_register: boolean
  }>`/* students.number_taken */
    select full_name, code = ${code ?? null} as same_code, register_number = ${register_number ?? null} as same_register from student
    where school_id = ${school_id} and (code = ${code ?? null} or register_number = ${register_number ?? null}) and id is distinct from ${except}::uuid`.execute(
    db,
  )
  const violations = rows.flatMap(({ full_name, same_code, same_register }) => [
    ...(same_code ? [{ path: 'code', message: 'students.fault.code_taken', values: { name: full_name } }] : []),
    ...(same_register
      ? [{ path: 'registerNumber', message: 'students.fault.register_number_taken', values: { name: full_name } }]
      : []),
  ])
  if (violations.length > 0) throw new Invalid(violations)
}

/** Who changed the record since it was read, from the trail. */
async function changedMeanwhile({ db }: Changing, key: { school_id: number; student_id: string }): Promise<Conflict> {
  const { rows } = await sql<{ by: string | null; at: Date }>`/* students.changed_by */
    select a.display_name as by, c.at from change_row r join change c on c.academic_year = r.academic_year and c.id = r.change_id
    left join account a on a.id = c.account_id
    where r.table_name in ('student', 'enrollment', 'guardianship')
      and (coalesce(r.after, r.before) ->> case when r.table_name = 'student' then 'id' else 'student_id' end) = ${key.student_id}
      and r.school_id = ${key.school_id} and r.table_name = 'student'
    order by c.at desc limit 1`.execute(db)
  return new Conflict('students.changed_meanwhile', rows[0]?.by ?? null, rows[0]?.at ?? null)
}
