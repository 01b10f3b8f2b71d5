import { sql, type Kysely } from 'kysely'

/**
 * The principal's exemption is the only source of M. An M that was typed into a book without one becomes an exemption
 * that says so: it stays in the book, is seen where exemptions are, and can be ended there.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    insert into exemption (school_id, academic_year, student_id, person_id, subject_id, extent, term, document, decided_by, decided_at)
    select r.school_id, r.academic_year, r.student_id, r.person_id, s.subject_id, 'subject', r.term, 'Chữ M gõ trong sổ điểm, chưa có giấy tờ',
      coalesce(h.account_id, '00000000-0000-0000-0000-000000000000'), coalesce(h.at, now())
    from subject_result r
    join section s on s.school_id = r.school_id and s.id = r.section_id
    left join lateral (
      select c.account_id, c.at from mark_change c
      where c.school_id = r.school_id and c.academic_year = r.academic_year and c.section_id = r.section_id and c.student_id = r.student_id
        and c.term = r.term and c."column" = 'exempt'
      order by c.position desc limit 1) h on true
    where r.exempt and not exists (
      select from exemption x where x.school_id = r.school_id and x.academic_year = r.academic_year and x.student_id = r.student_id
        and x.subject_id = s.subject_id and x.extent = 'subject' and x.ended_at is null and coalesce(x.term, r.term) = r.term)
    on conflict do nothing;
  `.execute(db)
}
