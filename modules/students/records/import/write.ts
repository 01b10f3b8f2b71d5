import { sql } from 'kysely'
import type { Changing } from '../../../../platform/change.ts'
import type { ImportPlace } from '../../../../platform/import-kinds.ts'
import { splitName } from '../../../../platform/name.ts'
import { addPersons, personsByIdentityNumber, setIdentityNumbers } from '../../../identity/public.ts'
import { keptBack } from '../../carried/repeating.ts'
import { moved } from '../../enrollment/moved.ts'
import { addDays, seatToday } from '../../enrollment/seats.ts'
import { nextCode, usual } from '../commands.ts'
import type { RecordInput } from '../judge-record.ts'
import type { Plan } from './judge.ts'
import type { Standing } from './load.ts'

/** Writes new and changed rows in a handful of statements, whatever their number. */
export async function writePupils(
  ctx: Changing,
  place: ImportPlace,
  standing: Standing,
  plans: readonly Plan[],
): Promise<void> {
  const pupils = [
    ...(await insertPupils(
      ctx,
      place,
      standing.year,
      plans.filter(({ pupil }) => !pupil),
    )),
    ...known(plans),
  ]
  await updateRecords(ctx, place, plans)
  await placeInClasses(ctx, place, standing, pupils)
  await writeGuardians(ctx, place, pupils)
  await seatToday(
    ctx,
    place.school_id,
    pupils.map(({ student_id }) => student_id),
  )
  const left = plans.flatMap(({ pupil, into }) => (into && pupil?.seat ? [pupil.seat.class_id] : []))
  const entered = plans.flatMap(({ into }) => (into ? [into.class_id] : []))
  await moved(ctx, { school_id: place.school_id, class_ids: [...new Set([...left, ...entered])] })
}

interface Written {
  student_id: string
  person_id: string
  plan: Plan
}

const known = (plans: readonly Plan[]): Written[] =>
  plans.flatMap((plan) => (plan.pupil ? [{ student_id: plan.pupil.id, person_id: plan.pupil.person_id, plan }] : []))

async function insertPupils(
  ctx: Changing,
  place: ImportPlace,
  year: Standing['year'],
  plans: readonly Plan[],
): Promise<Written[]> {
  if (plans.length === 0) return []
  const strangers = plans.filter(({ person_id }) => person_id === null)
  const added = await addPersons(
    ctx.db,
    strangers.map(({ record }) => record.identity_number ?? null),
  )
  const persons = new Map(strangers.map((plan, index) => [plan, added[index]!]))
  let code = await nextCode(ctx, place.school_id)
  const rows = plans.map((plan, position) => {
    const { identity_number: _, ...record } = {
      ...usual,
      sex: 0,
      // Who stands in the list of a year that runs came when it began, unless the list says when.
      admitted_on: ctx.today < year.starts_on ? ctx.today : year.starts_on,
      ...plan.record,
    } as RecordInput
    const { rest, given } = splitName(record.full_name)
    const own = record.code ?? code
    if (!record.code) code = code.slice(0, 4) + String(Number(code.slice(4)) + 1).padStart(4, '0')
    const person_id = plan.person_id ?? persons.get(plan)!
    return { ...record, code: own, rest_name: rest, given_name: given, person_id, position }
  })
  const { rows: ids } = await sql<{ id: string; person_id: string }>`/* students.import_insert */
    insert into student (school_id, person_id, code, register_number, full_name, rest_name, given_name, other_name, sex, birth_date, birth_precision, birth_place,
      ethnicity, religion, nationality, residence, phone, policy_groups, poor_household, disability, assessment_by_plan, union_member, admitted_on)
    select ${place.school_id}::integer, r.person_id, r.code, r.register_number, r.full_name, r.rest_name, r.given_name, r.other_name, r.sex, r.birth_date, r.birth_precision, r.birth_place,
      r.ethnicity, r.religion, r.nationality, r.residence, r.phone, r.policy_groups, r.poor_household, r.disability, r.assessment_by_plan, r.union_member, r.admitted_on
    from jsonb_populate_recordset(null::student, ${JSON.stringify(rows)}::jsonb) r
    returning id, person_id`.execute(ctx.db)
  const byPerson = new Map(ids.map((row) => [row.person_id, row.id]))
  return plans.map((plan, index) => {
    const person_id = rows[index]!.person_id
    return { student_id: byPerson.get(person_id)!, person_id, plan }
  })
}

async function updateRecords(ctx: Changing, { school_id }: ImportPlace, plans: readonly Plan[]): Promise<void> {
  const rows = plans.flatMap(({ pupil, record: { identity_number: _, ...record } }) => {
    if (!pupil) return []
    const { rest, given } = splitName(record.full_name ?? pupil.full_name)
    return [{ ...pupil, ...record, rest_name: rest, given_name: given }]
  })
  if (rows.length === 0) return
  await sql`/* students.import_update */
    update student st set code = r.code, register_number = r.register_number, full_name = r.full_name, rest_name = r.rest_name, given_name = r.given_name,
      sex = r.sex, birth_date = r.birth_date, birth_place = r.birth_place, ethnicity = r.ethnicity, religion = r.religion, nationality = r.nationality,
      residence = r.residence, phone = r.phone, policy_groups = r.policy_groups, poor_household = r.poor_household, disability = r.disability,
      union_member = r.union_member, admitted_on = r.admitted_on
    from jsonb_populate_recordset(null::student, ${JSON.stringify(rows)}::jsonb) r where st.school_id = ${school_id} and st.id = r.id`.execute(
    ctx.db,
  )
  await setIdentityNumbers(
    ctx.db,
    plans.flatMap(({ pupil, record: { identity_number } }) =>
      pupil && identity_number && identity_number !== pupil.identity_number
        ? [{ person_id: pupil.person_id, identity_number }]
        : [],
    ),
  )
}

