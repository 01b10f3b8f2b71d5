import { sql } from 'kysely'
import { offerOwnData } from '../../identity/public.ts'

offerOwnData(async ({ db, account }) => {
  const { rows: staff } = await sql<Record<string, unknown>>`/* own_data.staff */
    select u.name as school, f.code, f.full_name, f.birth_date, f.phone, f.email, f.team, f.started_on as from_day, f.left_on as until_day
    from staff f join unit u on u.id = f.school_id where f.person_id = ${account!.person_id} order by f.started_on`.execute(
    db,
  )
  const { rows: assignments } = await sql<Record<string, unknown>>`/* own_data.assignments */
    select u.name as school, a.academic_year, a.kind as task, coalesce(s.name, c.name) as class, a.valid_from as from_day, a.valid_to as until_day
    from assignment a join unit u on u.id = a.school_id
    left join section s on s.school_id = a.school_id and s.id = a.section_id
    left join class c on c.school_id = a.school_id and c.id = a.class_id
    where a.person_id = ${account!.person_id} order by a.valid_from`.execute(db)
  return [
    { section: 'staff', rows: staff },
    { section: 'assignments', rows: assignments },
  ]
})
