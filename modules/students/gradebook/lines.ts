import { sql, type Expression, type RawBuilder, type SqlBool } from 'kysely'
import type { Context } from '../../../platform/context.ts'
import type { BookKey } from './book.ts'
import { membersOf, type Member } from './members.ts'
import type { MissedState, SubjectResultRow } from './tables.ts'

/** A pupil of a section with the stored row of marks; null before the first mark. */
export interface Line extends Member {
  result: SubjectResultRow | null
}

/** What `linesSql` adds to a statement: pupils and stored rows as lists of values, for `linesFrom`. */
export interface LinesFound {
  members: MemberValues[]
  results: ResultValues[]
}

type MemberValues = [
  student_id: string,
  person_id: string,
  class_id: number,
  number: number | null,
  code: string,
  rest_name: string,
  given_name: string,
  birth_date: string,
  sex: Member['sex'],
  left_on: string | null,
]
type ResultValues = [
  student_id: string,
  class_id: number,
  regular_1: number | null,
  regular_2: number | null,
  regular_3: number | null,
  regular_4: number | null,
  regular_5: number | null,
  regular_6: number | null,
  regular_7: number | null,
  regular_8: number | null,
  midterm: number | null,
  final: number | null,
  midterm_state: MissedState,
  final_state: MissedState,
  exempt: boolean,
  comment: string | null,
  average: number | null,
  passed: boolean | null,
  missing: number,
  rule_version: string,
]

/**
 * The pupils of a book by number and Vietnamese order, and its stored rows, as two columns of a statement. Lists of values
 * cost the database and the way a third of what named ones do.
 */
export const linesSql = (key: BookKey, readable: Expression<SqlBool>): RawBuilder<LinesFound> => sql<LinesFound>`
  (select coalesce(json_agg(json_build_array(m.student_id, m.person_id, m.class_id, m.number, m.code, m.rest_name, m.given_name, m.birth_date, m.sex, m.left_on)
      order by m.number nulls last, m.given_name collate "vi-VN-x-icu", m.rest_name collate "vi-VN-x-icu", m.student_id), '[]')
    from (${membersOf(key.school_id, key.section_id)}) m) as members,
  (select coalesce(json_agg(json_build_array(r.student_id, r.class_id, r.regular_1, r.regular_2, r.regular_3, r.regular_4, r.regular_5, r.regular_6,
      r.regular_7, r.regular_8, r.midterm, r.final, r.midterm_state, r.final_state, r.exempt, r.comment, r.average, r.passed, r.missing, r.rule_version)), '[]')
    from subject_result r
    where r.school_id = ${key.school_id} and r.academic_year = ${key.academic_year} and r.section_id = ${key.section_id} and r.term = ${key.term}
      and ${readable}) as results`

/** The lines in what `linesSql` found. */
export function linesFrom(key: BookKey, { members, results }: LinesFound): Line[] {
  const marks = new Map(results.map((values) => [values[0], values]))
  return members.map((member) => {
    const [student_id, person_id, class_id, number, code, rest_name, given_name, birth_date, sex, left_on] = member
    const found = marks.get(student_id)
    const result = found ? resultFrom(key, person_id, found) : null
    return { student_id, person_id, class_id, number, code, rest_name, given_name, birth_date, sex, left_on, result }
  })
}

/** The lines of a book, of pupils who left too. For those who may see or write all its marks. */
export async function linesOf({ db }: Context, key: BookKey): Promise<Line[]> {
  const { rows } = await sql<LinesFound>`/* gradebook.lines */ select ${linesSql(key, sql<SqlBool>`true`)}`.execute(db)
  return rows[0] ? linesFrom(key, rows[0]) : []
}

function resultFrom(key: BookKey, person_id: string, values: ResultValues): SubjectResultRow {
  return {
    school_id: key.school_id,
    academic_year: key.academic_year,
    section_id: key.section_id,
    term: key.term,
    person_id,
    student_id: values[0],
    class_id: values[1],
    regular_1: values[2],
    regular_2: values[3],
    regular_3: values[4],
    regular_4: values[5],
    regular_5: values[6],
    regular_6: values[7],
    regular_7: values[8],
    regular_8: values[9],
    midterm: values[10],
    final: values[11],
    midterm_state: values[12],
    final_state: values[13],
    exempt: values[14],
    comment: values[15],
    average: values[16],
    passed: values[17],
    missing: values[18],
    rule_version: values[19],
  }
}