/** A place that had begun before today ends yesterday; one that had not is mended in place. */
async function placeInClasses(
  { db, today }: Changing,
  { school_id, academic_year }: ImportPlace,
  { year }: Standing,
  pupils: readonly Written[],
): Promise<void> {
  const moves = pupils.filter(({ plan }) => plan.into)
  if (moves.length === 0) return
  const started = moves.filter(({ plan }) => plan.pupil?.seat && plan.pupil.seat.starts_on < today)
  await sql`/* students.import_end */
    update enrollment e set ends_on = ${addDays(today, -1)}::date, status = 'moved_class'
    where e.school_id = ${school_id} and e.id = any(${started.map(({ plan }) => plan.pupil!.seat!.id)}::uuid[])`.execute(
    db,
  )
  const mended = moves.filter(({ plan }) => plan.pupil?.seat && plan.pupil.seat.starts_on >= today)
  await sql`/* students.import_mend */ delete from enrollment e
    where e.school_id = ${school_id} and e.id = any(${mended.map(({ plan }) => plan.pupil!.seat!.id)}::uuid[])`.execute(
    db,
  )
  const rows = moves.map(({ student_id, person_id, plan }) => ({
    student_id,
    person_id,
    class_id: plan.into!.class_id,
    starts_on: plan.pupil?.seat
      ? plan.pupil.seat.starts_on < today
        ? today
        : plan.pupil.seat.starts_on
      : firstDay(plan.record.admitted_on ?? plan.pupil?.admitted_on, year, today),
  }))
  await sql`/* students.import_enrol */
    insert into enrollment (school_id, academic_year, student_id, person_id, class_id, number, starts_on, repeating)
    select ${school_id}::integer, ${academic_year}::smallint, r.student_id, r.person_id, r.class_id,
      coalesce((select max(number) from enrollment o where o.school_id = ${school_id} and o.class_id = r.class_id), 0)
        + row_number() over (partition by r.class_id order by st.given_name, st.rest_name, st.id), r.starts_on,
      ${keptBack(school_id, academic_year, sql`r.student_id`, sql`k.grade`)}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) r(student_id uuid, person_id uuid, class_id integer, starts_on date)
    join student st on st.school_id = ${school_id} and st.id = r.student_id
    join class k on k.school_id = ${school_id} and k.id = r.class_id`.execute(db)
  await sql`/* students.import_absences_follow */
    update absence a set class_id = r.class_id
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) r(student_id uuid, class_id integer)
    where a.school_id = ${school_id} and a.academic_year = ${academic_year} and a.student_id = r.student_id and a.class_id <> r.class_id`.execute(
    db,
  )
}

/** The first day in a class: of admission if that falls into the year so far, else of the year. */
function firstDay(admitted_on: string | undefined, year: Standing['year'], today: string): string {
  return admitted_on && admitted_on > year.starts_on && admitted_on <= today && admitted_on <= year.ends_on
    ? admitted_on
    : year.starts_on
}

async function writeGuardians(ctx: Changing, { school_id }: ImportPlace, pupils: readonly Written[]): Promise<void> {
  const lines = pupils.flatMap(({ student_id, person_id, plan }) =>
    plan.guardians.map((guardian) => ({ student_id, child_id: person_id, ...guardian })),
  )
  const altered = lines.flatMap(({ known: one, values }) => (one ? [{ ...one, ...values }] : []))
  if (altered.length > 0)
    await sql`/* students.import_guardians_update */
      update guardianship g set full_name = r.full_name, birth_year = r.birth_year, occupation = r.occupation, phone = r.phone, identity_number = r.identity_number
      from jsonb_populate_recordset(null::guardianship, ${JSON.stringify(altered)}::jsonb) r
      where g.school_id = ${school_id} and g.id = r.id
        and (g.full_name, g.birth_year, g.occupation, g.phone, g.identity_number) is distinct from (r.full_name, r.birth_year, r.occupation, r.phone, r.identity_number)`.execute(
      ctx.db,
    )
  const fresh = lines.filter((line) => !line.known)
  if (fresh.length === 0) return
  const numbers = [...new Set(fresh.flatMap(({ values }) => values.identity_number ?? []))]
  const bearers = await personsByIdentityNumber(ctx.db, numbers)
  // Brothers and sisters name the same father: one number is one person.
  const missing = numbers.filter((number) => !bearers.has(number))
  for (const [index, id] of (await addPersons(ctx.db, missing)).entries()) bearers.set(missing[index]!, id)
  const nameless = fresh.filter(({ values }) => !values.identity_number)
  const added = await addPersons(
    ctx.db,
    nameless.map(() => null),
  )
  const persons = new Map(nameless.map((line, index) => [line, added[index]!]))
  const rows = fresh.map((line) => ({
    student_id: line.student_id,
    child_id: line.child_id,
    kind: line.kind,
    ...line.values,
    person_id: line.values.identity_number ? bearers.get(line.values.identity_number)! : persons.get(line)!,
  }))
  await sql`/* students.import_guardians */
    insert into guardianship (school_id, student_id, child_id, person_id, kind, full_name, birth_year, occupation, phone, identity_number, valid_from)
    select ${school_id}::integer, r.student_id, r.child_id, r.person_id, r.kind, r.full_name, r.birth_year, r.occupation, r.phone, r.identity_number, ${ctx.today}::date
    from jsonb_populate_recordset(null::guardianship, ${JSON.stringify(rows)}::jsonb) r`.execute(ctx.db)
}
