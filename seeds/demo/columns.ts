import type { BookState } from '../../modules/students/gradebook/tables.ts'
import { addDays, at, dayInTerm, type TermPlan, type YearPlan } from './calendar.ts'
import { known } from './known.ts'
import type { Random } from './random.ts'
import type { School, Section, World } from './world.ts'

/** A column of a book as far as it has come. */
export interface ColumnPlan {
  kind: 'regular' | 'midterm' | 'final'
  position: number
  held_on: string
  /** The day of entry; null while nothing is entered. */
  entered_on: string | null
  /** How much of the class has a mark. */
  share: number
  /** Tenths that this class got more or less than it should have. */
  shift: number
}

/** When in a term regular marks are given, as shares of it, by their number. */
const regularShares: readonly (readonly number[])[] = [
  [],
  [0.3],
  [0.2, 0.57],
  [0.16, 0.38, 0.68],
  [0.13, 0.29, 0.53, 0.74],
  [0.11, 0.25, 0.37, 0.55, 0.76],
  [0.1, 0.2, 0.31, 0.5, 0.63, 0.78],
]
const midtermShare = 0.42
const finalShare = 0.9
const localEducation = 21

/** What has been held and entered of a section's book by the evening before the day of the demo. */
export function planColumns(world: World, school: School, term: TermPlan, section: Section): ColumnPlan[] {
  const { random } = school
  const jitter = 0.025 * random.normal()
  // Local education is taught in a block by some schools, whose books are ready early.
  const haste = section.subject_id === localEducation && random.chance(0.4) ? 0.5 : 1
  const late = random.chance(0.06)
  const shares = regularShares[section.regular_due] ?? regularShares.at(-1)!
  const plan: ColumnPlan[] = []
  const add = (kind: ColumnPlan['kind'], position: number, share: number, slowness: number) => {
    const held_on = dayInTerm(term, Math.max(0.01, Math.min(0.97, (share + jitter) * haste)))
    if (held_on >= world.today) return
    const ready = addDays(held_on, Math.round((slowness + random.between(0, 5) + (late ? 16 : 0)) * term.pace))
    const overdue = ready > world.today && !term.over
    const begun = overdue && ready <= addDays(world.today, 2)
    const entered_on = overdue && !begun ? null : ready < world.today ? ready : addDays(world.today, -1)
    plan.push({
      kind,
      position,
      held_on,
      entered_on,
      share: entered_on === null ? 0 : begun ? 0.3 + 0.5 * random.next() : 1,
      shift: 0,
    })
  }
  for (const [index, share] of shares.entries()) add('regular', index + 1, share, 1)
  add('midterm', 1, midtermShare, 6)
  add('final', 1, finalShare, 3)
  if (school.plan.known && term.term === 1 && !term.over) applyStories(section, plan)
  return plan
}

/** The state of a book: locked when its term is over, ahead of that where everything is in. */
export function stateOf(random: Random, term: TermPlan, section: Section, columns: readonly ColumnPlan[]): BookState {
  if (term.over) return 'locked'
  const complete = columns.length === section.regular_due + 2 && columns.every(({ share }) => share === 1)
  return complete
    ? random.weighted([
        ['submitted', 4],
        ['checked', 2],
        ['locked', 3],
        ['open', 1],
      ])
    : 'open'
}

/** Writes a book's columns and, where it has left the hands of its teacher, its state. */
export function writeColumns(
  world: World,
  school: School,
  year: YearPlan,
  term: TermPlan,
  section: Section,
  columns: readonly ColumnPlan[],
  state: BookState,
): void {
  const { random, plan } = school
  const key = { school_id: plan.id, academic_year: year.year, section_id: section.id, term: term.term }
  const teacher = section.teacher!.account_id
  for (const { kind, position, held_on, entered_on, share } of columns) {
    const old = entered_on !== null && entered_on < addDays(world.today, -18)
    const published = share === 1 && entered_on !== null && (term.over || old || random.chance(0.7))
    const published_on =
      entered_on && addDays(entered_on, 1) < world.today ? addDays(entered_on, 1) : addDays(world.today, -1)
    const locked =
      !term.over && kind === 'regular' && position <= 2 && share === 1 && old && plan.classNames === 'numbered'
    world.writer.add('assessment_column', {
      ...key,
      kind,
      position,
      label: kind === 'regular' && random.chance(0.5) ? random.pick(labels) : null,
      held_on,
      form: kind === 'regular' ? random.pick(forms) : 'Viết',
      note: null,
      locked_at: locked ? at(addDays(world.today, -10), 8) : null,
      locked_by: locked ? school.lockedBy : null,
      published_at: published ? at(published_on, random.between(15, 20), random.between(0, 59)) : null,
      published_by: published ? teacher : null,
    })
  }
  if (state === 'open') return
  const last = columns.reduce(
    (latest, { entered_on }) => (entered_on && entered_on > latest ? entered_on : latest),
    term.starts_on,
  )
  const day = term.over ? addDays(term.ends_on, -2) : last
  const checked = state === 'checked' || state === 'locked'
  world.writer.add('gradebook', {
    ...key,
    state,
    submitted_at: at(day, 16, random.between(0, 59)),
    submitted_by: teacher,
    checked_at: checked ? at(day, 20, random.between(0, 59)) : null,
    checked_by: checked ? school.lockedBy : null,
    locked_at: state === 'locked' ? at(day, 21, random.between(0, 59)) : null,
    locked_by: state === 'locked' ? school.lockedBy : null,
  })
}

function applyStories(section: Section, columns: readonly ColumnPlan[]): void {
  const midterm = columns.find(({ kind }) => kind === 'midterm')
  const isOf = ([name, subject]: readonly [string, number, ...number[]]) =>
    name === section.room.name && subject === section.subject_id
  const late = known.lateMidterms.find(isOf)
  if (midterm && late) {
    const [, , entered] = late
    const pupils = section.members.length
    Object.assign(midterm, {
      share: Math.min(1, entered / pupils),
      entered_on: entered === 0 ? null : (midterm.entered_on ?? midterm.held_on),
    })
  }
  if (midterm && isOf(known.oddMidterm)) midterm.shift = known.oddMidterm[2]
}

const labels = ['15 phút', 'Miệng', 'Bài tập nhóm', 'Thực hành', 'Vở bài tập', 'Kiểm tra nhanh']
const forms = ['Hỏi – đáp', 'Viết', 'Thuyết trình', 'Thực hành', 'Sản phẩm học tập']
