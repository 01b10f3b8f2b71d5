import { sql } from 'kysely'
import { may } from '../../../platform/ability.ts'
import { change, type Changing } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import type { LocalDate } from '../../../platform/database.ts'
import { Conflict, Invalid, NotFound, type Violation } from '../../../platform/errors.ts'
import { tidyName, unaccented } from '../../../platform/name.ts'
import { formatDay } from '../../../platform/text.ts'
import { isInstitutionCode, kindOfInstitution } from '../rules/institution-code.ts'
import type { UnitKind } from '../tables.ts'
import type { UnitNode } from '../unit-type.ts'
import { placeFaults } from './place.ts'
import { findUnit, parentOf, proposedCode, unitColumns } from './queries.ts'

/** What a new unit is and where it stands. */
export interface NewUnit {
  kind: UnitKind
  parent: number
  opened_on: LocalDate
  name: string
  short_name: string | null
  institution_code: string | null
  code: string | null
  ownership: UnitNode['ownership']
  commune_code: string | null
  address: string | null
  phone: string | null
  email: string | null
}

/** Opens a unit below another. A code and a short name are made where none is given. */
export async function openUnit(ctx: Context, unit: NewUnit): Promise<UnitNode> {
  const parent = await findUnit(ctx, 'read', { id: unit.parent })
  // A unit is made by whoever administers the one above.
  if (!may(ctx.ability, 'create', 'Unit', { id: parent.id })) throw new NotFound('Unit')
  const name = tidyName(unit.name)
  const faults: Violation[] = placeFaults(unit.kind, parent, unit.opened_on)
  if (name.fault) faults.push({ path: 'name', message: name.fault })
  faults.push(...institutionFaults(unit.kind, unit.institution_code))
  if (faults.length > 0) throw new Invalid(faults)
  return change(ctx, 'unit.open', {}, async (open) => {
    const code = unit.code?.trim() || (await proposedCode(open, parent.id))
    await assertCodeFree(open, code, null)
    const short_name = tidyName(unit.short_name ?? '').value || shortened(name.value)
    const { rows } = await sql<UnitNode>`/* unit.insert */
      insert into unit as u (kind, institution_code, code, slug, name, short_name, ownership, province_code, commune_code, address, phone, email, opened_on)
      values (${unit.kind}, ${unit.institution_code}, ${code}, ${await freeSlug(open, short_name)}, ${name.value}, ${short_name}, ${unit.ownership},
        ${parent.province_code}, ${unit.commune_code ?? parent.commune_code}, ${unit.address}, ${unit.phone}, ${unit.email}, ${unit.opened_on})
      returning ${unitColumns}`.execute(open.db)
    const opened = rows[0]!
    await place(open, opened.id, parent.id, unit.opened_on)
    return opened
  })
}

/** What of a unit can be altered; undefined keeps what stands. A new name keeps the old one in the unit's history. */
export interface UnitChanges {
  name?: string
  short_name?: string
  ownership?: UnitNode['ownership']
  institution_code?: string
  code?: string
  commune_code?: string | null
  address?: string | null
  phone?: string | null
  email?: string | null
}

/** Alters a unit. Whoever administers it alters all; a school itself only how it is reached. */
export async function alterUnit(ctx: Context, id: number, changes: UnitChanges): Promise<UnitNode> {
  const unit = await findUnit(ctx, 'update', { id })
  const touched = Object.entries(changes).filter(([, value]) => value !== undefined) as [
    keyof UnitChanges,
    string | null,
  ][]
  const closed = touched.filter(([field]) => !may(ctx.ability, 'update', 'Unit', unit, field))
  const faults: Violation[] = closed.map(([field]) => ({ path: field, message: 'unit.not_yours' }))
  const name = changes.name === undefined ? null : tidyName(changes.name)
  if (name?.fault) faults.push({ path: 'name', message: name.fault })
  if (changes.institution_code !== undefined) faults.push(...institutionFaults(unit.kind, changes.institution_code))
  if (faults.length > 0) throw new Invalid(faults)
  return change(ctx, 'unit.alter', schoolOf(unit), async (open) => {
    if (changes.code !== undefined && changes.code !== unit.code) {
      await assertCodeFree(open, changes.code, id)
      await sql`/* unit.keep_code */ insert into unit_code_alias (code, unit_id, source) values (${unit.code}, ${id}, ${`until ${ctx.today}`})
        on conflict (code) do nothing`.execute(open.db)
    }
    if (name && name.value !== unit.name && unit.opened_on < ctx.today) {
      await sql`/* unit.keep_name */ insert into unit_former_name (unit_id, used_until, name, short_name)
        values (${id}, ${ctx.today}, ${unit.name}, ${unit.short_name}) on conflict do nothing`.execute(open.db)
    }
    const row = { ...unit, ...Object.fromEntries(touched), ...(name ? { name: name.value } : {}) }
    const { rows } = await sql<UnitNode>`/* unit.update */
      update unit u set name = ${row.name}, short_name = ${row.short_name}, ownership = ${row.ownership}, institution_code = ${row.institution_code},
        code = ${row.code}, commune_code = ${row.commune_code}, address = ${row.address}, phone = ${row.phone}, email = ${row.email}
      where u.id = ${id} returning ${unitColumns}`.execute(open.db)
    return rows[0]!
  })
}

