import { addDays, dayInTerm } from './calendar.ts'
import { known } from './known.ts'
import { subjectIds } from './programme.ts'
import type { School, World } from './world.ts'

/** How and when marks may be entered in the newest year: regular ones throughout, tests around their days. */
export function writeEntryRules(world: World, school: School): void {
  world.writer.add('gradebook_setting', { school_id: school.plan.id, tenths_without_comma: true })
  if (school.plan.known) writePhrases(world, school)
  const year = world.years[1]
  for (const term of year.terms) {
    const spans = [
      ['regular', term.starts_on, term.results_due_on],
      ['midterm', dayInTerm(term, 0.36), dayInTerm(term, 0.625)],
      ['final', dayInTerm(term, 0.84), term.results_due_on],
    ] as const
    for (const [kind, opens_on, closes_on] of spans) {
      world.writer.add('entry_window', {
        school_id: school.plan.id,
        id: school.random.uuid(),
        academic_year: year.year,
        term: term.term,
        grade: null,
        subject_id: null,
        kind,
        opens_on,
        closes_on: closes_on < opens_on ? addDays(opens_on, 14) : closes_on,
      })
    }
  }
}

/** The known teacher's own bank of remarks. */
function writePhrases(world: World, school: School): void {
  const teacher = school.staff.find(({ full_name }) => full_name === known.mathsTeacher)
  if (!teacher) return
  for (const [position, text] of phrases.entries()) {
    world.writer.add('comment_phrase', {
      school_id: school.plan.id,
      id: school.random.uuid(),
      person_id: teacher.person_id,
      subject_id: subjectIds.TOAN!,
      text,
      position,
    })
  }
}

const phrases = [
  '{ten} nắm chắc kiến thức, vận dụng linh hoạt.',
  '{ten} trình bày bài cẩn thận, lập luận rõ ràng.',
  '{ten} có tiến bộ, cần luyện thêm bài tập vận dụng.',
  '{ten} cần tập trung hơn trong giờ học.',
  '{ten} cần ôn lại phần kiến thức cơ bản.',
]
