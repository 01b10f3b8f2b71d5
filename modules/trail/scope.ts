import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { allowed } from '../../platform/ability.ts'
import type { Context } from '../../platform/context.ts'
import type { LocalDate } from '../../platform/database.ts'
import { NotFound } from '../../platform/errors.ts'
import { unaccented } from '../../platform/name.ts'
import { reachOf } from '../organisation/public.ts'

/** Whose trail is read: a school's own, all below an office, or the whole province. */
export interface TrailPlace {
  unit_id: number
  slug: string
  name: string
  short_name: string
  /** The units whose changes belong to it; null is every one, and what belongs to none. */
  unit_ids: readonly number[] | null
}

/** What of a trail is looked for; what is absent narrows nothing. */
export interface TrailFilter {
  /** A part of the name of who did it. */
  by: string | null
  /** The name or code of a pupil, a member of staff, a class or a section that a change concerns. */
  about: string | null
  /** Exactly this record, as the trail names it. */
  record: string | null
  /** Verbs, or beginnings of verbs that end in a point: `enrollment.`. */
  verbs: readonly string[]
  from: LocalDate | null
  to: LocalDate | null
}

/** The filter as given, tidied. */
export const filterOf = (input: Partial<Record<keyof TrailFilter, unknown>> | null | undefined): TrailFilter => {
  const text = (value: unknown) => (typeof value === 'string' && value.trim() ? value.trim().slice(0, 100) : null)
  return {
    by: text(input?.by),
    about: text(input?.about),
    record: text(input?.record),
    verbs: Array.isArray(input?.verbs) ? input.verbs.map(String).filter(Boolean).slice(0, 40) : [],
    from: text(input?.from),
    to: text(input?.to),
  }
}

interface UnitRow {
  id: number
  kind: string
  slug: string
  name: string
  short_name: string
}

const offices = new Set(['district_office', 'commune_office'])

/** The place of a trail by the unit's name in addresses; NotFound where nothing of it may be read. */
export async function placeOf(ctx: Context, slug: string): Promise<TrailPlace> {
  if (!ctx.account || ctx.ability.rulesFor('read', 'Change').length === 0) throw new NotFound('Change')
  const { rows } = await sql<UnitRow>`/* trail.unit */
    select u.id, u.kind, u.slug, u.name, u.short_name from unit u
    where u.slug = ${slug} and ${allowed(ctx.ability, 'read', 'Unit', 'u')}`.execute(ctx.db)
  const unit = rows[0]
  if (!unit) throw new NotFound('Unit')
  const { id, kind, ...named } = unit
  const below = offices.has(kind) ? (await reachOf(ctx.db, id, ctx.today)).unit_ids : [id]
  const unit_ids = kind === 'ministry' || kind === 'department' || below === 'all' ? null : below
  const { rows: readable } = await sql<{ yes: boolean }>`/* trail.place */
    select bool_or(${allowed(ctx.ability, 'read', 'Change', 'c')}) as yes
    from unnest(${unit_ids ?? [id]}::integer[]) c(school_id)`.execute(ctx.db)
  if (!readable[0]?.yes && unit_ids !== null) throw new NotFound('Change')
  return { unit_id: id, ...named, unit_ids }
}

const found = 60

/**
 * The condition of a trail over `c` (change). Conditions stand in it only where something is looked for, so that each
 * shape of a question has a plan of its own; names become ids first, and only those that the person may read.
 */
