import type { Client } from 'pg'

/**
 * The figures of the year before the first one with records, as a province brings them along when it begins: sums
 * without names behind them, so that two years can be laid side by side from the first day. Each school was a little
 * worse or better then, by its own measure; nothing here is drawn from chance that would differ on another machine.
 */
export async function writeEarlierFigures(client: Client, firstYear: number): Promise<void> {
  await client.query(
    `with drawn as (
      select f.*, share(f.student_id::text || 'level') as u, share(f.student_id::text || 'conduct') as v,
        0.13 * share('school ' || f.school_id) as fell, 0.05 as rose
      from pupil_fact f where f.academic_year = $1::smallint and f.studying),
    levelled as (
      select d.*, case when u < fell then greatest(level - 1, 1) when u > 1 - rose then least(level + 1, 4) else level end as earlier_level,
        case when v < fell / 2 then greatest(conduct - 1, 2) when v > 1 - rose then least(conduct + 1, 4) else conduct end as earlier_conduct
      from drawn d)
    insert into pupil_fact (school_id, academic_year, student_id, term, class_id, commune_code, grade, sex, ethnicity, birth_year, policy, poor,
      disability, full_day, studying, level, conduct, title, outcome, approved)
    select school_id, academic_year - 1, md5(student_id::text)::uuid, term, class_id, commune_code, grade, sex, ethnicity, birth_year - 1, policy, poor,
      disability, full_day, true, earlier_level, earlier_conduct, case when earlier_level = 4 and earlier_conduct = 4 then title end, outcome, approved
    from levelled where share(student_id::text) > 0.02`.replaceAll(/share\(((?:[^()]|\([^()]*\))*)\)/g, shareOf),
    [firstYear],
  )
}

/** A number in [0, 1) that belongs to a text. */
const shareOf = (_: string, text: string): string =>
  `((('x' || substr(md5(${text}), 1, 6))::bit(24)::integer)::numeric / 16777216)`
