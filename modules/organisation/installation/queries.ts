import { sql } from 'kysely'
import type { Db } from '../../../platform/database.ts'

/** What everybody may know of an installation before signing in. */
export interface Installation {
  /** The short name of the province, as in the name of the product; null before the first run. */
  province_name: string | null
  /** The emblem as a data address; null for none. */
  emblem: string | null
  /** Whether everything in it is invented. */
  demo: boolean
}

/** A province of the official list. */
export interface Province {
  code: string
  name: string
  short_name: string
}

/** What is known of this installation. */
export async function installationOf(db: Db): Promise<Installation> {
  const { rows } = await sql<Installation>`/* organisation.installation */
    select (select value ->> 'name' from setting where name = 'province') as province_name,
      (select value ->> 'emblem' from setting where name = 'province') as emblem,
      exists (select from setting where name = 'demo') as demo`.execute(db)
  return rows[0]!
}

/** The provinces of the official list, in Vietnamese order. */
export async function provinces(db: Db): Promise<Province[]> {
  const { rows } = await sql<Province>`/* organisation.provinces */
    select code, name, short_name from province order by short_name collate "vi-VN-x-icu"`.execute(db)
  return rows
}
