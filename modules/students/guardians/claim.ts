import { sql } from 'kysely'
import { change, type Changing } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { Invalid, type Violation } from '../../../platform/errors.ts'
import {
  attempt,
  claimableAccount,
  findCode,
  insertAccount,
  notify,
  raiseAccess,
  setOwnPassword,
  spendCode,
  tryCode,
  type OpenCode,
} from '../../identity/public.ts'
import type { GuardianshipTable } from '../tables.ts'
import { tellOtherGuardians } from './slips.ts'

/** What a visitor holds: the code on the slip, and the last four digits of the number that the school has written down. */
export interface SlipProof {
  code: string
  digits: string
}

/** What a slip opens, once both are right. */
export interface SlipOffer {
  child_name: string
  class_name: string
  school_name: string
  guardian_name: string
  kind: GuardianshipTable['kind']
  /**
   * `add`: the child comes to the account that is signed in; `reset`: the guardian's account is there and gets a new
   * password; `sign_in`: the guardian works here under an account of a unit, and signs in first; `new`: an account is made.
   */
  way: 'add' | 'reset' | 'sign_in' | 'new'
  /** The login of the account that is there. */
  login: string | null
}

interface Claimed extends Omit<SlipOffer, 'way' | 'login'> {
  school_id: number
  guardianship_id: string
  person_id: string
  child_id: string
  claimed_at: Date | null
}

const refusal: Violation = { path: 'code', message: 'guardian.slip_refused' }

/** Judges a slip before anything is typed twice. Wrong, used, expired and unknown are refused alike. */
export function checkSlip(ctx: Context, proof: SlipProof): Promise<SlipOffer> {
  return withSlip(ctx, 'guardian.check_slip', proof, async (ctx, _code, claimed) => offerOf(ctx, claimed))
}

/**
 * Binds an account to the child: the one that is signed in, the guardian's own with a new password, or a new one. The
 * slip is spent, old sessions end, and the other guardians are told.
 */
export function claimSlip(
  ctx: Context,
  proof: SlipProof,
  wish: { login: string | null; password: string | null },
): Promise<{ login: string; child_name: string }> {
  return withSlip(ctx, 'guardian.claim', proof, async (ctx, code, claimed) => {
    const { way, login: known } = await offerOf(ctx, claimed)
    if (way === 'sign_in') throw new Invalid({ path: '', message: 'guardian.sign_in_first' })
    const bound = way === 'add' ? await boundToSignedIn(ctx) : await boundToOwn(ctx, claimed, known, wish)
    await sql`/* guardians.claim */
      update guardianship set person_id = ${bound.person_id}, claimed_at = ${ctx.now}
      where school_id = ${claimed.school_id} and id = ${claimed.guardianship_id}`.execute(ctx.db)
    await spendCode(ctx, code)
    await raiseAccess(ctx.db, [bound.person_id, claimed.person_id])
    const about = { ...claimed, person_id: bound.person_id, full_name: claimed.guardian_name }
    await tellOtherGuardians(ctx, about, 'guardian.notice_claimed')
    if (claimed.claimed_at && claimed.person_id !== bound.person_id) await tellMoved(ctx, claimed)
    return { login: bound.login, child_name: claimed.child_name }
  })
}

/** The account that had claimed the child with an earlier slip of this guardian has it no longer. */
const tellMoved = (ctx: Changing, { person_id, guardian_name, child_name }: Claimed): Promise<void> =>
  notify(ctx, [person_id], {
    kind: 'guardian',
    text_key: 'guardian.notice_claimed',
    values: { name: guardian_name, child: child_name },
  })

function withSlip<T>(
  ctx: Context,
  verb: string,
  proof: SlipProof,
  work: (ctx: Changing, code: OpenCode, claimed: Claimed) => Promise<T>,
): Promise<T> {
  return attempt(ctx, 'guardian', refusal, async () => {
    const known = await findCode(ctx, 'guardian', proof.code)
    if (!known?.school_id) return null
    const { school_id } = known
    return change(ctx, verb, { anonymous: true, school_id, schools: [school_id] }, async (ctx) => {
      let claimed: (Claimed & SecondFacts) | undefined
      const code = await tryCode(ctx, 'guardian', proof.code, async ({ guardianship_id }) => {
        claimed = await guardianshipOf(ctx, school_id, guardianship_id)
        return claimed !== undefined && isSecondFact(proof.digits, claimed)
      })
      return code && claimed ? work(ctx, code, claimed) : null
    })
  })
}

interface SecondFacts {
  phone: string | null
  identity_number: string | null
}

/** The last four digits of the identity number or the telephone number in the record: no classmate knows them. */
function isSecondFact(typed: string, { phone, identity_number }: SecondFacts): boolean {
  const digits = typed.replace(/\D/g, '')
  const numbers = [phone, identity_number].map((number) => number?.replace(/\D/g, '') ?? '')
  return digits.length === 4 && numbers.some((number) => number.length >= 9 && number.endsWith(digits))
}

async function guardianshipOf(
  { db, today }: Changing,
  school_id: number,
  id: string | null,
): Promise<(Claimed & SecondFacts) | undefined> {
  const { rows } = await sql<Claimed & SecondFacts>`/* guardians.of_slip */
    select g.school_id, g.id as guardianship_id, g.person_id, g.child_id, g.claimed_at, g.kind, g.full_name as guardian_name, g.phone, g.identity_number,
      s.full_name as child_name, coalesce(c.name, '') as class_name, u.name as school_name
    from guardianship g join student s on s.school_id = g.school_id and s.id = g.student_id join unit u on u.id = g.school_id
      left join class c on c.school_id = s.school_id and c.id = s.class_id
    where g.school_id = ${school_id} and g.id = ${id} and (g.valid_to is null or g.valid_to > ${today}::date)`.execute(
    db,
  )
  return rows[0]
}

async function offerOf(ctx: Changing, claimed: Claimed): Promise<SlipOffer> {
  const { child_name, class_name, school_name, guardian_name, kind } = claimed
  const offer = { child_name, class_name, school_name, guardian_name, kind }
  if (ctx.account) return { ...offer, way: 'add', login: null }
  const account = await claimableAccount(ctx.db, claimed.person_id)
  if (!account) return { ...offer, way: 'new', login: null }
  // An account of a unit opens more than the child: no slip that a colleague has printed gives a password to it.
  return account.own ? { ...offer, way: 'reset', login: account.login } : { ...offer, way: 'sign_in', login: null }
}

async function boundToSignedIn({ db, account }: Changing): Promise<{ person_id: string; login: string }> {
  return db
    .selectFrom('account')
    .select(['person_id', 'login'])
    .where('id', '=', account?.id ?? '')
    .executeTakeFirstOrThrow()
}

async function boundToOwn(
  ctx: Changing,
  claimed: Claimed,
  known: string | null,
  wish: { login: string | null; password: string | null },
): Promise<{ person_id: string; login: string }> {
  const { person_id, guardian_name } = claimed
  if (known === null) {
    if (!wish.login?.trim()) throw new Invalid({ path: 'login', message: 'guardian.login_needed' })
    await insertAccount(ctx, { person_id, display_name: guardian_name, unit_id: null }, wish.login)
  }
  const { login } = await setOwnPassword(ctx, person_id, wish.password ?? '')
  return { person_id, login }
}