export async function trailWhere(
  ctx: Context,
  place: TrailPlace,
  filter: TrailFilter,
): Promise<RawBuilder<SqlBool> | null> {
  const parts: RawBuilder<SqlBool>[] = [sql<SqlBool>`${allowed(ctx.ability, 'read', 'Change', 'c')}`]
  if (place.unit_ids)
    parts.push(
      place.unit_ids.length === 1
        ? sql<SqlBool>`c.school_id = ${place.unit_ids[0]}`
        : sql<SqlBool>`c.school_id = any(${place.unit_ids}::integer[])`,
    )
  if (filter.by?.trim()) {
    const accounts = await accountsNamed(ctx, filter.by)
    if (accounts.length === 0) return null
    parts.push(sql<SqlBool>`c.account_id = any(${accounts}::uuid[])`)
  }
  const records = filter.record
    ? { records: [filter.record], pupils: [filter.record] }
    : filter.about?.trim()
      ? await recordsNamed(ctx, place, filter.about)
      : null
  if (records) {
    if (records.records.length === 0) return null
    parts.push(concerning(ctx, records))
  }
  const whole = filter.verbs.filter((verb) => !verb.endsWith('.'))
  const begun = filter.verbs.filter((verb) => verb.endsWith('.')).map((verb) => `${escaped(verb)}%`)
  if (filter.verbs.length > 0)
    parts.push(sql<SqlBool>`(c.verb = any(${whole}::text[]) or c.verb like any(${begun}::text[]))`)
  if (filter.from) parts.push(sql<SqlBool>`c.at >= (${filter.from}::date)::timestamp at time zone ${ctx.zone}`)
  if (filter.to) parts.push(sql<SqlBool>`c.at < (${filter.to}::date + 1)::timestamp at time zone ${ctx.zone}`)
  return sql<SqlBool>`${sql.join(parts, sql` and `)}`
}

interface Records {
  /** As `trail_records` names them. */
  records: string[]
  /** The pupils among them, whose marks have a history of their own. */
  pupils: string[]
}

/** Changes one of whose lines, or one of whose marks that may be read, concerns a record. */
function concerning({ ability }: Context, { records, pupils }: Records): RawBuilder<SqlBool> {
  const lines = sql`select r.change_id from change_row r
    where trail_records(r.table_name, coalesce(r.after, r.before)) && ${records}::text[]`
  const uuids = pupils.filter((id) => /^[0-9a-f-]{36}$/.test(id))
  if (uuids.length === 0) return sql<SqlBool>`c.id in (${lines})`
  return sql<SqlBool>`c.id in (${lines} union all
    select m.change_id from student s join mark_change m on m.person_id = s.person_id and m.school_id = s.school_id and m.student_id = s.id
    where s.id = any(${uuids}::uuid[]) and ${allowed(ability, 'read', 'MarkChange', 'm')})`
}

async function accountsNamed({ db }: Context, words: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`/* trail.accounts */
    select a.id from account a where a.search_name like all(${patterns(words)}::text[]) order by a.search_name limit ${found}`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}

/** Pupils, staff, classes and sections of the place that words name and the person may read; nothing is guessed. */
async function recordsNamed(ctx: Context, { unit_ids }: TrailPlace, words: string): Promise<Records> {
  const { ability, db } = ctx
  const here = (alias: string) =>
    unit_ids ? sql<SqlBool>`${sql.ref(`${alias}.school_id`)} = any(${unit_ids}::integer[])` : sql<SqlBool>`true`
  const like = patterns(words)
  const code = words.trim().toLowerCase()
  const { rows } = await sql<{ record: string; pupil: boolean }>`/* trail.records */
    (select s.id::text as record, true as pupil from student s
      where ${here('s')} and ${allowed(ability, 'read', 'Student', 's')} and (s.search_name like all(${like}::text[]) or lower(s.code) = ${code}) limit ${found})
    union all (select unnest(array[f.id::text, f.person_id::text]), false from staff f
      where ${here('f')} and ${allowed(ability, 'read', 'Staff', 'f')} and (f.search_name like all(${like}::text[]) or lower(f.code) = ${code}) limit ${found})
    union all (select 'class:' || k.id, false from class k
      where ${here('k')} and ${allowed(ability, 'read', 'Class', 'k')} and (lower(k.name) = ${code} or k.slug = ${code}) limit ${found})
    union all (select x.id::text, false from section x
      where ${here('x')} and ${allowed(ability, 'read', 'Section', 'x')} and lower(x.name) = ${code} limit ${found})`.execute(
    db,
  )
  return {
    records: rows.map(({ record }) => record),
    pupils: rows.filter(({ pupil }) => pupil).map(({ record }) => record),
  }
}

/** Each word begins some word of a folded name. */
function patterns(words: string): string[] {
  return unaccented(words)
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 8)
    .map((word) => `%${escaped(word)}%`)
}

const escaped = (text: string) => text.replace(/[\\%_]/g, (sign) => `\\${sign}`)
