import { sql, type RawBuilder } from 'kysely'

/** A pupil of a section as the book lists them; one who left stays, struck out. */
export interface Member {
  student_id: string
  person_id: string
  class_id: number
  number: number | null
  code: string
  rest_name: string
  given_name: string
  birth_date: string
  sex: 0 | 1 | 2
  /** The day after which the pupil is no longer in the section; null while there. */
  left_on: string | null
}

/**
 * The pupils of a section: its class's enrolled ones, or the members of its list. Each way goes by its own index: with the
 * two in one condition the database would look through the enrollment of the whole school.
 */
export const membersOf = (school_id: number, section_id: string): RawBuilder<Member> => sql<Member>`
  select distinct on (st.id) st.id as student_id, st.person_id, e.class_id, e.number, st.code, st.rest_name, st.given_name, st.birth_date::text as birth_date, st.sex,
    coalesce(case when e.status in ('studying', 'completed') then null else e.ends_on end, e.listed_until)::text as left_on
  from section s
  cross join lateral (
    select school_id, student_id, class_id, number, status, starts_on, ends_on, null::date as listed_until
    from enrollment
    where s.roster = 'class' and school_id = s.school_id and class_id = s.class_id and academic_year = s.academic_year
    union all
    select e.school_id, e.student_id, e.class_id, e.number, e.status, e.starts_on, e.ends_on, m.ends_on
    from section_member m join enrollment e on e.school_id = m.school_id and e.student_id = m.student_id and e.academic_year = s.academic_year
    where s.roster = 'list' and m.school_id = s.school_id and m.section_id = s.id) e
  join student st on st.school_id = e.school_id and st.id = e.student_id
  where s.school_id = ${school_id} and s.id = ${section_id}
  order by st.id, e.starts_on desc`
