import { setImmediate } from 'node:timers/promises'
import { absentMark } from '../../modules/students/gradebook/rules/mark.ts'
import { subjectTerm } from '../../modules/students/gradebook/rules/subject-result.ts'
import { regularMarkColumns, tallyOf, type TalliedPupil } from '../../modules/students/gradebook/tally.ts'
import type { BookState, MissedState } from '../../modules/students/gradebook/tables.ts'
import { ruleVersion, schemeOf } from '../../modules/students/rules/schemes.ts'
import type { TermPlan, YearPlan } from './calendar.ts'
import { planColumns, stateOf, writeColumns, type ColumnPlan } from './columns.ts'
import { recordHistory } from './history.ts'
import { mark, remark } from './marks.ts'
import type { Room, School, Seat, Section, World } from './world.ts'

/** A row of marks as it is being made. */
export type BookRow = TalliedPupil & { seat: Seat; comment: string | null }

/** Writes the books of all sections of a year: marks, columns, states and sums, and each pupil's term values. */
export async function keepBooks(world: World, school: School, year: YearPlan, rooms: readonly Room[]): Promise<void> {
  for (const term of year.terms) {
    if (!term.begun) continue
    for (const room of rooms) {
      for (const section of room.sections) keepBook(world, school, year, term, section)
      // Lets the rows of the school before go on to the database meanwhile.
      await setImmediate()
    }
  }
}

function keepBook(world: World, school: School, year: YearPlan, term: TermPlan, section: Section): void {
  const { random, plan } = school
  const columns = planColumns(world, school, term, section)
  const state = stateOf(random, term, section, columns)
  writeColumns(world, school, year, term, section, columns, state)
  const rule_version = ruleVersion(schemeOf(year.year, section.room.grade)!)
  const rows: BookRow[] = []
  for (const [place, seat] of section.members.entries()) {
    if (seat.status === 'moved_class') continue
    const last = seat.left_on
    const open = last ? columns.filter(({ held_on }) => held_on <= last) : columns
    if (last && open.length === 0) continue
    const row = fillRow(school, term, section, seat, open, place)
    const result = subjectTerm({
      kind: section.assessment,
      regular: regularMarkColumns.slice(0, section.regular_due).map((column) => row[column]),
      midterm: row.midterm,
      final: row.final,
      midtermState: row.midterm_state ?? 'none',
      finalState: row.final_state ?? 'none',
      exempt: row.exempt ?? false,
      regularDue: section.regular_due,
    })
    row.average = result.average
    row.passed = result.passed
    remember(seat, section, term, { average: result.average, passed: result.passed, exempt: row.exempt ?? false })
    rows.push(row)
    world.writer.add('subject_result', {
      school_id: plan.id,
      academic_year: year.year,
      student_id: seat.pupil.student_id,
      section_id: section.id,
      term: term.term,
      class_id: section.room.id,
      person_id: seat.pupil.person_id,
      regular_1: row.regular_1,
      regular_2: row.regular_2,
      regular_3: row.regular_3,
      regular_4: row.regular_4,
      regular_5: row.regular_5,
      regular_6: row.regular_6,
      regular_7: row.regular_7,
      regular_8: row.regular_8,
      midterm: row.midterm,
      final: row.final,
      comment: row.comment,
      average: row.average,
      passed: row.passed,
      midterm_state: row.midterm_state ?? 'none',
      final_state: row.final_state ?? 'none',
      exempt: row.exempt ?? false,
      missing: result.missing.length,
      rule_version,
    })
  }
  recordHistory(world, school, year, term, section, columns, rows)
  sum(world, school, year, term, section, state, rows)
}

/** The sums of the book over those who are still there. */
function sum(
  world: World,
  school: School,
  year: YearPlan,
  term: TermPlan,
  section: Section,
  state: BookState,
  rows: readonly BookRow[],
): void {
  const book = {
    school_id: school.plan.id,
    academic_year: year.year,
    section_id: section.id,
    term: term.term,
    class_id: section.room.id,
    grade: section.room.grade,
    subject_id: section.subject_id,
    regular_due: section.regular_due,
    assessment: section.assessment,
    state,
  }
  const present = rows.filter(({ seat }) => seat.left_on === null)
  for (const tally of tallyOf(book, present)) world.writer.add('section_tally', tally)
}

function fillRow(
  school: School,
  term: TermPlan,
  section: Section,
  seat: Seat,
  columns: readonly ColumnPlan[],
  place: number,
): BookRow {
  const { random } = school
  const row = emptyRow(seat)
  if (seat.pupil.exempt.includes(section.subject_id)) return { ...row, exempt: true }
  const places = section.members.length
  for (const column of columns) {
    if (place >= Math.round(column.share * places)) continue
    const value = Math.max(
      0,
      Math.min(
        section.assessment === 'scored' ? 100 : 1,
        mark(random, section, seat, column.kind, column.position) + column.shift,
      ),
    )
    if (column.kind === 'regular') {
      const name = regularMarkColumns[column.position - 1]!
      // In a running term a few cells are open still, some with the absence noted.
      row[name] = term.over || !random.chance(0.012) ? value : random.chance(0.35) ? absentMark : null
    } else [row[column.kind], row[`${column.kind}_state`]] = periodic(school, term, value)
  }
  if (random.chance(term.over ? (section.assessment === 'comment' ? 0.35 : 0.15) : 0.05))
    row.comment = remark(random, section, seat)
  return row
}

/** A periodic test as it went: nearly always taken, sometimes made up, seldom missed without a reason. */
function periodic({ random }: School, term: TermPlan, value: number): [number | null, MissedState] {
  const luck = random.next()
  if (luck > 0.008) return [value, 'none']
  if (luck < 0.001) return [0, 'zero_by_rule']
  return term.over ? [value, 'made_up'] : luck < 0.005 ? [null, 'pending'] : [value, 'made_up']
}

function remember(
  seat: Seat,
  section: Section,
  { term }: TermPlan,
  value: { average: number | null; passed: boolean | null; exempt: boolean },
): void {
  let subject = seat.results.find((found) => found.section === section)
  if (!subject) seat.results.push((subject = { section, terms: [null, null] }))
  subject.terms[term - 1] = value
}

const emptyRow = (seat: Seat): BookRow => ({
  seat,
  sex: seat.pupil.sex,
  regular_1: null,
  regular_2: null,
  regular_3: null,
  regular_4: null,
  regular_5: null,
  regular_6: null,
  regular_7: null,
  regular_8: null,
  midterm: null,
  final: null,
  midterm_state: 'none',
  final_state: 'none',
  exempt: false,
  comment: null,
  average: null,
  passed: null,
})
