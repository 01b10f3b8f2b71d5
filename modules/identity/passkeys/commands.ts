import { change } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { Invalid, NotFound } from '../../../platform/errors.ts'
import { personIn } from '../../../platform/machine.ts'
import { hasFactor } from '../second-factor/check.ts'
import { dropCodesWithoutFactor, rightsAnew, writeRecoveryCodes } from '../second-factor/commands.ts'
import { endSessionsOf } from '../sessions.ts'
import { creationOptions, readCreated } from './verify.ts'

/** Passkeys of one account: phones, computers and keys of one person. */
const most = 10

/** Begins a new passkey: what the browser needs to make it, as JSON text of WebAuthn's creation options. */
export async function beginPasskey(ctx: Context): Promise<string> {
  const { id, display_name } = personIn(ctx)
  return change(ctx, 'passkey.begin', { schools: [], proven: true }, async (open) => {
    const { login } = await open.db.selectFrom('account').select('login').where('id', '=', id).executeTakeFirstOrThrow()
    const there = await open.db
      .selectFrom('passkey')
      .select(['id', 'transports'])
      .where('account_id', '=', id)
      .execute()
    if (there.length >= most) throw new Invalid({ path: '', message: 'passkey.too_many', values: { most } })
    return creationOptions(open, { id, login, display_name }, there)
  })
}

/**
 * Keeps the passkey that a browser made. Throws Invalid `passkey.not_added` for an answer to another question or site.
 * With the first factor come recovery codes, seen this once; other sessions end.
 */
export async function addPasskey(ctx: Context, input: { name: string; answer: string }): Promise<string[]> {
  const { id: account_id, person_id } = personIn(ctx)
  const name = input.name.trim().slice(0, 60)
  if (!name) throw new Invalid({ path: 'name', message: 'passkey.name_needed' })
  const made = await readCreated(ctx, account_id, parsed(input.answer))
  if (!made) throw new Invalid({ path: '', message: 'passkey.not_added' })
  return change(ctx, 'passkey.add', { schools: [] }, async (open) => {
    const factor = await hasFactor(open.db, account_id)
    const added = await open.db
      .insertInto('passkey')
      .values({ ...made, account_id, name, created_at: open.now, used_at: null })
      .onConflict((on) => on.doNothing())
      .returning('id')
      .execute()
    if (added.length === 0) throw new Invalid({ path: '', message: 'passkey.not_added' })
    await endSessionsOf(open.db, account_id, open.origin.session)
    await rightsAnew(open, person_id)
    return factor ? [] : writeRecoveryCodes(open, account_id)
  })
}

/** Takes an own passkey away. */
export async function removePasskey(ctx: Context, id: Buffer): Promise<void> {
  const { id: account_id, person_id } = personIn(ctx)
  await change(ctx, 'passkey.remove', { schools: [], proven: true }, async (open) => {
    const { numDeletedRows } = await open.db
      .deleteFrom('passkey')
      .where('account_id', '=', account_id)
      .where('id', '=', id)
      .executeTakeFirst()
    if (numDeletedRows === 0n) throw new NotFound('Passkey')
    await dropCodesWithoutFactor(open, account_id)
    await rightsAnew(open, person_id)
  })
}

/** An answer of a browser as it was sent; null where it is no JSON. */
function parsed(answer: string): unknown {
  try {
    return JSON.parse(answer)
  } catch {
    return null
  }
}
