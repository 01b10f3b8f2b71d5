import { sql } from 'kysely'
import type { Db, LocalDate } from '../../platform/database.ts'
import type { Post } from '../../platform/post.ts'

interface Assigned {
  school_id: number
  kind: 'section' | 'homeroom'
  section_id: string | null
  class_id: number | null
  current: boolean
}

/**
 * The posts that follow from assignments: sections and homeroom classes of today, and the ended ones for reading.
 * They hold only while the person has a post in that school; leaving ends all at once.
 */
export async function reachOfTeacher(
  db: Db,
  person: { id: string; posts: readonly Post[] },
  day: LocalDate,
): Promise<Post[]> {
  const schools = person.posts.flatMap((post) =>
    'school_id' in post && post.role !== 'pupil' && post.role !== 'stand_in' ? [post.school_id] : [],
  )
  if (schools.length === 0) return []
  const { rows } = await sql<Assigned>`/* teachers.reach */
    select a.school_id, a.kind, a.section_id, coalesce(a.class_id, s.class_id) as class_id,
      a.valid_from <= ${day}::date and (a.valid_to is null or a.valid_to >= ${day}::date) as current
    from assignment a left join section s on s.school_id = a.school_id and s.id = a.section_id
    where a.person_id = ${person.id} and a.school_id = any(${schools}::integer[]) and a.valid_from <= ${day}::date`.execute(
    db,
  )
  return [...new Set(rows.map((row) => row.school_id))].flatMap((school_id) => {
    const mine = rows.filter((row) => row.school_id === school_id)
    const base = { id: null, person_id: person.id, unit_id: school_id, school_id }
    const sections = (current: boolean) => mine.filter((row) => row.kind === 'section' && row.current === current)
    const rooms = (current: boolean) =>
      mine.filter((row) => row.kind === 'homeroom' && row.current === current).flatMap((row) => row.class_id ?? [])
    const posts: Post[] = []
    if (mine.some((row) => row.kind === 'section')) {
      const section_ids = sections(true).flatMap((row) => row.section_id ?? [])
      const past_section_ids = sections(false).flatMap((row) => row.section_id ?? [])
      posts.push({
        ...base,
        role: 'subject_teacher',
        section_ids,
        past_section_ids,
        class_ids: sections(true).flatMap((row) => row.class_id ?? []),
      })
    }
    if (mine.some((row) => row.kind === 'homeroom'))
      posts.push({ ...base, role: 'homeroom', class_ids: rooms(true), past_class_ids: rooms(false) })
    return posts
  })
}
