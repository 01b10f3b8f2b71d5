import type { Level, Outcome } from '../../modules/students/results/tables.ts'
import type { YearPlan } from './calendar.ts'
import type { Room, School, Seat, World } from './world.ts'

/** What is known of a pupil in a term, for the sums; term 0 is the year. */
export function writeFact(
  world: World,
  school: School,
  year: YearPlan,
  room: Room,
  seat: Seat,
  term: 0 | 1 | 2,
  known: {
    level?: Level | null
    conduct?: Level | null
    title?: string | null
    outcome?: Outcome | null
    approved?: boolean
  },
): void {
  const { pupil } = seat
  world.writer.add('pupil_fact', {
    school_id: school.plan.id,
    academic_year: year.year,
    student_id: pupil.student_id,
    term,
    class_id: room.id,
    commune_code: school.plan.commune.code,
    grade: room.grade,
    sex: pupil.sex,
    ethnicity: pupil.family.ethnicity,
    birth_year: Number(pupil.birth_date.slice(0, 4)),
    policy: policyGroupsOf(school, seat).length > 0,
    poor: pupil.family.poverty === 'poor',
    disability: pupil.disability !== null,
    full_day: school.plan.name.startsWith('PTDTBT'),
    studying: seat.left_on === null,
    level: known.level ?? null,
    conduct: known.conduct ?? null,
    title: known.title ?? null,
    outcome: known.outcome ?? null,
    approved: known.approved ?? false,
  })
}

/** The policy groups that follow from a pupil's people, home and health. */
export function policyGroupsOf({ plan }: School, { pupil }: Pick<Seat, 'pupil'>): string[] {
  const { family, disability } = pupil
  const mountain = plan.commune.land === 'mountain'
  return [
    ...(family.ethnicity === '01' ? [] : ['DTTS']),
    ...(family.poverty === 'poor' ? ['HN'] : []),
    ...(family.poverty === 'near_poor' ? ['HCN'] : []),
    ...(family.guardians[0]?.kind === 'guardian' ? ['MC'] : []),
    ...(disability ? ['KT'] : []),
    ...(mountain ? ['XA_DBKK'] : []),
    ...(plan.name.startsWith('PTDTBT') ? ['BT'] : []),
  ]
}
