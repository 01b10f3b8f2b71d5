import { differences } from '../../../platform/import-kinds.ts'
import { foldName } from '../../../platform/name.ts'
import { refusedCell, type Verdict } from '../../../platform/preview.ts'
import type { ReadRow, ReadSheet } from '../../../platform/sheet-read.ts'
import type { Sheet, Value } from '../../../platform/sheet.ts'
import { knownPupil } from '../records/import/judge.ts'
import type { KnownPupil, Standing } from '../records/import/load.ts'
import type { Level, Outcome } from '../results/tables.ts'
import { subjectKey, type SubjectLine } from './result-sheet.ts'
import type { CarriedResultRow, CarriedSubject } from './tables.ts'

/** What a row would write. */
export interface Plan {
  pupil: KnownPupil
  result: Pick<
    CarriedResultRow,
    'grade' | 'class_name' | 'school_name' | 'level' | 'conduct' | 'absences' | 'outcome' | 'title' | 'subjects'
  >
}

/** What rows are judged with. */
export interface Judging {
  sheet: Sheet
  read: ReadSheet
  standing: Standing
  /** The grade of each class of this year. */
  grades: ReadonlyMap<number, number>
  lines: readonly SubjectLine[]
  carried: ReadonlyMap<string, CarriedResultRow>
  /** Pupils whose results of last year follow from this school's own books. */
  own: ReadonlySet<string>
  was(pupil: KnownPupil, result: CarriedResultRow | undefined): Record<string, Value>
}

/** The columns that say whom a row means; they are filled in beforehand and never written. */
export const identifying: ReadonlySet<string> = new Set(['code', 'full_name', 'birth_date', 'class'])

/** The first grade assessed by levels of Circular 22/2021; before it Circular 27/2020 knows no conduct as a whole. */
const firstOfSecondary = 6

/**
 * Judges a row of last year's results. The papers hold and are never computed again; refused is only what no paper can
 * say: a title without its levels (Circular 22/2021, Điều 15), a pass without them (Điều 12), a grade that this year's
 * class does not follow.
 */
export function judgeRow(
  judging: Judging,
  row: ReadRow,
  seen: Map<string, number>,
): { verdict: Verdict; plan: Plan | null } {
  const { sheet, read, standing, carried, own } = judging
  const label = String(row.values.full_name ?? '')
  const violations: ReturnType<typeof refusedCell>[] = []
  const refuse = (key: string, reason: string, values: Record<string, string | number> = {}) =>
    void violations.push(refusedCell(sheet, read, row, has(read, key) ? key : 'full_name', reason, values))
  const refused = () => ({ verdict: { kind: 'refused', label, violations } as const, plan: null })

  const pupil = knownPupil(standing, row.values)
  if (pupil === 'several') refuse('full_name', 'carried.several')
  else if (pupil === null) refuse(row.values.code == null ? 'full_name' : 'code', 'carried.unknown')
  else if (foldName(label) !== foldName(pupil.full_name))
    refuse('full_name', 'carried.name_differs', { name: pupil.full_name, code: pupil.code })
  else if (seen.has(pupil.id)) refuse('full_name', 'preview.twice', { row: seen.get(pupil.id)! })
  else if (own.has(pupil.id)) refuse('full_name', 'carried.own_result')
  if (violations.length > 0 || pupil === null || pupil === 'several') return refused()
  seen.set(pupil.id, row.number)

  // An empty cell keeps what stands.
  const values = { ...judging.was(pupil, carried.get(pupil.id)), ...given(row.values) }
  const result = resultOf(judging, pupil, values)
  for (const { key, reason, more } of faultsOf(judging, pupil, result, values)) refuse(key, reason, more)
  if (violations.length > 0) return refused()
  const plan = { pupil, result }
  const stands = carried.get(pupil.id)
  if (!stands) return { verdict: { kind: 'new', label }, plan }
  const changes = differences(
    sheet.columns.filter(({ key }) => !identifying.has(key)),
    row.values,
    judging.was(pupil, stands),
  )
  return {
    verdict: changes.length > 0 ? { kind: 'changed', label, differences: changes } : { kind: 'unchanged', label },
    plan,
  }
}

