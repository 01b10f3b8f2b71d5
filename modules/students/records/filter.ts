import { sql, type Expression, type SqlBool } from 'kysely'
import { allowed, readable } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import { foldName, unaccented } from '../../../platform/name.ts'
import type { EnrollmentRow } from '../tables.ts'
import { isMinority } from '../minority.ts'
import type { PupilGroup } from '../rules/pupil-groups.ts'
import { inGroup } from './groups.ts'
import { spellings } from './spellings.ts'

/** Which pupils a list shows. Without a school: everywhere that the person may read, and then words are needed. */
export interface PupilFilter {
  school_id: number | null
  academic_year: number
  class_id?: number | null
  words?: string | null
  grades?: readonly number[] | null
  /** Null is every status. */
  status?: EnrollmentRow['status'] | null
  sex?: 0 | 1 | 2 | null
  /** A pupil with any of these. */
  policy_groups?: readonly string[] | null
  ethnicities?: readonly string[] | null
  /** As `isMinority` says. */
  minority?: boolean | null
  disabled?: boolean | null
  group?: PupilGroup | null
  /** Only these, by key. */
  among?: readonly { school_id: number; id: string }[]
  /** Only pupils whom the person may take out in a file. */
  exportable?: boolean
}

/** The condition that a pupil `st` has the words of a filter in name or code. */
export const named = ({
  words,
  school_id,
}: Pick<PupilFilter, 'words' | 'school_id'>): Expression<SqlBool> | undefined => {
  const conditions = wordsConditions(words ?? '', school_id === null)
  return conditions.length > 0 ? sql<SqlBool>`(${sql.join(conditions, sql` and `)})` : undefined
}

/**
 * The condition of a list over `st` (student), `e` (the last enrollment of the year) and `c` (its class). A filter on a
 * column finds only rows whose column the person may read.
 */
export function pupilsWhere({ ability }: Context, filter: PupilFilter): Expression<SqlBool> {
  const own = (column: Parameters<typeof readable<'Student'>>[2], condition: Expression<SqlBool>) =>
    sql<SqlBool>`(${condition} and ${readable(ability, 'Student', column, 'st')})`
  const group = filter.group ? inGroup(filter.group) : undefined
  const parts = [
    allowed(ability, 'read', 'Student', 'st'),
    filter.exportable ? allowed(ability, 'export', 'Student', 'st') : undefined,
    filter.school_id === null ? undefined : sql<SqlBool>`st.school_id = ${filter.school_id}`,
    filter.class_id == null ? undefined : sql<SqlBool>`e.class_id = ${filter.class_id}`,
    filter.status == null ? undefined : sql<SqlBool>`e.status = ${filter.status}`,
    filter.grades?.length ? sql<SqlBool>`c.grade = any(${filter.grades}::smallint[])` : undefined,
    filter.sex == null ? undefined : own('sex', sql<SqlBool>`st.sex = ${filter.sex}`),
    filter.policy_groups?.length
      ? own('policy_groups', sql<SqlBool>`st.policy_groups && ${filter.policy_groups}::text[]`)
      : undefined,
    filter.ethnicities?.length
      ? own('ethnicity', sql<SqlBool>`st.ethnicity = any(${filter.ethnicities}::text[])`)
      : undefined,
    filter.minority ? own('ethnicity', isMinority('st')) : undefined,
    filter.disabled == null
      ? undefined
      : own('disability', sql<SqlBool>`(st.disability is not null) = ${filter.disabled}`),
    group && (group.column ? own(group.column, group.condition) : group.condition),
    named(filter),
    filter.among &&
      sql<SqlBool>`(st.school_id, st.id) in (select * from unnest(${filter.among.map((it) => it.school_id)}::integer[], ${filter.among.map((it) => it.id)}::uuid[]))`,
  ]
  return sql<SqlBool>`(${sql.join(
    parts.filter((part) => part !== undefined),
    sql` and `,
  )})`
}

/** The last enrollment of each pupil in the year; a pupil who changed class counts in the later one. */
export const lastEnrollment = ({ ability }: Context, academic_year: number) => sql`lateral (
  select e.class_id, e.number, e.status, e.starts_on, e.ends_on, e.end_reason, e.repeating, e.academic_year from enrollment e
  where e.school_id = st.school_id and e.student_id = st.id and e.academic_year = ${academic_year} and ${allowed(ability, 'read', 'Enrollment', 'e')}
  order by e.starts_on desc limit 1)`

/** Whether words are enough to look through a whole province. */
export const enoughWords = (words: string): boolean => unaccented(words).replace(/[^\p{L}\p{N}]/gu, '').length >= 2

/**
 * Each word begins some word of the name; one typed without diacritics finds any, one typed with them only those with
 * the same. A word with a digit is the beginning of a code. In a whole province only the last word may be unfinished: so
 * the words of the index answer, and not all names that begin alike.
 */
function wordsConditions(words: string, wholeProvince: boolean): Expression<SqlBool>[] {
  const typed = words
    .normalize('NFC')
    .toLowerCase()
    .replace(/[’ʼ‘`´′'-]/g, ' ')
    .split(/\s+/)
    .slice(0, 10)
  const codes = typed.filter((word) => /\d/.test(word))
  const names = typed.filter((word) => !/\d/.test(word)).flatMap((word) => word.replace(/[^\p{L}\p{M}]/gu, '') || [])
  const conditions = names.flatMap((word): Expression<SqlBool>[] => {
    const plain = unaccented(word)
    const found = sql<SqlBool>`(' ' || translate(st.search_name, '''-', '  ')) like ${`% ${plain}%`}`
    const begun = wholeProvince ? [] : [found]
    if (foldName(word) === plain) return begun
    const exact = spellings(word).map((spelling) => `% ${spelling}%`)
    const asTyped = sql<SqlBool>`(' ' || lower(translate(st.full_name, '''-', '  ') collate "vi-VN-x-icu")) like any(${exact}::text[])`
    return [...begun, asTyped]
  })
  return [
    ...(wholeProvince && names.length > 0 ? [hasWords(names)] : []),
    ...conditions,
    ...codes.map((code) => sql<SqlBool>`lower(st.code) like ${`${escaped(code)}%`}`),
  ]
}

/** Whether a name has all of these words, the last of them perhaps unfinished; from the index of words. */
function hasWords(names: readonly string[]): Expression<SqlBool> {
  const lexemes = names.map((word) => `'${unaccented(word)}'`)
  return sql<SqlBool>`to_tsvector('simple', translate(st.search_name, '''-', '  ')) @@ to_tsquery('simple', ${`${lexemes.join(' & ')}:*`})`
}

const escaped = (text: string) => text.replace(/[\\%_]/g, (sign) => `\\${sign}`)
