import { yearlyConduct } from '../../modules/students/conduct/rules/yearly-conduct.ts'
import { subjectYear } from '../../modules/students/gradebook/rules/subject-result.ts'
import { learningLevel } from '../../modules/students/results/rules/learning-level.ts'
import { promotion, promotionAfterRemedies, type Outcome } from '../../modules/students/results/rules/promotion.ts'
import { yearTitle } from '../../modules/students/results/rules/titles.ts'
import { defaultPolicies } from '../../modules/students/rules/policies.ts'
import { ruleVersion, schemeOf } from '../../modules/students/rules/schemes.ts'
import type { Level, SubjectOutcome } from '../../modules/students/rules/vocabulary.ts'
import { addDays, at, type TermPlan, type YearPlan } from './calendar.ts'
import type { Room, School, Seat, SubjectTerms, World } from './world.ts'

/** Conduct, term results and, when both terms are over, the results of the year; returns each pupil's outcome. */
export function decideResults(
  world: World,
  school: School,
  year: YearPlan,
  rooms: readonly Room[],
): Map<Seat, Outcome | null> {
  const outcomes = new Map<Seat, Outcome | null>()
  for (const room of rooms) {
    const conducts = new Map<Seat, [Level | null, Level | null]>()
    for (const term of year.terms) {
      if (term.begun) decideTerm(world, school, year, term, room, conducts)
    }
    const over = year.terms[1].over
    for (const seat of room.seats) {
      if (seat.status === 'moved_class') continue
      if (over && seat.left_on === null)
        outcomes.set(seat, decideYear(world, school, year, room, seat, conducts.get(seat)!))
    }
    if (over) approve(world, school, year, room, 0, addDays(year.terms[1].results_due_on, -1))
  }
  return outcomes
}

function decideTerm(
  world: World,
  school: School,
  year: YearPlan,
  term: TermPlan,
  room: Room,
  conducts: Map<Seat, [Level | null, Level | null]>,
): void {
  const base = { school_id: school.plan.id, academic_year: year.year, term: term.term, class_id: room.id }
  const computed_at = at(addDays(term.results_due_on, -3), 17)
  for (const seat of room.seats) {
    if (seat.status === 'moved_class') continue
    const gone = seat.left_on !== null && seat.left_on <= term.ends_on
    if (!term.over || gone) continue
    const pupil = { student_id: seat.pupil.student_id, person_id: seat.pupil.person_id }
    const level = conductOf(school, seat, term)
    const pair = conducts.get(seat) ?? [null, null]
    pair[term.term - 1] = level
    conducts.set(seat, pair)
    world.writer.add('conduct', {
      ...base,
      ...pupil,
      level,
      grounds: level === 4 ? null : school.random.pick(grounds[level]),
      decided_by: room.homeroom!.account_id,
      decided_at: at(addDays(term.ends_on, -1), 20),
    })
    const learning = learningLevel(
      seat.results.flatMap((subject) => termOutcome(subject, term.term)),
      defaultPolicies(year.year),
    )
    world.writer.add('term_result', {
      ...base,
      ...pupil,
      raw_level: learning.rawLevel,
      level: learning.finalLevel,
      adjusted_subject_id: learning.adjustedBecauseOf,
      missing: JSON.stringify(learning.missing),
      rule_version: versionFor(year, room),
      computed_at,
    })
  }
  if (term.over) approve(world, school, year, room, term.term, addDays(term.results_due_on, -1))
}

