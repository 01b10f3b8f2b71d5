import { createHash, randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { sql } from 'kysely'
import { change } from '../../platform/change.ts'
import type { Context } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { Invalid, NotFound, Unauthenticated } from '../../platform/errors.ts'
import { recordFailure, refuseWhenFailedTooOften } from './attempts.ts'
import { normalLogin } from './rules/login.ts'
import { isOver, seenToMinutes, sessionLife, type SessionLife, type SessionTimes } from './rules/session-life.ts'
import { factorThere, takeFactor } from './second-factor/check.ts'

/** The account behind a session token, with the version of its person's rights. */
export interface SessionAccount extends SessionTimes {
  account_id: string
  person_id: string
  display_name: string
  locale: 'vi' | 'en'
  access_version: number
  /** Whether a second factor is asked for. */
  factor: boolean
  /** When password or factor were given last in this session. */
  proven_at: Date
}

const passwordCost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
// Verified when the name is unknown, so that the answer takes as long as for a known one.
const nobody = hash(randomBytes(16).toString('hex'), passwordCost)
// A school of 100 teachers signs in from one address at seven o'clock; one account does not fail ten times.
const failureLimits = { ofKey: 10, ofAddress: 300 }

/** Hashes a password with argon2id (OWASP's parameters). */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFC'), passwordCost)

/** Whether a password is the one whose hash is kept; without a hash it takes as long and is wrong. */
export async function isPassword(password: string, password_hash: string | null | undefined): Promise<boolean> {
  return (await verify(password_hash ?? (await nobody), password.normalize('NFC'))) && Boolean(password_hash)
}

/**
 * Opens a session and returns its token, 32 random bytes; only the hash is stored.
 * Throws Invalid `identity.wrong_password` alike for an unknown name, a wrong password and a closed account,
 * and `identity.too_many_attempts` after ten failures of a name in 15 minutes; `identity.code_needed` where the password is
 * right and a second factor is asked for.
 */
export async function signIn(
  ctx: Context,
  input: { login: string; password: string; code: string | null } & Entry,
  life: SessionLife,
): Promise<string> {
  const login = normalLogin(input.login)
  await refuseWhenFailedTooOften(ctx, login, failureLimits)
  const account = await ctx.db
    .selectFrom('account')
    .select(['id', 'person_id', 'display_name', 'login', 'password_hash', 'state'])
    .where('login', '=', login)
    .executeTakeFirst()
  const right = await isPassword(input.password, account?.password_hash)
  if (!account || !right || account.state !== 'active') {
    await recordFailure(ctx, login)
    throw new Invalid({ path: 'password', message: 'identity.wrong_password' })
  }
  await takeFactor(ctx, account.id, input.code)
  const { password_hash: _, state: __, ...entrant } = account
  return enter(ctx, entrant, input, life)
}

/** Who has shown enough to be let in. */
export interface Entrant {
  id: string
  person_id: string
  display_name: string
  login: string
}

/** How a session is opened: on a shared computer it ends with the browser. */
export interface Entry {
  shared: boolean
  agent: string | null
  /** Whether an identity provider vouched for a second factor. */
  factorVouched?: boolean
}

/** Opens the session of somebody who has shown who they are; failures of their name are forgotten. Returns its token. */
export async function enter(ctx: Context, entrant: Entrant, entry: Entry, life: SessionLife): Promise<string> {
  const { login, ...account } = entrant
  return change({ ...ctx, account }, 'session.open', { schools: [] }, async ({ db, now }) => {
    await db.deleteFrom('sign_in_failure').where('login', '=', login).execute()
    await db.updateTable('account').set({ last_sign_in_at: now }).where('id', '=', account.id).execute()
    await db.deleteFrom('session').where('account_id', '=', account.id).where('expires_at', '<=', now).execute()
    return openSession(db, account.id, { ...entry, address: ctx.origin.address, now }, life)
  })
}

/** Proves once more who sits at a session: password, and a code where a second factor is there. Throws Invalid like `signIn`. */
export async function proveSession(ctx: Context, input: { password: string; code: string | null }): Promise<void> {
  const { account, origin } = ctx
  if (!account || !origin.session) throw new Unauthenticated()
  const key = `#own ${account.id}`
  await refuseWhenFailedTooOften(ctx, key, { ofKey: failureLimits.ofKey })
  const { password_hash } = await ctx.db
    .selectFrom('account')
    .select('password_hash')
    .where('id', '=', account.id)
    .executeTakeFirstOrThrow()
  if (!(await isPassword(input.password, password_hash))) {
    await recordFailure(ctx, key)
    throw new Invalid({ path: 'password', message: 'account.old_password_wrong' })
  }
  await takeFactor(ctx, account.id, input.code)
  await proven(ctx, origin.session)
}

/** Notes that whoever sits at a session has just shown who they are. */
export async function proven({ db, now }: Context, token: string): Promise<void> {
  await db.updateTable('session').set({ proven_at: now }).where('token_hash', '=', hashToken(token)).execute()
}

/** Writes a new session and returns its token. It ends by `life` at the latest, and sooner as the posts say: see `isOver`. */
export async function openSession(
  db: Db,
  account_id: string,
  from: Entry & { address: string | null; now: Date },
  life: SessionLife,
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await db
    .insertInto('session')
    .values({
      token_hash: hashToken(token),
      account_id,
      created_at: from.now,
      last_seen_at: from.now,
      proven_at: from.now,
      expires_at: new Date(from.now.getTime() + life.hours * 3_600_000),
      address: from.address,
      agent: from.agent?.slice(0, 200) ?? null,
      shared: from.shared,
      factor_vouched: from.factorVouched ?? false,
    })
    .execute()
  return token
}

/** The account of a token whose session has not expired at this instant; whether it is over for its posts, `isOver` says. */
export async function findSession(db: Db, token: string, now: Date): Promise<SessionAccount | null> {
  const { rows } = await sql<SessionAccount>`/* identity.session */
    select a.id as account_id, a.person_id, a.display_name, a.locale, p.access_version, s.proven_at,
      s.created_at, s.last_seen_at, s.shared,
      ${factorThere} or s.factor_vouched as factor
    from session s join account a on a.id = s.account_id join person p on p.id = a.person_id
    where s.token_hash = ${hashToken(token)} and s.expires_at > ${now} and a.state = 'active'`.execute(db)
  return rows[0] ?? null
}

/** Keeps the time of a session's last request, to five minutes. */
export async function touchSession(db: Db, token: string, last_seen_at: Date, now: Date): Promise<void> {
  if (now.getTime() - last_seen_at.getTime() <= seenToMinutes * 60_000) return
  await db.updateTable('session').set({ last_seen_at: now }).where('token_hash', '=', hashToken(token)).execute()
}

/** Ends one session. */
export async function signOut(db: Db, token: string): Promise<void> {
  await db.deleteFrom('session').where('token_hash', '=', hashToken(token)).execute()
}

/** Ends every session of an account, but for one that is named by its token. */
export async function endSessionsOf(db: Db, account_id: string, except: string | null = null): Promise<void> {
  const kept = except ? hashToken(except) : Buffer.alloc(0)
  await db.deleteFrom('session').where('account_id', '=', account_id).where('token_hash', '<>', kept).execute()
}

/** Ends every session of a person. */
export async function endSessionsOfPerson(db: Db, person_id: string): Promise<void> {
  await sql`/* identity.end_sessions */
    delete from session where account_id in (select id from account where person_id = ${person_id})`.execute(db)
}

/** Own sessions, newest first; the one that asks is marked. The id is the start of the token's hash. */
export async function ownSessions(
  ctx: Context,
): Promise<
  { id: string; created_at: Date; last_seen_at: Date; address: string | null; agent: string | null; current: boolean }[]
> {
  if (!ctx.account) throw new Unauthenticated()
  const rows = await ctx.db
    .selectFrom('session')
    .select(['token_hash', 'created_at', 'last_seen_at', 'address', 'agent', 'shared'])
    .where('account_id', '=', ctx.account.id)
    .where('expires_at', '>', ctx.now)
    .orderBy('last_seen_at', 'desc')
    .limit(50)
    .execute()
  const own = ctx.origin.session ? hashToken(ctx.origin.session) : null
  const roles = ctx.posts.map(({ role }) => role)
  const alive = rows.filter((row) => !isOver(row, sessionLife(roles, row.shared, ctx.today, unbounded), ctx.now))
  return alive.map(({ token_hash, shared: _, ...row }) => ({
    id: token_hash.toString('hex').slice(0, 24),
    ...row,
    current: own?.equals(token_hash) ?? false,
  }))
}

/** Ends one of the own sessions, or all others when no id is given. */
export async function endOwnSessions(ctx: Context, id: string | null): Promise<number> {
  if (!ctx.account) throw new Unauthenticated()
  const own = ctx.origin.session ? hashToken(ctx.origin.session) : Buffer.alloc(0)
  const { rows } = await sql<{ id: string }>`
    delete from session where account_id = ${ctx.account.id}
      and case when ${id}::text is null then token_hash <> ${own} else left(encode(token_hash, 'hex'), 24) = ${id} end
    returning account_id as id`.execute(ctx.db)
  if (id && rows.length === 0) throw new NotFound('Session')
  return rows.length
}

// The installation's ceiling is in `expires_at` already.
const unbounded: SessionLife = { hours: Infinity, idleMinutes: Infinity }

const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()
