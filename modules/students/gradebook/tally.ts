import type { Selectable } from 'kysely'
import { absentMark } from './rules/mark.ts'
import { effectiveValue } from './rules/missed-test.ts'
import type { MissedState, SectionTallyTable, SubjectResultRow } from './tables.ts'

/** A section's sums by sex in a term, as stored. */
export type SectionTallyRow = Selectable<SectionTallyTable>

/** What all sums of one book have in common. */
export type TalliedBook = Pick<
  SectionTallyRow,
  'school_id' | 'academic_year' | 'section_id' | 'term' | 'class_id' | 'grade' | 'subject_id' | 'regular_due' | 'state'
> & { assessment: 'scored' | 'comment' }

/** A pupil on the section's roster with the stored row of marks; all null where nothing is entered yet. */
export type TalliedPupil = Pick<SubjectResultRow, RegularColumn | 'midterm' | 'final' | 'average' | 'passed'> & {
  sex: number
  exempt: boolean | null
  midterm_state: MissedState | null
  final_state: MissedState | null
}

/** The columns of regular marks, in their order. */
export const regularMarkColumns = [
  'regular_1',
  'regular_2',
  'regular_3',
  'regular_4',
  'regular_5',
  'regular_6',
  'regular_7',
  'regular_8',
] as const

type RegularColumn = (typeof regularMarkColumns)[number]

/**
 * The sums of a book: one row per sex on the roster. Pupils who left are not among `pupils`. What is entered counts
 * everyone who is not exempt; a 0 by rule is entered, an absence or an awaited make-up is not. The counts per tenth
 * are of scored subjects alone, the averages among them of complete pupils; passed and failed of comment subjects.
 */
export function tallyOf(book: TalliedBook, pupils: readonly TalliedPupil[]): SectionTallyRow[] {
  const sexes = [...new Set(pupils.map(({ sex }) => sex))].toSorted((a, b) => a - b)
  return sexes.map((sex) =>
    tally(
      book,
      sex,
      pupils.filter((pupil) => pupil.sex === sex),
    ),
  )
}

function tally({ assessment, ...book }: TalliedBook, sex: number, pupils: readonly TalliedPupil[]): SectionTallyRow {
  const assessed = pupils.filter(({ exempt }) => !exempt)
  const midterms = assessed.map(({ midterm, midterm_state }) => entered(midterm, midterm_state))
  const finals = assessed.map(({ final, final_state }) => entered(final, final_state))
  const averages = assessed.map(({ average }) => average)
  const scored = assessment === 'scored'
  return {
    ...book,
    sex,
    pupils: pupils.length,
    exempt: pupils.length - assessed.length,
    regular_entered: regularMarkColumns.map((column) => count(assessed, (pupil) => isMark(pupil[column]))),
    midterm_entered: count(midterms, isMark),
    final_entered: count(finals, isMark),
    complete: count(assessed, ({ average, passed }) => (scored ? average : passed) !== null),
    passed: count(assessed, ({ passed }) => passed === true),
    failed: count(assessed, ({ passed }) => passed === false),
    averages: perTenth(scored ? averages : []),
    midterms: perTenth(scored ? midterms : []),
    finals: perTenth(scored ? finals : []),
  }
}

function perTenth(marks: readonly (number | null)[]): number[] {
  const counts = zeros.slice()
  for (const mark of marks) if (mark !== null) counts[mark]!++
  return counts
}

const zeros = Array.from({ length: 101 }, () => 0)

const entered = (value: number | null, state: MissedState | null): number | null =>
  effectiveValue({ value, state: state ?? 'none' })

const isMark = (mark: number | null): boolean => mark !== null && mark !== absentMark

const count = <T>(all: readonly T[], test: (one: T) => boolean): number => all.filter(test).length
