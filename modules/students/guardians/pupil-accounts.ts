import { sql } from 'kysely'
import { allowed, may } from '../../../platform/ability.ts'
import { change } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { NotFound } from '../../../platform/errors.ts'
import { accountOf, addPost, loginIfFree, type OpenedAccount } from '../../identity/public.ts'

interface PupilWithoutAccount {
  person_id: string
  full_name: string
  code: string
  is_pupil: boolean
}

/** The pupils of a class who have no account of their own, by number; for whoever may open accounts in the school. */
export async function pupilsWithoutAccount(
  ctx: Context,
  { school_id, class_id }: { school_id: number; class_id: number },
): Promise<PupilWithoutAccount[]> {
  if (!may(ctx.ability, 'create', 'Account', { unit_id: school_id })) return []
  const { rows } = await sql<PupilWithoutAccount>`/* students.without_account */
    select s.person_id, s.full_name, s.code,
      exists (select from post p where p.person_id = s.person_id and p.unit_id = s.school_id and p.role = 'pupil' and p.valid_to is null) as is_pupil
    from student s left join enrollment e on e.school_id = s.school_id and e.student_id = s.id and e.class_id = s.class_id and e.ends_on is null
    where s.school_id = ${school_id} and s.class_id = ${class_id} and ${allowed(ctx.ability, 'invite', 'Student', 's')}
      and not exists (select from account a where a.person_id = s.person_id)
    order by e.number nulls last, s.given_name, s.rest_name`.execute(ctx.db)
  return rows
}

/** Opens accounts for the pupils of a class from their records, each with the post of a pupil and the code of a first password. */
export async function openPupilAccounts(
  ctx: Context,
  key: { school_id: number; class_id: number },
): Promise<OpenedAccount[]> {
  const { school_id } = key
  if (!may(ctx.ability, 'create', 'Account', { unit_id: school_id })) throw new NotFound('Class')
  return change(ctx, 'account.open_pupils', { school_id, proven: true }, async (ctx) => {
    const opened: OpenedAccount[] = []
    for (const { person_id, full_name, code, is_pupil } of await pupilsWithoutAccount(ctx, key)) {
      if (!is_pupil) await addPost(ctx, { person_id, unit_id: school_id, role: 'pupil' }, false)
      const login = await loginIfFree(ctx, `hs.${code}`)
      opened.push(await accountOf(ctx, { person_id, display_name: full_name, login, unit_id: school_id }))
    }
    return opened
  })
}