const has = ({ columns }: ReadSheet, key: string) => columns.some((column) => column.key === key)

const given = (values: Record<string, Value>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))

function resultOf({ grades, lines }: Judging, pupil: KnownPupil, values: Record<string, Value>): Plan['result'] {
  const outcome = values.outcome as Outcome
  const now = pupil.seat ? grades.get(pupil.seat.class_id) : undefined
  const text = (key: string) => (values[key] == null ? null : String(values[key]).trim() || null)
  const named = /\d+/.exec(text('last_class') ?? '')?.[0]
  const grade = Number(values.grade ?? named ?? (now === undefined ? 0 : outcome === 'retained' ? now : now - 1))
  const ids = [...new Set(lines.map(({ id }) => id))]
  const subjects = ids.flatMap((subject_id): CarriedSubject[] => {
    const value = values[subjectKey(subject_id)]
    if (value == null) return []
    return [
      typeof value === 'number'
        ? { subject_id, average: value, passed: null }
        : { subject_id, average: null, passed: value === 'pass' },
    ]
  })
  return {
    grade,
    class_name: text('last_class'),
    school_name: text('school'),
    level: Number(values.level) as Level,
    conduct: values.conduct == null ? null : (Number(values.conduct) as Level),
    absences: values.absences == null ? null : Number(values.absences),
    outcome,
    title: (values.title ?? null) as 'excellent' | 'good' | null,
    subjects,
  }
}

interface RowFault {
  key: string
  reason: string
  more?: Record<string, string | number>
}

function faultsOf(
  { grades, lines }: Judging,
  pupil: KnownPupil,
  result: Plan['result'],
  values: Record<string, Value>,
): RowFault[] {
  const { grade, level, conduct, outcome, title } = result
  const faults: RowFault[] = []
  const now = pupil.seat ? grades.get(pupil.seat.class_id) : undefined
  const gradeKey = values.grade == null ? 'last_class' : 'grade'
  if ((result.class_name?.length ?? 0) > 20) faults.push({ key: 'last_class', reason: 'carried.class_long' })
  if ((result.school_name?.length ?? 0) > 200) faults.push({ key: 'school', reason: 'carried.school_long' })
  if (now === undefined) faults.push({ key: 'class', reason: 'carried.no_class' })
  else if (grade < 1 || grade > 12) faults.push({ key: gradeKey, reason: 'carried.grade_unknown' })
  else if ((outcome === 'promoted' || outcome === 'completed') && now !== grade + 1)
    faults.push({ key: gradeKey, reason: 'carried.not_next', more: { grade, now, class: pupil.seat!.class_name } })
  else if (outcome === 'retained' && now !== grade)
    faults.push({ key: 'outcome', reason: 'carried.kept_back', more: { grade, now, class: pupil.seat!.class_name } })
  const last = [5, 9, 12].includes(grade)
  if (outcome === 'completed' && !last)
    faults.push({ key: 'outcome', reason: 'carried.not_last_grade', more: { grade } })
  if (grade < firstOfSecondary) return faults
  if (conduct === null) faults.push({ key: 'conduct', reason: 'carried.conduct_needed' })
  else if (title !== null && (level !== 4 || conduct !== 4))
    faults.push({ key: 'title', reason: 'carried.title_needs' })
  const passes = outcome === 'promoted' || outcome === 'completed'
  // For a pupil assessed by an individual plan the principal decides (Điều 12 khoản 4).
  if (passes && (level === 1 || conduct === 1) && !pupil.assessment_by_plan && pupil.disability === null)
    faults.push({ key: 'outcome', reason: 'carried.pass_needs' })
  for (const { subject_id } of result.subjects) {
    if (lines.some((line) => line.id === subject_id && line.grade === grade)) continue
    const { name } = lines.find(({ id }) => id === subject_id)!
    faults.push({ key: subjectKey(subject_id), reason: 'carried.not_taught', more: { subject: name, grade } })
  }
  return faults
}
