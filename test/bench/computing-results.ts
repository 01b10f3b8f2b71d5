import { sql } from 'kysely'
import { askAs } from './ask.ts'
import type { Ground } from './ground.ts'
import { middleOf } from './measure.ts'
import type { Figure, Row } from './row.ts'

const document = `query ($unit: String!, $year: Int!, $class: String!) {
  classResults(unit: $unit, academicYear: $year, term: 0, class: $class) { computed pupils { level conduct outcome title } } }`

/** The pupils of a large school, for which the target is set. */
const large = 2_400

/** All results of a school's year computed anew from its marks, class by class, as its principal asks for them. */
export const computingResults: Row = {
  name: 'results',
  async measure(ground: Ground): Promise<Figure[]> {
    const academic_year = ground.academicYear - 1
    const { rows } = await sql<{ school_id: number; slug: string; classes: string[]; pupils: number }>`
      select y.school_id, u.slug, array_agg(distinct c.slug) as classes, count(*)::integer as pupils
      from year_result y join class c on c.school_id = y.school_id and c.id = y.class_id join unit u on u.id = y.school_id
      where y.academic_year = ${academic_year} group by 1, 2 order by pupils desc limit 1`.execute(ground.db)
    const school = rows[0]!
    const ask = await askAs(ground, 'principal', school.school_id)
    const took = await middleOf(3, () =>
      Promise.all(school.classes.map((it) => ask(document, { unit: school.slug, year: academic_year, class: it }))),
    )
    const scaled = (took / school.pupils) * large
    return [
      {
        what: `results of a school of ${school.pupils} computed from its marks`,
        ours: `${took.toFixed(0)} ms; for ${large} it would be ${scaled.toFixed(0)} ms`,
        limit: '',
        ratio: null,
        target: `< 2 s for ${large}`,
        met: scaled < 2_000,
        numbers: { took, pupils: school.pupils },
      },
    ]
  },
}
