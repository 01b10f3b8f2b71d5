import { sql } from 'kysely'
import { allowed, may } from '../../../platform/ability.ts'
import { change } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { Invalid, NotFound } from '../../../platform/errors.ts'
import { addPersons, personsByIdentityNumber, setIdentityNumbers } from '../../identity/public.ts'
import { judgeGuardian, type GuardianInput } from './judge-record.ts'
import { guardianRows } from './queries.ts'

/** Enters a guardian into a pupil's record. Access follows only when the guardian claims the child with a slip. */
export async function addGuardian(
  ctx: Context,
  key: { school_id: number; student_id: string },
  input: GuardianInput,
): Promise<void> {
  return change(ctx, 'student.add_guardian', { school_id: key.school_id }, async (open) => {
    const { values, violations } = judgeGuardian(input, open.today)
    if (violations.length > 0) throw new Invalid(violations)
    const { rows } = await sql<{ person_id: string; class_id: number | null }>`/* students.guarded_child */
      select st.person_id, st.class_id from student st
      where st.school_id = ${key.school_id} and st.id = ${key.student_id} and ${allowed(open.ability, 'read', 'Student', 'st')}`.execute(
      open.db,
    )
    const child = rows[0]
    if (!child || !may(open.ability, 'create', 'Guardianship', { school_id: key.school_id, class_id: child.class_id }))
      throw new NotFound('Student')
    const number = values.identity_number ?? null
    const known = number ? (await personsByIdentityNumber(open.db, [number])).get(number) : undefined
    if (known === child.person_id)
      throw new Invalid({ path: 'identityNumber', message: 'students.fault.guardian_is_child' })
    const person_id = known ?? (await addPersons(open.db, [number]))[0]!
    await open.db
      .insertInto('guardianship')
      .values({
        ...input,
        ...values,
        school_id: key.school_id,
        student_id: key.student_id,
        child_id: child.person_id,
        person_id,
        valid_from: open.today,
      })
      .execute()
  })
}

/** Alters what the record says of a guardian. Who they are as a person does not change. */
export async function updateGuardian(
  ctx: Context,
  key: { school_id: number; guardianship_id: string },
  input: Partial<GuardianInput>,
): Promise<{ school_id: number; student_id: string }> {
  return change(ctx, 'student.update_guardian', { school_id: key.school_id }, async (open) => {
    const { values, violations } = judgeGuardian(input, open.today)
    if (violations.length > 0) throw new Invalid(violations)
    const { rows } = await sql<{ student_id: string; person_id: string }>`/* students.guardian */
      select g.student_id, g.person_id from ${guardianRows} g
      where g.school_id = ${key.school_id} and g.id = ${key.guardianship_id} and ${allowed(open.ability, 'update', 'Guardianship', 'g')}`.execute(
      open.db,
    )
    const found = rows[0]
    if (!found) throw new NotFound('Guardianship')
    const number = values.identity_number
    if (number) {
      const bearer = (await personsByIdentityNumber(open.db, [number])).get(number)
      if (bearer && bearer !== found.person_id)
        throw new Invalid({ path: 'identityNumber', message: 'students.fault.identity_number_taken' })
      if (!bearer) await setIdentityNumbers(open.db, [{ person_id: found.person_id, identity_number: number }])
    }
    await open.db
      .updateTable('guardianship')
      .set(values)
      .where('school_id', '=', key.school_id)
      .where('id', '=', key.guardianship_id)
      .execute()
    return { school_id: key.school_id, student_id: found.student_id }
  })
}
