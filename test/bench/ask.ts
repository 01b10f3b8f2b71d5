import { sql } from 'kysely'
import type { Ground } from './ground.ts'

/** Asks the product's API as somebody; an answer with errors is an error. */
export type Ask = (query: string, variables: Record<string, unknown>) => Promise<unknown>

/** Somebody who holds a post of this role; of this unit, if one is named. */
export async function askAs(ground: Ground, role: string, unit_id: number | null = null): Promise<Ask> {
  const { rows } = await sql<{ id: string }>`
    select a.id from post p join account a on a.person_id = p.person_id
    where p.role = ${role} and coalesce(${unit_id}, p.unit_id) = p.unit_id and a.state = 'active' limit 1`.execute(
    ground.db,
  )
  const cookie = await ground.cookieOf(rows[0]!.id)
  return async (query, variables) => {
    const response = await fetch(`${ground.product.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', 'x-truong': '1', cookie },
      body: JSON.stringify({ query, variables }),
    })
    const answer = (await response.json()) as { data?: unknown; errors?: { message: string }[] }
    if (answer.errors) throw new Error(`${JSON.stringify(variables)}: ${answer.errors[0]?.message}`)
    return answer.data
  }
}
