import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { yearsAheadOfGrade } from '../sums/rules/right-age.ts'
import type { StudentRow } from '../tables.ts'
import type { PupilGroup } from '../rules/pupil-groups.ts'

/**
 * The condition of a group over `st` (student), `e` (the enrollment) and `c` (its class); with the column of the record whose
 * reader alone may ask for it. The right age: Circular 32/2020/TT-BGDĐT, Điều 33(1).
 */
export function inGroup(group: PupilGroup): { condition: RawBuilder<SqlBool>; column: keyof StudentRow | null } {
  switch (group) {
    case 'right_age':
      return {
        condition: sql`e.academic_year - extract(year from st.birth_date) = c.grade + ${yearsAheadOfGrade}::integer`,
        column: 'birth_date',
      }
    case 'full_day':
      return { condition: sql`c.shift = 'full_day'`, column: null }
    case 'repeating':
      return { condition: sql`e.repeating`, column: null }
    case 'policy':
      return { condition: sql`st.policy_groups <> '{}'`, column: 'policy_groups' }
    case 'poor':
      return { condition: sql`st.poor_household = 'poor'`, column: 'poor_household' }
  }
}
