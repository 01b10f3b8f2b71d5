import { createHash } from 'node:crypto'
import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../../platform/database.ts'

/** How far the trail of a unit is sealed. */
export interface SealState {
  number: number
  changes: number
  sealed_at: Date
  /** The digest of the last seal in hexadecimal; kept elsewhere, it shows a trail that was written anew from the start. */
  digest: string
}

/**
 * What the verifier found: a line that is not as it was sealed, a seal that does not follow from the one before, or what is
 * kept of an archived year's changes not being what was sealed when the year went.
 */
export interface Fault {
  kind: 'altered' | 'missing' | 'added' | 'chain' | 'stray' | 'archive'
  unit_id: number
  /** The number of the seal; null for a line under no change. */
  number: number | null
  change_id: string | null
}

/** What was looked at, and what is not as it was. */
export interface Verdict {
  units: number
  seals: number
  changes: number
  /** Changes that are not sealed yet. */
  open: number
  /** The last digest of each unit, for comparing with one that was kept elsewhere. */
  heads: Map<number, string>
  faults: Fault[]
}

const changesAtOnce = 20_000
/** Before the oldest transaction under way, so that a clock that is set back a little lets nothing slip through. */
const usualMargin = '5 seconds'

/**
 * The digest of one text of a change `c` with all its lines and marks, in SQL. Instants are seconds since 1970, so that no
 * setting of a connection changes them. A token stands at the end, and leaves no trace where there is none.
 */
export const changeDigest = `sha256(convert_to(concat_ws(chr(31), c.academic_year, c.id, extract(epoch from c.at), c.verb,
  coalesce(c.account_id::text, '-'), coalesce(c.role, '-'), coalesce(c.post_id::text, '-'), coalesce(c.on_behalf_of::text, '-'), coalesce(c.school_id::text, '-'),
  coalesce(c.address, '-'), coalesce(c.request_id, '-'), coalesce(c.batch_id::text, '-'), coalesce(c.reason, '-'), coalesce(c.reverts::text, '-'),
  (select string_agg(concat_ws(chr(30), r.position, r.table_name, coalesce(r.school_id::text, '-'), coalesce(r.before::text, '-'), coalesce(r.after::text, '-')), chr(29) order by r.position)
    from change_row r where r.academic_year = c.academic_year and r.change_id = c.id), chr(28),
  (select string_agg(concat_ws(chr(30), m.academic_year, m.section_id, m.student_id, m.person_id, m.term, m."column", m.position, coalesce(m.before, '-'), coalesce(m.after, '-'),
      coalesce(m.account_id::text, '-'), m.account_name, m.source, coalesce(m.reason, '-'), m.locked, m.published), chr(29)
      order by m.academic_year, m.section_id, m.student_id, m.term, m."column", m.position)
    from mark_change m where m.school_id = c.school_id and m.at = c.at and m.change_id = c.id), c.token_id), 'UTF8'))`
const digestOf: RawBuilder<Buffer> = sql.raw(changeDigest)

/** The digest over what is kept of the changes of an archived year `y`, in SQL. */
export const archivedDigest = `(select encode(sha256(coalesce(string_agg(uuid_send(a.change_id) || a.digest, ''::bytea order by a.change_id), ''::bytea)), 'hex')
  from archived_change a where a.academic_year = y.academic_year)`

/** The digest of a seal: of the one before it and of the changes under it, in their order. */
function chained(before: Buffer | null, digests: readonly Buffer[]): Buffer {
  const hash = createHash('sha256')
  if (before) hash.update(before)
  for (const digest of digests) hash.update(digest)
  return hash.digest()
}

/**
 * Seals what was written since the last time, unit by unit. Only changes before the oldest transaction under way are
 * sealed: an id is made after its transaction began, so that no earlier one can still appear. Saves wait for nothing.
 */
export async function sealTrail(db: Db, margin = usualMargin): Promise<void> {
  while ((await sealOnce(db, margin)) === changesAtOnce);
}

interface Sealable {
  unit_id: number
  change_ids: string[]
  digests: Buffer[]
  number: number
  before: Buffer | null
  to_id: string
  all: number
}

function sealOnce(db: Db, margin: string): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const { rows: held } = await sql<{ held: boolean }>`/* seal.hold */
      select pg_try_advisory_xact_lock(hashtextextended('trail.seal', 0)) as held`.execute(tx)
    if (!held[0]?.held) return 0
    const { rows } = await sql<Sealable>`/* seal.collect */
      with edge as (
        select coalesce((select to_id from trail_seal order by to_id desc limit 1), '00000000-0000-0000-0000-000000000000') as since,
          ((lpad(to_hex((extract(epoch from least(now(), (select min(a.xact_start) from pg_stat_activity a
            where a.datname = current_database() and a.usename = current_user and a.pid <> pg_backend_pid()), now()) - ${margin}::interval) * 1000)::bigint), 12, '0'))
            || '00000000000000000000')::uuid as until),
      fresh as materialized (
        select c.* from change c, edge where c.id > edge.since and c.id < edge.until order by c.id limit ${changesAtOnce}),
      digested as materialized (select coalesce(c.school_id, 0) as unit_id, c.id, ${digestOf} as digest from fresh c),
      by_unit as (
        select unit_id, array_agg(id order by id) as change_ids, array_agg(digest order by id) as digests from digested group by unit_id)
      select b.unit_id, b.change_ids, b.digests, coalesce(s.number, 0) + 1 as number, s.digest as before,
        (select max(id::text) from digested) as to_id, (select count(*)::integer from digested) as all
      from by_unit b left join lateral (select number, digest from trail_seal s where s.unit_id = b.unit_id order by number desc limit 1) s on true`.execute(
      tx,
    )
    for (const { all: _, before, ...seal } of rows)
      await tx
        .insertInto('trail_seal')
        .values({ ...seal, digest: chained(before, seal.digests) })
        .execute()
    return rows[0]?.all ?? 0
  })
}