/** Places a unit under another from a day on; where it stood before stays in its history, and rights follow. */
export async function moveUnit(ctx: Context, id: number, to: number, from: LocalDate): Promise<UnitNode> {
  const unit = await findUnit(ctx, 'delete', { id })
  const parent = await findUnit(ctx, 'read', { id: to })
  const now = await parentOf(ctx, id, from)
  const faults = placeFaults(unit.kind, parent, from)
  if (unit.closed_on) faults.push({ path: 'unit', message: 'unit.closed', values: { day: formatDay(unit.closed_on) } })
  if (now?.id === to) faults.push({ path: 'parent', message: 'unit.stands_there', values: { name: now.name } })
  if (await isBelow(ctx, to, id, from)) faults.push({ path: 'parent', message: 'unit.below_itself' })
  if (!may(ctx.ability, 'create', 'Unit', { id: to })) faults.push({ path: 'parent', message: 'unit.not_yours' })
  if (faults.length > 0) throw new Invalid(faults)
  return change(ctx, 'unit.move', schoolOf(unit), async (open) => {
    await leave(open, id, from)
    await place(open, id, to, from)
    return unit
  })
}

/** Closes a unit on a day, with a successor or without. A successor reads what the closed one kept, and takes its campuses. */
export async function closeUnit(
  ctx: Context,
  id: number,
  on: LocalDate,
  successor: number | null,
  reason: string,
): Promise<UnitNode> {
  const unit = await findUnit(ctx, 'delete', { id })
  const into = successor === null ? null : await findUnit(ctx, 'read', { id: successor })
  const faults: Violation[] = []
  if (unit.closed_on) faults.push({ path: 'unit', message: 'unit.closed', values: { day: formatDay(unit.closed_on) } })
  if (on <= unit.opened_on)
    faults.push({ path: 'on', message: 'unit.closes_before_it_opens', values: { day: formatDay(unit.opened_on) } })
  if (!reason.trim()) faults.push({ path: 'reason', message: 'unit.reason_needed' })
  if (into) faults.push(...successorFaults(unit, into))
  const below = await childrenOf(ctx, id, on)
  const left = into ? below.filter(({ kind }) => kind !== 'campus' && kind !== 'division') : below
  if (left.length > 0)
    faults.push({
      path: 'unit',
      message: 'unit.has_children',
      values: {
        count: left.length,
        names: left
          .slice(0, 3)
          .map(({ name }) => name)
          .join(', '),
      },
    })
  if (faults.length > 0) throw new Invalid(faults)
  const verb = into ? 'unit.merge' : 'unit.close'
  return change(ctx, verb, { ...schoolOf(unit), reason: reason.trim() }, async (open) => {
    if (into) {
      for (const child of below) {
        await leave(open, child.id, on)
        await place(open, child.id, into.id, on)
      }
      await leave(open, id, on)
    }
    const { rows } = await sql<UnitNode>`/* unit.end */
      update unit u set closed_on = ${on}, successor_id = ${into?.id ?? null}::integer where u.id = ${id} and u.closed_on is null
      returning ${unitColumns}`.execute(open.db)
    if (!rows[0]) throw new Conflict('unit.changed_meanwhile')
    return rows[0]
  })
}

/** Keeps an earlier official code, under which a unit is still found. */
export async function addAlias(ctx: Context, id: number, code: string, source: string): Promise<UnitNode> {
  const unit = await findUnit(ctx, 'delete', { id })
  const tidy = code.trim()
  if (!/^[\p{L}\p{N}._/-]{1,40}$/u.test(tidy)) throw new Invalid({ path: 'code', message: 'unit.code_shape' })
  return change(ctx, 'unit.alias', schoolOf(unit), async (open) => {
    await assertCodeFree(open, tidy, null)
    await sql`/* unit.add_alias */ insert into unit_code_alias (code, unit_id, source) values (${tidy}, ${id}, ${source.trim()})`.execute(
      open.db,
    )
    return unit
  })
}

const schoolOf = (unit: UnitNode) =>
  unit.kind === 'school' || unit.kind === 'centre' ? { school_id: unit.id } : ({} as { school_id?: number })

function institutionFaults(kind: UnitKind, code: string | null): Violation[] {
  const institution = kind === 'school' || kind === 'centre'
  const source = 'circular-53-2012/3.4'
  if (!institution) return code ? [{ path: 'institutionCode', message: 'unit.code_of_institutions', source }] : []
  if (!code) return [{ path: 'institutionCode', message: 'unit.code_needed', source }]
  if (!isInstitutionCode(code))
    return [{ path: 'institutionCode', message: 'unit.code_unknown', values: { code }, source }]
  if (kindOfInstitution(code) === kind) return []
  return [{ path: 'institutionCode', message: 'unit.code_of_other_kind', values: { code, kind }, source }]
}

