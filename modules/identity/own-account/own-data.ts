import { sql } from 'kysely'
import { change } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { personIn } from '../../../platform/machine.ts'

/** A part of what is held about a person: the key of its heading's words, and its rows by the keys of their words. */
export interface OwnDataPart {
  section: string
  rows: readonly Readonly<Record<string, unknown>>[]
}

/** What a module holds about the person who asks, and about the children for whom they answer. */
export type OwnDataSource = (ctx: Context) => Promise<readonly OwnDataPart[]>

const sources: OwnDataSource[] = [ofAccount]

/** Modules add what they hold; the file of a person's own data reads them all. */
export function offerOwnData(source: OwnDataSource): void {
  sources.push(source)
}

/**
 * What is held about the signed-in person and about the children for whom they answer: of a child the representative has the
 * rights (Luật 91/2025/QH15, Điều 24). That it was taken out stands in the trail.
 */
export async function ownData(ctx: Context): Promise<OwnDataPart[]> {
  personIn(ctx)
  return change(ctx, 'own_data.export', { schools: [] }, async (open) => {
    const parts: OwnDataPart[] = []
    for (const source of sources) parts.push(...(await source(open)))
    return parts.filter(({ rows }) => rows.length > 0)
  })
}

async function ofAccount({ db, account }: Context): Promise<OwnDataPart[]> {
  const of = async (section: string, rows: ReturnType<typeof sql<Record<string, unknown>>>) => ({
    section,
    rows: (await rows.execute(db)).rows,
  })
  const { id, person_id } = account!
  return [
    await of(
      'account',
      sql<Record<string, unknown>>`/* own_data.account */
      select display_name as full_name, login, created_at, last_sign_in_at, locale as language,
        (select identity_number from person where id = a.person_id) as identity_number from account a where id = ${id}`,
    ),
    await of(
      'posts',
      sql<Record<string, unknown>>`/* own_data.posts */
      select p.role, u.name as unit, p.valid_from as from_day, p.valid_to as until_day from post p join unit u on u.id = p.unit_id
      where p.person_id = ${person_id} order by p.valid_from`,
    ),
    await of(
      'sessions',
      sql<Record<string, unknown>>`/* own_data.sessions */
      select created_at, last_seen_at, address as network_address, agent as browser from session where account_id = ${id} order by created_at`,
    ),
    await of(
      'notices',
      sql<Record<string, unknown>>`/* own_data.notices */
      select created_at, text_key as notice, read_at from notice where person_id = ${person_id} order by created_at`,
    ),
  ]
}