/** The last seal of a unit; 0 is the province's own changes. */
export async function sealOf(db: Db, unit_id: number): Promise<SealState | null> {
  const { rows } = await sql<SealState>`/* seal.last */
    select s.number, s.sealed_at, encode(s.digest, 'hex') as digest,
      (select sum(cardinality(a.change_ids))::integer from trail_seal a where a.unit_id = s.unit_id) as changes
    from trail_seal s where s.unit_id = ${unit_id} order by s.number desc limit 1`.execute(db)
  return rows[0] ?? null
}

/** Compares the whole trail with its seals, run by run: every change, line and mark, and the chain of each unit. */
export async function verifyTrail(db: Db): Promise<Verdict> {
  const faults: Fault[] = []
  const heads = new Map<number, Buffer>()
  const numbers = new Map<number, number>()
  let [seals, changes] = [0, 0]
  let since = '00000000-0000-0000-0000-000000000000'
  const { rows: runs } = await sql<{ to_id: string }>`select distinct to_id from trail_seal order by to_id`.execute(db)
  for (const { to_id } of runs) {
    const { rows: sealed } = await sql<Omit<Sealable, 'before' | 'all'> & { digest: Buffer }>`
      select unit_id, number, change_ids, digests, digest from trail_seal where to_id = ${to_id} order by unit_id`.execute(
      db,
    )
    // While its marks are in the archive, a change must be as it was left there; the seal itself holds for the whole of it.
    const { rows: now } = await sql<{ id: string; unit_id: number; digest: Buffer; kept: Buffer | null }>`
      select c.id, coalesce(c.school_id, 0) as unit_id, ${digestOf} as digest,
        (select a.digest from archived_change a join year_archive y using (academic_year) where a.change_id = c.id) as kept
      from change c where c.id > ${since}::uuid and c.id <= ${to_id}::uuid`.execute(db)
    const standing = new Map(now.map((one) => [one.id, one]))
    for (const { unit_id, number, change_ids, digests, digest } of sealed) {
      seals++
      const follows = number === (numbers.get(unit_id) ?? 0) + 1
      if (!follows || !chained(heads.get(unit_id) ?? null, digests).equals(digest))
        faults.push({ kind: 'chain', unit_id, number, change_id: null })
      heads.set(unit_id, digest)
      numbers.set(unit_id, number)
      for (const [index, change_id] of change_ids.entries()) {
        changes++
        const found = standing.get(change_id)
        if (!found) faults.push({ kind: 'missing', unit_id, number, change_id })
        else if (!(found.kept ?? digests[index])?.equals(found.digest))
          faults.push({ kind: 'altered', unit_id, number, change_id })
        standing.delete(change_id)
      }
    }
    for (const { id, unit_id } of standing.values())
      faults.push({ kind: 'added', unit_id, number: null, change_id: id })
    since = to_id
  }
  faults.push(...(await strays(db)), ...(await archiveFaults(db)))
  const { rows: open } = await sql<{
    count: number
  }>`select count(*)::integer as count from change where id > ${since}::uuid`.execute(db)
  return {
    units: heads.size,
    seals,
    changes,
    open: open[0]?.count ?? 0,
    heads: new Map([...heads].map(([unit, digest]) => [unit, digest.toString('hex')])),
    faults,
  }
}

/** Lines and marks that stand under no change of theirs: no seal covers them, so that they are looked for by themselves. */
async function strays(db: Db): Promise<Fault[]> {
  const { rows } = await sql<{ unit_id: number; change_id: string }>`
    select coalesce(r.school_id, 0) as unit_id, r.change_id from change_row r
      where not exists (select from change c where c.academic_year = r.academic_year and c.id = r.change_id)
    union select m.school_id, m.change_id from mark_change m
      where not exists (select from change c where c.id = m.change_id and c.at = m.at and c.school_id = m.school_id)
    limit 1000`.execute(db)
  return rows.map((row) => ({ kind: 'stray', number: null, ...row }))
}

/** Archived years of which the kept digests are not those that the sealed entry of the archiving names. */
async function archiveFaults(db: Db): Promise<Fault[]> {
  const { rows } = await sql<{ whole: boolean }>`
    select coalesce(y.changes_sha256 = ${sql.raw(archivedDigest)} and y.changes_sha256 = (
      select r.after ->> 'changes_sha256' from change c join change_row r on r.academic_year = c.academic_year and r.change_id = c.id
      where c.verb = 'year.archive' and r.table_name = 'year_archive' and r.after ->> 'academic_year' = y.academic_year::text
      order by c.at desc, c.id desc limit 1), false) as whole
    from year_archive y`.execute(db)
  return rows.flatMap(({ whole }) =>
    whole ? [] : [{ kind: 'archive' as const, unit_id: 0, number: null, change_id: null }],
  )
}