function successorFaults(unit: UnitNode, into: UnitNode): Violation[] {
  const institution = (kind: UnitKind) => kind === 'school' || kind === 'centre'
  const fits = into.kind === unit.kind || (institution(into.kind) && institution(unit.kind))
  if (into.id === unit.id) return [{ path: 'successor', message: 'unit.succeeds_itself' }]
  if (into.closed_on)
    return [{ path: 'successor', message: 'unit.successor_closed', values: { day: formatDay(into.closed_on) } }]
  return fits ? [] : [{ path: 'successor', message: 'unit.successor_kind' }]
}

async function assertCodeFree(ctx: Context, code: string, own: number | null): Promise<void> {
  if (!/^[\p{L}\p{N}._/-]{1,40}$/u.test(code)) throw new Invalid({ path: 'code', message: 'unit.code_shape' })
  const { rows } = await sql<{ name: string }>`/* unit.code_taken */
    select u.name from unit u where u.code = ${code} and u.id is distinct from ${own}::integer
    union all select u.name from unit_code_alias a join unit u on u.id = a.unit_id where a.code = ${code} and a.unit_id is distinct from ${own}::integer`.execute(
    ctx.db,
  )
  if (rows[0]) throw new Invalid({ path: 'code', message: 'unit.code_taken', values: { code, name: rows[0].name } })
}

/** THCS Nguyễn Du for Trường Trung học cơ sở Nguyễn Du. */
function shortened(name: string): string {
  const levels: [RegExp, string][] = [
    [/^Trường\s+/i, ''],
    [/^Mầm non(?= )/i, 'MN'],
    [/^Tiểu học, Trung học cơ sở và Trung học phổ thông(?= )/i, 'TH, THCS&THPT'],
    [/^Tiểu học và Trung học cơ sở(?= )/i, 'TH&THCS'],
    [/^Trung học cơ sở và Trung học phổ thông(?= )/i, 'THCS&THPT'],
    [/^Tiểu học(?= )/i, 'TH'],
    [/^Trung học cơ sở(?= )/i, 'THCS'],
    [/^Trung học phổ thông(?= )/i, 'THPT'],
    [/^Trung tâm(?= )/i, 'TT'],
  ]
  return levels.reduce((short, [pattern, by]) => short.replace(pattern, by), name).slice(0, 80)
}

async function freeSlug({ db }: Changing, name: string): Promise<string> {
  const base =
    unaccented(name)
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60) || 'don-vi'
  const { rows } = await sql<{
    slug: string
  }>`/* unit.slugs */ select slug from unit where slug = ${base} or slug like ${`${base}-%`}`.execute(db)
  const taken = new Set(rows.map(({ slug }) => slug))
  for (let number = 1; ; number++) {
    const slug = number === 1 ? base : `${base}-${number}`
    if (!taken.has(slug)) return slug
  }
}

async function place({ db }: Changing, unit_id: number, parent_id: number, from: LocalDate): Promise<void> {
  await sql`/* unit.place */ insert into unit_parent (unit_id, parent_id, valid_from) values (${unit_id}, ${parent_id}, ${from})`.execute(
    db,
  )
}

/** Ends where a unit stands on a day; a place that would only begin later never comes to be. */
async function leave({ db }: Changing, unit_id: number, on: LocalDate): Promise<void> {
  await sql`/* unit.never_placed */ delete from unit_parent where unit_id = ${unit_id} and valid_from >= ${on}::date`.execute(
    db,
  )
  await sql`/* unit.leave */ update unit_parent set valid_to = ${on}::date
    where unit_id = ${unit_id} and valid_from < ${on}::date and (valid_to is null or valid_to > ${on}::date)`.execute(
    db,
  )
}

async function childrenOf(
  { db }: Context,
  id: number,
  day: LocalDate,
): Promise<{ id: number; name: string; kind: UnitKind }[]> {
  const { rows } = await sql<{ id: number; name: string; kind: UnitKind }>`/* unit.children */
    select u.id, u.name, u.kind from unit_parent p join unit u on u.id = p.unit_id
    where p.parent_id = ${id} and (p.valid_to is null or p.valid_to > ${day}::date) and (u.closed_on is null or u.closed_on > ${day}::date)`.execute(
    db,
  )
  return rows
}

async function isBelow({ db }: Context, id: number, of: number, day: LocalDate): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`/* unit.is_below */
    with recursive below as (select ${of}::integer as id
      union select p.unit_id from unit_parent p join below b on p.parent_id = b.id where p.valid_to is null or p.valid_to > ${day}::date)
    select exists (select from below where id = ${id}) as found`.execute(db)
  return rows[0]?.found ?? false
}
