import { sql } from 'kysely'
import type { Changing } from '../../../platform/change.ts'
import type { LocalDate } from '../../../platform/database.ts'
import { Invalid, type Violation } from '../../../platform/errors.ts'
import { tidyName } from '../../../platform/name.ts'
import { termFaults, type TermDays } from '../years/bounds.ts'

/** What the first run says of a province. */
export interface NewProvince {
  /** The official code of the list. */
  province_code: string
  /** The full name of the department (sở). */
  department_name: string
  /** The code by which the sector knows the department. */
  department_code: string
  /** A small image as a data address. */
  emblem: string | null
  year: { year: number; starts_on: LocalDate; ends_on: LocalDate }
  terms: readonly TermDays[]
}

const emblemBytesAtMost = 100_000
const images: Record<string, string> = { png: '89504e47', jpeg: 'ffd8ff', webp: '52494646' }

/** Whether the province of this installation has been set. */
export async function isFounded({ db }: Pick<Changing, 'db'>): Promise<boolean> {
  const { rows } = await sql`/* organisation.is_founded */ select from setting where name = 'province'`.execute(db)
  return rows.length > 0
}

/** Sets the province, makes its department at the top of the tree, and opens its first academic year; gives the department. */
export async function foundProvince(ctx: Changing, wish: NewProvince): Promise<number> {
  const { db } = ctx
  const department = tidyName(wish.department_name)
  const code = wish.department_code.trim().toUpperCase()
  const listed = await sql<{ name: string; short_name: string }>`/* organisation.province */
    select name, short_name from province where code = ${wish.province_code}`.execute(db)
  const province = listed.rows[0]
  const faults: Violation[] = termFaults(wish.year, wish.terms)
  if (!province) faults.push({ path: 'provinceCode', message: 'installation.province_unknown' })
  if (department.fault) faults.push({ path: 'departmentName', message: 'installation.department_name' })
  if (!/^[A-Z0-9][A-Z0-9._-]{1,29}$/.test(code))
    faults.push({ path: 'departmentCode', message: 'installation.department_code' })
  if (wish.emblem !== null && !isSmallImage(wish.emblem))
    faults.push({
      path: 'emblem',
      message: 'installation.emblem',
      values: { kilobytes: emblemBytesAtMost / 1000 },
    })
  if (!province || faults.length > 0) throw new Invalid(faults)
  const value = {
    name: province.short_name,
    full_name: province.name,
    code: wish.province_code,
    emblem: wish.emblem,
  }
  await sql`/* organisation.set_province */
    insert into setting (name, value) values ('province', ${JSON.stringify(value)}::jsonb)`.execute(db)
  const { rows } = await sql<{ id: number }>`/* organisation.found */
    insert into unit (kind, code, slug, name, short_name, province_code, opened_on)
    values ('department', ${code}, 'so-gddt', ${department.value}, ${`Sở GD&ĐT ${province.short_name}`.slice(0, 80)}, ${wish.province_code}, ${ctx.today})
    returning id`.execute(db)
  const { id } = rows[0]!
  await sql`/* organisation.first_year */ insert into academic_year (year, starts_on, ends_on)
    values (${wish.year.year}, ${wish.year.starts_on}, ${wish.year.ends_on}) on conflict do nothing`.execute(db)
  for (const term of wish.terms) {
    await sql`/* organisation.first_terms */ insert into term (unit_id, academic_year, term, starts_on, ends_on, results_due_on)
      values (${id}, ${wish.year.year}, ${term.term}, ${term.starts_on}, ${term.ends_on}, ${term.results_due_on})`.execute(
      db,
    )
  }
  return id
}

/** An image of a kind that cannot carry a program, judged by its first bytes and not by what it calls itself. */
function isSmallImage(address: string): boolean {
  const match = /^data:image\/(png|jpeg|webp);base64,([A-Za-z0-9+/]+=*)$/.exec(address)
  if (!match) return false
  const content = Buffer.from(match[2]!, 'base64')
  return content.length <= emblemBytesAtMost && content.toString('hex', 0, 8).startsWith(images[match[1]!]!)
}
