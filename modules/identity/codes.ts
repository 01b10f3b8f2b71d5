import { createHash, randomInt } from 'node:crypto'
import { sql } from 'kysely'
import type { Changing } from '../../platform/change.ts'
import type { Db } from '../../platform/database.ts'
import { codeAlphabet, codeLength, normalCode } from './rules/one-time-code.ts'
import type { InvitationTable } from './tables.ts'

/** What a one-time code opens: an account's first password, a guardian's access, or the first administrator's account. */
export type CodePurpose =
  | { kind: 'password'; account_id: string }
  | { kind: 'guardian'; school_id: number; guardianship_id: string }
  | { kind: 'first_administrator' }

/** A code that has just been made; this is the only time it is seen. */
export interface IssuedCode {
  code: string
  expires_at: Date
}

/** A code that may still be used. */
export interface OpenCode {
  code_hash: Buffer
  account_id: string | null
  school_id: number | null
  guardianship_id: string | null
}

/** After so many wrong tries a code is dead. */
export const triesPerCode = 5

/** Makes a code and keeps its hash; an earlier open one for the same purpose dies. */
export async function issueCode(
  { db, now }: { db: Db; now: Date },
  purpose: CodePurpose,
  days: number,
  created_by: string | null,
): Promise<IssuedCode> {
  await revokeCodes({ db, now }, purpose)
  const code = Array.from({ length: codeLength }, () => codeAlphabet[randomInt(codeAlphabet.length)]).join('')
  const expires_at = new Date(now.getTime() + days * 86_400_000)
  await db
    .insertInto('invitation')
    .values({ ...purpose, code_hash: hashCode(code), created_by, created_at: now, expires_at })
    .execute()
  return { code, expires_at }
}

/** Ends the open codes for a purpose. */
export async function revokeCodes({ db, now }: { db: Db; now: Date }, purpose: CodePurpose): Promise<void> {
  let open = db
    .updateTable('invitation')
    .set({ revoked_at: now })
    .where('kind', '=', purpose.kind)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
  if (purpose.kind === 'password') open = open.where('account_id', '=', purpose.account_id)
  if (purpose.kind === 'guardian') open = open.where('guardianship_id', '=', purpose.guardianship_id)
  await open.execute()
}

/** The open code that was typed, before anything is judged: without one nothing happened that the trail should tell of. */
export async function findCode(
  { db, now }: { db: Db; now: Date },
  kind: InvitationTable['kind'],
  typed: string,
): Promise<OpenCode | null> {
  const { rows } = await sql<OpenCode>`/* identity.find_code */
    select code_hash, account_id, school_id, guardianship_id from invitation
    where code_hash = ${hashCode(typed)} and kind = ${kind} and used_at is null and revoked_at is null
      and expires_at > ${now} and tries < ${triesPerCode}`.execute(db)
  return rows[0] ?? null
}

/**
 * The open code that was typed, if what else was typed is right too; else null, and a wrong try is counted.
 * The row is held until the change ends, so that tries side by side are counted one after the other.
 */
export async function tryCode(
  { db, now }: Changing,
  kind: InvitationTable['kind'],
  typed: string,
  isRight: (code: OpenCode) => Promise<boolean>,
): Promise<OpenCode | null> {
  const { rows } = await sql<OpenCode>`/* identity.code */
    select code_hash, account_id, school_id, guardianship_id from invitation
    where code_hash = ${hashCode(typed)} and kind = ${kind} and used_at is null and revoked_at is null
      and expires_at > ${now} and tries < ${triesPerCode}
    for update`.execute(db)
  const code = rows[0]
  if (!code) return null
  if (await isRight(code)) return code
  await sql`/* identity.wrong_try */ update invitation set tries = tries + 1 where code_hash = ${code.code_hash}`.execute(
    db,
  )
  return null
}

/** A code works once. */
export async function spendCode({ db, now }: Changing, code: OpenCode): Promise<void> {
  await db.updateTable('invitation').set({ used_at: now }).where('code_hash', '=', code.code_hash).execute()
}

const hashCode = (typed: string): Buffer => createHash('sha256').update(normalCode(typed)).digest()
