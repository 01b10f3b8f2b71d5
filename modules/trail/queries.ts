import { sql } from 'kysely'
import { allowed } from '../../platform/ability.ts'
import type { Context } from '../../platform/context.ts'
import { NotFound } from '../../platform/errors.ts'
import { readLines, type TrailLine } from './lines.ts'
import { trailWhere, type TrailFilter, type TrailPlace } from './scope.ts'

/** A change as the trail shows it. */
export interface TrailEntry {
  id: string
  at: Date
  verb: string
  /** Who did it, and with which token if a machine did; null for the system, or somebody without an account. */
  by: string | null
  role: string | null
  /** The school for which an officer stood in. */
  on_behalf_of: string | null
  address: string | null
  reason: string | null
  unit_id: number | null
  unit: string | null
  unit_slug: string | null
  /** The change that this one takes back. */
  reverts: string | null
  undone_at: Date | null
  undone_by: string | null
  /** The year in whose archive its marks are. */
  archived_year: number | null
  lines: TrailLine[]
  /** Of how many lines `lines` are the first. */
  line_count: number
}

/** How many lines of a change stand in a list; the rest is asked for. */
export const linesInList = 4
/** How many lines of one change can be asked for. */
export const linesAtMost = 300

type EntryRow = Omit<TrailEntry, 'lines' | 'line_count'>

const entryColumns = sql`c.id, c.at, c.verb, case when k.name is null then a.display_name else a.display_name || ' · ' || k.name end as by, c.role, b.short_name as on_behalf_of, c.address, c.reason, c.school_id as unit_id,
  u.short_name as unit, u.slug as unit_slug, c.reverts, t.at as undone_at, t.by as undone_by,
  (select k.academic_year from archived_change k where k.change_id = c.id) as archived_year`

const entryJoins = sql`left join account a on a.id = c.account_id
  left join api_token k on k.id = c.token_id
  left join unit u on u.id = c.school_id
  left join unit b on b.id = c.on_behalf_of
  left join lateral (select r.at, ra.display_name as by from change r left join account ra on ra.id = r.account_id
    where r.reverts = c.id order by r.at limit 1) t on true`

/** A page of a trail, newest first; `after` is a change of it. */
export async function trailPage(
  ctx: Context,
  place: TrailPlace,
  filter: TrailFilter,
  { first, after, lines = linesInList }: { first: number; after: string | null; lines?: number },
): Promise<{ entries: TrailEntry[]; more: boolean }> {
  const where = await trailWhere(ctx, place, filter)
  if (!where) return { entries: [], more: false }
  const cursor = after ? await cursorOf(ctx, after) : null
  const beyond = cursor ? sql`and (c.at, c.id) < (${cursor.at}::timestamptz, ${cursor.id}::uuid)` : sql``
  // Joined only after the page is cut, so that names are looked up for the page alone.
  const { rows } = await sql<EntryRow>`/* trail.page */
    with page as materialized (select c.* from change c where ${where} ${beyond} order by c.at desc, c.id desc limit ${first + 1})
    select ${entryColumns} from page c ${entryJoins} order by c.at desc, c.id desc`.execute(ctx.db)
  const entries = await withLines(ctx, rows.slice(0, first), lines)
  return { entries, more: rows.length > first }
}

/** How many changes a trail has, counted no further than to a limit. */
export async function countTrail(ctx: Context, place: TrailPlace, filter: TrailFilter, limit: number): Promise<number> {
  const where = await trailWhere(ctx, place, filter)
  if (!where) return 0
  const { rows } = await sql<{ count: number }>`/* trail.count */
    select count(*)::integer as count from (select from change c where ${where} limit ${limit}) c`.execute(ctx.db)
  return rows[0]?.count ?? 0
}

/** The years whose marks are in the archive, so that no trail finds a change by them; newest first. */
export async function archivedYears({ db }: Context): Promise<number[]> {
  const { rows } = await sql<{ year: number }>`/* trail.archived_years */
    select academic_year as year from year_archive order by 1 desc`.execute(db)
  return rows.map(({ year }) => year)
}

/** One change with all its lines, as far as they may be read. */
export async function trailEntry(ctx: Context, id: string): Promise<TrailEntry> {
  const { rows } = await sql<EntryRow>`/* trail.entry */
    select ${entryColumns} from change c ${entryJoins}
    where c.id = ${id} and ${allowed(ctx.ability, 'read', 'Change', 'c')}`.execute(ctx.db)
  if (!rows[0]) throw new NotFound('Change')
  return (await withLines(ctx, rows, linesAtMost))[0]!
}

/** The newest change of the signed-in person within some minutes, of one of some verbs: what they just did. */
export async function ownLastChange(
  { db, account, now }: Context,
  verbs: readonly string[],
): Promise<{ id: string; verb: string; school_id: number | null } | null> {
  if (!account) return null
  const { rows } = await sql<{ id: string; verb: string; school_id: number | null }>`/* trail.own_last */
    select c.id, c.verb, c.school_id from change c
    where c.account_id = ${account.id} and c.verb = any(${verbs}::text[]) and c.at > ${now}::timestamptz - interval '10 minutes'
      and not exists (select from change r where r.reverts = c.id)
    order by c.at desc, c.id desc limit 1`.execute(db)
  return rows[0] ?? null
}

async function withLines(ctx: Context, rows: readonly EntryRow[], each: number): Promise<TrailEntry[]> {
  const lines = await readLines(
    ctx,
    rows.map(({ id }) => id),
    each,
  )
  return rows.map((row) => ({ ...row, ...(lines.get(row.id) ?? { lines: [], line_count: 0 }) }))
}

/** The place of a change in the order; its instant is kept to the microsecond. */
async function cursorOf(ctx: Context, id: string): Promise<{ at: string; id: string }> {
  const { rows } = await sql<{ at: string; id: string }>`/* trail.cursor */
    select c.at::text as at, c.id from change c where c.id = ${id} and ${allowed(ctx.ability, 'read', 'Change', 'c')}`.execute(
    ctx.db,
  )
  if (!rows[0]) throw new NotFound('Change')
  return rows[0]
}