function decideYear(
  world: World,
  school: School,
  year: YearPlan,
  room: Room,
  seat: Seat,
  conducts: [Level | null, Level | null],
): Outcome | null {
  const readings = defaultPolicies(year.year)
  const results = seat.results.map((subject) => ({
    subject,
    result: subjectYear(subject.section.assessment, ...valuesOf(subject), readings),
  }))
  const subjects = results.map(({ subject: { section }, result }): SubjectOutcome => ({
    subject: section.subject_id,
    kind: section.assessment,
    average: result.average,
    passed: result.passed,
    exempt: result.status === 'exempt',
  }))
  const learning = learningLevel(subjects, readings)
  const { level: conduct } = yearlyConduct(...conducts)
  const absences = seat.absences.reduce((sum, { excused, unexcused }) => sum + excused + unexcused, 0)
  const pupilYear = {
    grade: room.grade,
    conduct,
    learning: learning.finalLevel,
    subjects,
    absences,
    ...(seat.pupil.by_plan && { principalDecision: 'promoted' as const }),
  }
  const first = promotion(pupilYear, readings)
  const remedied = first.outcome !== null && remediable.includes(first.outcome) && year.summerOver
  const retests = remedied
    ? first.retestSubjects.map((subject) =>
        retest(
          school,
          seat,
          subjects.find((found) => found.subject === subject)!,
        ),
      )
    : []
  const trained = remedied && first.outcome !== 'reassessment'
  const after = remedied
    ? promotionAfterRemedies(
        pupilYear,
        { conductAfterTraining: trained ? (seat.goesOn || school.random.chance(0.85) ? 2 : 1) : null, retests },
        readings,
      )
    : null
  const outcome = after ? after.outcome : first.outcome
  const { title } = yearTitle({ conduct, learning: learning.finalLevel, subjects, absences }, readings)
  const base = { school_id: school.plan.id, academic_year: year.year, student_id: seat.pupil.student_id }
  const place = { class_id: room.id, person_id: seat.pupil.person_id }
  const rule_version = versionFor(year, room)
  for (const { subject, result } of results) {
    const change = after?.reassessment.changes.find((found) => found.subject === subject.section.subject_id)
    world.writer.add('subject_year_result', {
      ...base,
      subject_id: subject.section.subject_id,
      section_id: subject.section.id,
      ...place,
      assessment: subject.section.assessment,
      average: result.average,
      passed: result.passed,
      exempt: result.status === 'exempt',
      reassessed_average: change?.retest.average ?? null,
      reassessed_passed: change?.retest.passed ?? null,
      rule_version,
    })
  }
  world.writer.add('year_result', {
    ...base,
    ...place,
    raw_level: learning.rawLevel,
    level: learning.finalLevel,
    adjusted_subject_id: learning.adjustedBecauseOf,
    conduct,
    absences,
    level_after: after?.reassessment.learning.finalLevel ?? null,
    conduct_after: trained ? (after?.conduct.after ?? null) : null,
    outcome,
    outcome_decided_by: seat.pupil.by_plan || after ? school.approvedBy : null,
    outcome_reason: seat.pupil.by_plan ? 'Theo kế hoạch giáo dục cá nhân' : null,
    title,
    missing: JSON.stringify(learning.missing),
    rule_version,
    computed_at: at(after ? `${year.year + 1}-08-10` : addDays(year.terms[1].results_due_on, -2), 17),
  })
  return outcome
}

/** Submitted by the homeroom teacher, approved and published by the principal. */
export function approve(world: World, school: School, year: YearPlan, room: Room, term: 0 | 1 | 2, day: string): void {
  world.writer.add('class_approval', {
    school_id: school.plan.id,
    academic_year: year.year,
    class_id: room.id,
    term,
    state: 'published',
    submitted_at: at(addDays(day, -1), 16),
    submitted_by: room.homeroom!.account_id,
    approved_at: at(day, 9),
    approved_by: school.approvedBy,
    published_at: at(day, 15),
    published_by: school.approvedBy,
  })
}

/** A homeroom teacher's judgement: from how the pupil behaves, and from absences without leave. */
function conductOf({ random }: School, seat: Seat, term: TermPlan): Level {
  const unexcused = seat.absences
    .filter(({ month }) => month <= term.ends_on)
    .reduce((sum, absence) => sum + absence.unexcused, 0)
  const impression = seat.pupil.diligence + 0.4 * random.normal() - 0.07 * unexcused
  return impression > -1.3 ? 4 : impression > -2.3 ? 3 : impression > -3.4 || seat.goesOn ? 2 : 1
}

/** After a summer's work most pupils pass. */
function retest({ random }: School, { goesOn }: Seat, { subject, kind, average }: SubjectOutcome) {
  if (kind === 'comment') return { subject, average: null, passed: goesOn || random.chance(0.85) }
  return {
    subject,
    average: Math.max(average ?? 0, goesOn || random.chance(0.68) ? random.between(50, 62) : random.between(30, 48)),
    passed: null,
  }
}

const remediable: readonly Outcome[] = ['summer_training', 'reassessment', 'reassessment_and_training']

const nothing = { average: null, passed: null, exempt: false }

const valuesOf = ({ terms: [first, second] }: SubjectTerms) => [first ?? nothing, second ?? nothing] as const

function termOutcome({ section, terms }: SubjectTerms, term: 1 | 2): SubjectOutcome[] {
  const value = terms[term - 1]
  return value ? [{ subject: section.subject_id, kind: section.assessment, ...value }] : []
}

const versionFor = (year: YearPlan, room: Room): string => ruleVersion(schemeOf(year.year, room.grade)!)

const grounds: Record<1 | 2 | 3, readonly string[]> = {
  3: [
    'Còn nói chuyện riêng trong giờ học.',
    'Nghỉ học không phép một số buổi.',
    'Có tiến bộ, đôi khi chưa làm bài tập.',
  ],
  2: ['Vi phạm nội quy nhiều lần, đã có tiến bộ sau nhắc nhở.', 'Thường xuyên đi muộn, chưa chuẩn bị bài.'],
  1: ['Vi phạm nội quy nghiêm trọng, chưa sửa chữa.'],
}
