import { sql } from 'kysely'
import { allowed } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import { NotFound } from '../../../platform/errors.ts'
import { bookRows, type BookKey } from './book.ts'

/** A book as an address names it: `/thcs-nguyen-du/2026-2027/hk1/9a2/toan`. */
export interface BookAddress {
  unit: string
  academic_year: number
  term: 1 | 2
  class: string
  subject: string
}

/** Where a book stands, in words and in the parts of its address. */
export interface BookPlace {
  unit_slug: string
  unit_name: string
  class_slug: string
  class_name: string
  subject_slug: string
  subject_name: string
}

/** A section of no single class stands under its grade: `k9`. */
const classSlug = sql`coalesce(c.slug, 'k' || g.grade)`

/** The key of a readable book by the slugs of its address; otherwise NotFound. */
export async function bookAt(ctx: Context, address: BookAddress): Promise<BookKey> {
  const { rows } = await sql<Omit<BookKey, 'term'>>`/* gradebook.address */
    select g.school_id, g.academic_year, g.section_id
    from ${bookRows} g
    join unit u on u.id = g.school_id
    join section s on s.school_id = g.school_id and s.id = g.section_id
    left join class c on c.school_id = g.school_id and c.id = g.class_id
    where u.slug = ${address.unit} and g.academic_year = ${address.academic_year} and ${classSlug} = ${address.class}
      and s.slug = ${address.subject} and ${allowed(ctx.ability, 'read', 'Gradebook', 'g')}
    limit 1`.execute(ctx.db)
  const found = rows[0]
  if (!found) throw new NotFound('Gradebook')
  return { ...found, term: address.term }
}

/** The names over a book that was found. */
export async function placeOf({ db }: Context, { school_id, section_id }: BookKey): Promise<BookPlace> {
  const { rows } = await sql<BookPlace>`/* gradebook.place */
    select u.slug as unit_slug, u.short_name as unit_name, ${classSlug} as class_slug, coalesce(c.name, g.name) as class_name,
      g.slug as subject_slug, b.name as subject_name
    from section g
    join unit u on u.id = g.school_id
    join subject b on b.id = g.subject_id
    left join class c on c.school_id = g.school_id and c.id = g.class_id
    where g.school_id = ${school_id} and g.id = ${section_id}`.execute(db)
  const place = rows[0]
  if (!place) throw new NotFound('Gradebook')
  return place
}
