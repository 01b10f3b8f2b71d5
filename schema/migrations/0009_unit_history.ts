import { sql, type Kysely } from 'kysely'

/** What a unit was called before; rights that follow the tree are dropped with it; a section keeps the marks it holds. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table unit_former_name (
      unit_id integer not null references unit,
      used_until date not null,
      name text not null,
      short_name text not null,
      primary key (unit_id, used_until)
    );
    select protect('unit_former_name', '{unit_id,used_until}'), protect('unit_code_alias', '{code}');
    grant select, insert, update, delete on unit_former_name to truong_app;

    -- Where the tree changes, the rights of offices and of a successor's people are looked up anew.
    create function drop_rights_of_tree() returns trigger language plpgsql as $f$
    begin
      update person set access_version = access_version + 1 where id in (
        select person_id from post where role in ('administrator', 'leader', 'officer', 'commune_officer')
        union select p.person_id from post p join unit u on u.id = p.unit_id where u.closed_on is not null
        union select p.person_id from post p join unit u on u.successor_id = p.unit_id);
      return null;
    end $f$;
    create trigger unit_parent_rights after insert or update or delete on unit_parent for each statement execute function drop_rights_of_tree();
    create trigger unit_rights after update of closed_on, successor_id on unit for each statement execute function drop_rights_of_tree();

    -- The columns that a section owes may not become fewer than those that hold marks, nor its assessment change over them.
    create function section_keeps_marks() returns trigger language plpgsql as $f$
    begin
      if exists (
        select from subject_result r
        where r.school_id = old.school_id and r.academic_year = old.academic_year and r.section_id = old.id
          and (new.assessment <> old.assessment and coalesce(r.regular_1, r.regular_2, r.regular_3, r.regular_4, r.midterm, r.final) is not null
            or (new.regular_due < 2 and r.regular_2 is not null) or (new.regular_due < 3 and r.regular_3 is not null)
            or (new.regular_due < 4 and r.regular_4 is not null) or (new.regular_due < 5 and r.regular_5 is not null)
            or (new.regular_due < 6 and r.regular_6 is not null) or (new.regular_due < 7 and r.regular_7 is not null)
            or (new.regular_due < 8 and r.regular_8 is not null))) then
        raise exception 'the section holds marks' using errcode = 'TR001';
      end if;
      return new;
    end $f$;
    create function section_with_marks_stays() returns trigger language plpgsql as $f$
    begin
      if exists (select from subject_result r where r.school_id = old.school_id and r.academic_year = old.academic_year and r.section_id = old.id) then
        raise exception 'the section holds marks' using errcode = '23503', table = 'subject_result';
      end if;
      return old;
    end $f$;
    create trigger section_stays before delete on section for each row execute function section_with_marks_stays();
  `.execute(db)
  await sql`
    create trigger section_marks before update of regular_due, assessment on section
      for each row when (new.regular_due < old.regular_due or new.assessment <> old.assessment) execute function section_keeps_marks();
  `.execute(db)
}
