import type { Client } from 'pg'

/** What keeps a year from being archived, in words; what stands in schools names each of them. */
export async function whatStandsOpen(client: Client, year: number): Promise<string[]> {
  const { rows } = await client.query<{ ended: boolean; archived: boolean }>(
    `select y.ends_on < current_date and exists (select from academic_year n where n.year > y.year and n.starts_on <= current_date) as ended,
      exists (select from year_archive a where a.academic_year = y.year) as archived
    from academic_year y where y.year = $1`,
    [year],
  )
  const named = `${year}–${year + 1}`
  if (!rows[0]) return [`There is no academic year ${named}.`]
  if (rows[0].archived) return [`The academic year ${named} is in the archive already.`]
  if (!rows[0].ended) return [`The academic year ${named} is running, or the next one has not begun.`]
  const { rows: open } = await client.query<{ code: string; name: string; what: string; count: number }>(
    `with found as (
      select school_id, 1 as place, 'corrections are allowed' as what, count(*)::integer as count
        from unlock where academic_year = $1 and ended_at is null and until > now() group by school_id
      union all
      select b.school_id, 2, 'books are not locked', count(*)::integer from (
        select distinct school_id, section_id, term from subject_result where academic_year = $1) b
        left join gradebook g on g.school_id = b.school_id and g.academic_year = $1 and g.section_id = b.section_id and g.term = b.term
        where g.state is distinct from 'locked' group by b.school_id
      union all
      select c.school_id, 3, 'classes have no approved results of the year', count(*)::integer from (
        select distinct school_id, class_id from subject_result where academic_year = $1) c
        where not exists (select from class_approval a where a.school_id = c.school_id and a.academic_year = $1 and a.class_id = c.class_id
          and a.term = 0 and a.state in ('approved', 'published')) group by c.school_id)
    select u.code, u.name, f.what, f.count from found f join unit u on u.id = f.school_id order by u.name, u.code, f.place`,
    [year],
  )
  return open.map(({ code, name, what, count }) => `${name} (${code}): ${count} ${what}.`)
}
