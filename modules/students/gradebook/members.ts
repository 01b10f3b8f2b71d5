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

/** The pupils of a section, by number and Vietnamese order: its class's enrolled ones, or the members of its list. */
export const membersOf = (school_id: number, section_id: string): RawBuilder<Member> => sql<Member>`
  select distinct on (st.id) st.id as student_id, st.person_id, e.class_id, e.number, st.code, st.rest_name, st.given_name, st.birth_date::text as birth_date, st.sex,
    coalesce(case when e.status in ('studying', 'completed') then null else e.ends_on end, m.ends_on)::text as left_on
  from section s
  join enrollment e on e.school_id = s.school_id and e.academic_year = s.academic_year and (s.roster = 'list' or e.class_id = s.class_id)
  join student st on st.school_id = e.school_id and st.id = e.student_id
  left join section_member m on m.school_id = s.school_id and m.section_id = s.id and m.student_id = st.id
  where s.school_id = ${school_id} and s.id = ${section_id} and (s.roster = 'class' or m.student_id is not null)
  order by st.id, e.starts_on desc`
