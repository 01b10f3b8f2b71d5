import type { Client } from 'pg'

/**
 * What was before: newcomers of the first grades bring last year's results from the school before, as a file of their
 * school would have brought them, and who left a class keeps it as the class that they left.
 */
export async function writeCarried(client: Client, year: number): Promise<void> {
  await client.query(`
    update student st set left_class_id = e.class_id
    from (select distinct on (school_id, student_id) school_id, student_id, class_id from enrollment
      where status in ('moved_class', 'transferred', 'left', 'deferred') and ends_on is not null
      order by school_id, student_id, ends_on desc, starts_on desc) e
    where e.school_id = st.school_id and e.student_id = st.id`)
  // In grade 6 the words of Circular 27/2020, in grade 10 those of Circular 22/2021 with the averages of two subjects.
  await client.query(
    `insert into carried_result (school_id, academic_year, student_id, person_id, grade, class_name, school_name, level, conduct, absences, outcome, title, subjects, source, recorded_by, recorded_at)
    select n.school_id, $1::smallint - 1, n.student_id, n.person_id, n.grade - 1, (n.grade - 1)::text || chr(65 + n.luck % 3),
      case when n.grade = 6 then 'Trường Tiểu học ' else 'Trường THCS ' end || n.commune, n.level, case when n.grade = 10 then greatest(3, n.level) end, n.luck % 7,
      'completed', case when n.level = 4 and n.luck % 2 = 0 then 'good' end,
      case when n.grade = 6 then '[]'::jsonb else (select jsonb_agg(jsonb_build_object('subject_id', s.id, 'average', least(98, 48 + n.level * 10 + (n.luck / s.id) % 9), 'passed', null) order by s.position)
        from subject s where s.code in ('TOAN', 'NGU_VAN')) end,
      'file', (select a.id from account a join post p on p.person_id = a.person_id where p.unit_id = n.school_id and p.role = 'school_administrator' order by p.id limit 1),
      make_timestamptz($1::integer, 8, 20, 9, 0, 0, 'Asia/Ho_Chi_Minh')
    from (select e.school_id, e.student_id, e.person_id, c.grade, (hashtext(e.student_id::text) & 2147483647) as luck, coalesce(k.name, u.short_name) as commune,
        case (hashtext(e.student_id::text) & 2147483647) % 10 when 0 then 2 when 1 then 2 when 2 then 4 when 3 then 4 when 4 then 4 else 3 end as level
      from enrollment e join class c on c.school_id = e.school_id and c.id = e.class_id join unit u on u.id = e.school_id
      left join lateral (select min(name) as name from commune where code = u.commune_code and valid_to is null) k on true
      where e.academic_year = $1::smallint and c.grade in (6, 10) and e.status = 'studying' and not e.repeating
        and not exists (select from enrollment b where b.school_id = e.school_id and b.student_id = e.student_id and b.academic_year = e.academic_year - 1)) n`,
    [year],
  )
}
