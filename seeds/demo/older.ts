import {
  legacyLearning,
  legacyPromotion,
  legacyTermAverage,
  legacyTitle,
  legacyYearAverage,
  type LegacyConduct,
  type LegacyLearning,
} from '../../modules/students/results/rules/circular-58.ts'
import { ruleVersion, schemeOf } from '../../modules/students/rules/schemes.ts'
import { addDays, at, type YearPlan } from './calendar.ts'
import { mark } from './marks.ts'
import { subjectIds } from './programme.ts'
import { approve } from './results.ts'
import type { Room, School, Seat, World } from './world.ts'

/** What a class of grades 8 and 9 was taught before the programme of 2018 reached it. */
const scored = [
  'NGU_VAN',
  'TOAN',
  'NGOAI_NGU_1',
  'GDCD',
  'LICH_SU',
  'DIA_LI',
  'VAT_LI',
  'HOA_HOC',
  'SINH_HOC',
  'CONG_NGHE',
  'TIN_HOC',
].map((code) => subjectIds[code]!)
const byComment = ['GDTC', 'AM_NHAC', 'MI_THUAT'].map((code) => subjectIds[code]!)
const keys = {
  mathematics: subjectIds['TOAN']!,
  literature: subjectIds['NGU_VAN']!,
  foreignLanguage: subjectIds['NGOAI_NGU_1']!,
}

/**
 * The printed results of a class under Circular 58/2011/TT-BGDĐT, as the school reports of the time hold them. Everyone
 * in it went on, so nobody fell below Trung bình.
 */
export function writeOlderResults(world: World, school: School, year: YearPlan, room: Room): void {
  const scheme = schemeOf(year.year, room.grade)
  if (scheme === null || scheme === 'circular-22-2021') return
  const base = { school_id: school.plan.id, academic_year: year.year, class_id: room.id }
  for (const place of room.seats) {
    const who = { student_id: place.pupil.student_id, person_id: place.pupil.person_id }
    const terms = scored.map(
      (subject) => [termAverage(school, room, place, subject), termAverage(school, room, place, subject)] as const,
    )
    const of = (averages: readonly number[]): LegacyLearning =>
      legacyLearning(
        [
          ...scored.map((subject, index) => ({
            subject,
            kind: 'scored' as const,
            average: averages[index]!,
            passed: null,
          })),
          ...byComment.map((subject) => ({ subject, kind: 'comment' as const, average: null, passed: true })),
        ].map((it) => ({ ...it, exempt: false })),
        keys,
        scheme,
      )
    const years = terms.map(([first, second]) => legacyYearAverage(first, second)!)
    const conduct: LegacyConduct =
      place.pupil.diligence > -1.2 ? 'good' : place.pupil.diligence > -2.2 ? 'fair' : 'average'
    const absences = place.absences.reduce((sum, { excused, unexcused }) => sum + excused + unexcused, 0)
    for (const term of [1, 2, 0] as const) {
      const learning = of(term === 0 ? years : terms.map((both) => both[term - 1]!))
      const level = learning.finalLevel!
      const outcome = legacyPromotion({ conduct, learning: level, absences })
      world.writer.add('older_result', {
        ...base,
        ...who,
        term,
        scheme,
        average: learning.overallAverage,
        learning: level,
        conduct,
        learning_after: null,
        conduct_after: null,
        title: legacyTitle(conduct, level),
        outcome: term !== 0 ? null : outcome === 'promoted' && room.grade === 9 ? 'completed' : outcome,
        absences: term === 0 ? absences : null,
        source: `Học bạ năm học ${year.year} - ${year.year + 1}`,
        recorded_by: school.approvedBy,
        recorded_at: at(addDays(world.years[0].starts_on, 10), 15),
      })
    }
    for (const [index, subject_id] of [...scored, ...byComment].entries())
      world.writer.add('subject_year_result', {
        ...base,
        subject_id,
        section_id: null,
        ...who,
        assessment: index < scored.length ? 'scored' : 'comment',
        average: years[index] ?? null,
        passed: index < scored.length ? null : true,
        exempt: false,
        reassessed_average: null,
        reassessed_passed: null,
        rule_version: ruleVersion(scheme),
      })
  }
  for (const term of [1, 2, 0] as const)
    approve(world, school, year, room, term, addDays(year.terms[term === 1 ? 0 : 1].results_due_on, -1))
}

function termAverage({ random }: School, room: Room, place: Seat, subject_id: number): number {
  const draw = (kind: 'regular' | 'midterm' | 'final') =>
    Math.max(50, mark(random, { subject_id, assessment: 'scored', room }, place, kind, 2))
  return legacyTermAverage({
    regular: [draw('regular'), draw('regular')],
    periodic: [draw('midterm')],
    final: draw('final'),
  })
}
