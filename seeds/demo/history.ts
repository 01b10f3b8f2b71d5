import { cellText, type MarkColumn } from '../../modules/students/gradebook/columns.ts'
import { regularMarkColumns } from '../../modules/students/gradebook/tally.ts'
import type { BookRow } from './books.ts'
import { addDays, at, type TermPlan, type YearPlan } from './calendar.ts'
import type { ColumnPlan } from './columns.ts'
import { known } from './known.ts'
import type { School, Section, World } from './world.ts'

/**
 * The history of marks for a part of them: in the known teacher's books every mark of the running term, elsewhere only
 * corrections. A history of everything would say nothing more and double the demo.
 */
export function recordHistory(
  world: World,
  school: School,
  year: YearPlan,
  term: TermPlan,
  section: Section,
  columns: readonly ColumnPlan[],
  rows: readonly BookRow[],
): void {
  if (term.over) return
  const { random, plan } = school
  const whole = plan.known && section.teacher!.full_name === known.mathsTeacher
  const mistaken =
    plan.known &&
    known.correctedAfterLock[0] === section.room.name &&
    known.correctedAfterLock[1] === section.subject_id
  for (const column of columns) {
    if (column.entered_on === null) continue
    const name = column.kind === 'regular' ? regularMarkColumns[column.position - 1]! : column.kind
    const entry = whole ? openChange(column.entered_on, random.between(18, 21)) : null
    const marked = rows.filter((row) => (row[name] ?? -1) >= 0)
    if (entry) for (const row of marked) write(entry, row, name, null, row[name]!, null)
    if (section.assessment !== 'scored' || column.share < 1) continue
    const afterLock = mistaken && column.kind === 'regular' && column.position === 2
    const corrected = afterLock ? marked.slice(0, 12) : marked.filter(() => random.chance(0.006))
    if (corrected.length === 0) continue
    const later = addDays(column.entered_on, random.between(1, 6))
    if (later >= world.today) continue
    const correction = openChange(later, random.between(7, 17), afterLock)
    if (afterLock) unlock(column.position, later)
    for (const row of corrected) {
      const value = row[name]!
      const before = value >= 20 ? value - random.pick([5, 10, 10, 20]) : value + 10
      write(correction, row, name, before, value, afterLock ? 'nhập nhầm cột' : random.pick(reasons), afterLock)
    }
  }

  function openChange(day: string, hour: number, late = false): { id: string; time: Date } {
    const opened = { id: random.uuid(), time: at(day, hour, random.between(0, 59)) }
    world.writer.add('change', {
      academic_year: year.year,
      id: opened.id,
      at: opened.time,
      verb: 'gradebook.record_marks',
      account_id: section.teacher!.account_id,
      role: 'subject_teacher',
      school_id: plan.id,
      reason: late ? 'nhập nhầm cột' : null,
    })
    return opened
  }

  function write(
    { id, time }: { id: string; time: Date },
    row: BookRow,
    column: MarkColumn,
    before: number | null,
    after: number,
    reason: string | null,
    locked = false,
  ): void {
    world.writer.add('mark_change', {
      school_id: plan.id,
      academic_year: year.year,
      section_id: section.id,
      student_id: row.seat.pupil.student_id,
      person_id: row.seat.pupil.person_id,
      term: term.term,
      column,
      before: before === null ? null : cellText({ [column]: before }, column, section.assessment),
      after: cellText({ [column]: after }, column, section.assessment),
      at: time,
      account_id: section.teacher!.account_id,
      account_name: section.teacher!.full_name,
      change_id: id,
      source: 'typed',
      reason,
      locked,
      published: before !== null,
    })
  }

  function unlock(position: number, day: string): void {
    world.writer.add('unlock', {
      school_id: plan.id,
      id: random.uuid(),
      academic_year: year.year,
      section_id: section.id,
      term: term.term,
      kind: 'regular',
      position,
      until: at(addDays(day, 1), 17),
      reason: 'Giáo viên nhập nhầm cột, đề nghị sửa lại',
      granted_by: school.lockedBy,
      granted_at: at(day, 7),
      ended_at: null,
    })
  }
}

const reasons = ['cộng sót điểm', 'chấm lại bài', 'nhập nhầm', null]
