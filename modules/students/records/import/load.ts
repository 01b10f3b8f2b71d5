import { sql } from 'kysely'
import type { Changing } from '../../../../platform/change.ts'
import type { Context } from '../../../../platform/context.ts'
import type { ImportPlace } from '../../../../platform/import-kinds.ts'
import { foldName } from '../../../../platform/name.ts'
import type { Value } from '../../../../platform/sheet.ts'
import type { StudentRow } from '../../tables.ts'
import { guardianKinds } from '../sheets/pupil-columns.ts'
import { policyGroups } from '../lists.ts'

/** A guardian as an import compares them. */
export interface KnownGuardian {
  id: string
  person_id: string
  kind: (typeof guardianKinds)[number]
  full_name: string
  birth_year: number | null
  occupation: string | null
  phone: string | null
  identity_number: string | null
}

/** A record as an import compares it: with its number, its running place this year, and its guardians. */
export interface KnownPupil extends StudentRow {
  identity_number: string | null
  seat: { id: string; class_id: number; class_name: string; starts_on: string } | null
  guardians: KnownGuardian[]
}

/** A class of the year. */
export interface KnownClass {
  class_id: number
  name: string
  grade: number
}

/** What stands in a school before an import. */
export interface Standing {
  pupils: KnownPupil[]
  byCode: Map<string, KnownPupil>
  byRegister: Map<string, KnownPupil>
  byIdentity: Map<string, KnownPupil>
  byName: Map<string, KnownPupil[]>
  classes: Map<string, KnownClass>
  year: { starts_on: string; ends_on: string }
}

/** Name and birth date, as duplicates are looked for. */
export const nameKey = (full_name: string, birth_date: string): string => `${foldName(full_name)} ${birth_date}`

/** A class's name as it is compared: 9 A2, 9a2, Lớp 9A2. */
export const classKey = (name: string): string =>
  name
    .normalize('NFC')
    .toLowerCase()
    .replace(/^lớp\s*/u, '')
    .replace(/[\s./_-]+/g, '')

/** Everything that a list of pupils is compared with, in three statements. */
export async function standingOf(ctx: Context | Changing, place: ImportPlace): Promise<Standing> {
  const { rows: pupils } = await sql<KnownPupil>`/* students.import_records */
    select st.*, p.identity_number,
      (select json_build_object('id', e.id, 'class_id', e.class_id, 'class_name', c.name, 'starts_on', e.starts_on)
        from enrollment e join class c on c.school_id = e.school_id and c.id = e.class_id
        where e.school_id = st.school_id and e.student_id = st.id and e.academic_year = ${place.academic_year} and e.status = 'studying'
        order by e.starts_on desc limit 1) as seat,
      coalesce((select json_agg(json_build_object('id', g.id, 'person_id', g.person_id, 'kind', g.kind, 'full_name', g.full_name, 'birth_year', g.birth_year,
          'occupation', g.occupation, 'phone', g.phone, 'identity_number', g.identity_number) order by g.id)
        from guardianship g where g.school_id = st.school_id and g.student_id = st.id and g.valid_to is null), '[]') as guardians
    from student st join person p on p.id = st.person_id
    where st.school_id = ${place.school_id}
    order by st.given_name, st.rest_name, st.id`.execute(ctx.db)
  const { rows: classes } = await sql<KnownClass>`/* students.import_classes */
    select id as class_id, name, grade from class
    where school_id = ${place.school_id} and academic_year = ${place.academic_year} and closed_on is null`.execute(
    ctx.db,
  )
  const { rows: years } = await sql<Standing['year']>`/* students.import_year */
    select starts_on, ends_on from academic_year where year = ${place.academic_year}`.execute(ctx.db)
  return {
    pupils,
    byCode: new Map(pupils.map((pupil) => [pupil.code.toLowerCase(), pupil])),
    byRegister: new Map(pupils.flatMap((pupil) => (pupil.register_number ? [[pupil.register_number, pupil]] : []))),
    byIdentity: new Map(pupils.flatMap((pupil) => (pupil.identity_number ? [[pupil.identity_number, pupil]] : []))),
    byName: Map.groupBy(pupils, (pupil) => nameKey(pupil.full_name, pupil.birth_date)),
    classes: new Map(classes.map((one) => [classKey(one.name), one])),
    year: years[0] ?? { starts_on: `${place.academic_year}-09-05`, ends_on: `${place.academic_year + 1}-05-31` },
  }
}

/** A record by the keys of the columns, as the sheet shows it. */
export function valuesOf(pupil: KnownPupil): Record<string, Value> {
  const guardians = guardianKinds.flatMap((kind) => {
    const one = pupil.guardians.find((guardian) => guardian.kind === kind)
    return [
      [`${kind}_name`, one?.full_name ?? null],
      [`${kind}_birth_year`, one?.birth_year ?? null],
      [`${kind}_occupation`, one?.occupation ?? null],
      [`${kind}_phone`, one?.phone ?? null],
      [`${kind}_identity_number`, one?.identity_number ?? null],
    ] as const
  })
  return {
    code: pupil.code,
    full_name: pupil.full_name,
    birth_date: pupil.birth_date,
    sex: String(pupil.sex),
    class: pupil.seat?.class_name ?? null,
    identity_number: pupil.identity_number,
    birth_place: pupil.birth_place,
    ethnicity: pupil.ethnicity,
    religion: pupil.religion,
    nationality: pupil.nationality,
    residence: pupil.residence,
    phone: pupil.phone,
    policy_groups: policyWords(pupil.policy_groups),
    poor_household: pupil.poor_household,
    disability: pupil.disability,
    union_member: pupil.union_member,
    register_number: pupil.register_number,
    admitted_on: pupil.admitted_on,
    ...Object.fromEntries(guardians),
  }
}

/** Policy groups as one cell holds them. */
export function policyWords(groups: readonly string[]): string | null {
  return groups.map((group) => (policyGroups as Record<string, string>)[group] ?? group).join('; ') || null
}
