import lists from '../reference/subjects.json' with { type: 'json' }
import { regularMarksDue } from '../../modules/organisation/rules/assessment-count.ts'

/** A subject as a class is taught it. */
export interface Taught {
  subject_id: number
  /** What the school calls it. */
  name: string
  slug: string
  kind: 'compulsory' | 'elective' | 'optional' | 'activity'
  assessment: 'scored' | 'comment'
  periods: number
  regular_due: number
}

/** Ids of subjects by their codes. */
export const subjectIds: Record<string, number> = Object.fromEntries(lists.subjects.map(({ code, id }) => [code, id]))

/** What a class of grades 10 to 12 has chosen: four subjects, and in three of them topic clusters. */
export interface Combination {
  letter: string
  electives: readonly string[]
  clusters: readonly string[]
}

/** The usual offers of an upper secondary school; the last one lets pupils choose between Music and Arts. */
export const combinations: readonly Combination[] = [
  { letter: 'A', electives: ['VAT_LI', 'HOA_HOC', 'SINH_HOC', 'TIN_HOC'], clusters: ['TOAN', 'VAT_LI', 'HOA_HOC'] },
  { letter: 'D', electives: ['DIA_LI', 'GDKTPL', 'VAT_LI', 'TIN_HOC'], clusters: ['NGU_VAN', 'TOAN', 'DIA_LI'] },
  { letter: 'C', electives: ['DIA_LI', 'GDKTPL', 'SINH_HOC', 'CONG_NGHE'], clusters: ['NGU_VAN', 'LICH_SU', 'DIA_LI'] },
  { letter: 'B', electives: ['HOA_HOC', 'SINH_HOC', 'VAT_LI', 'CONG_NGHE'], clusters: ['TOAN', 'HOA_HOC', 'SINH_HOC'] },
  {
    letter: 'N',
    electives: ['DIA_LI', 'GDKTPL', 'TIN_HOC', 'AM_NHAC', 'MI_THUAT'],
    clusters: ['NGU_VAN', 'LICH_SU', 'DIA_LI'],
  },
]

/** Subjects of which a pupil takes one, in a class that offers both. */
export const alternatives: readonly string[] = ['AM_NHAC', 'MI_THUAT']

/** What a grade is taught, in the programme's order. */
export function taughtIn(grade: number, combination: Combination | null): Taught[] {
  return lists.curriculum
    .filter(({ grades, kind, subject_id }) => {
      if (!grades.includes(grade) || kind === 'optional') return false
      return kind !== 'elective' || combination?.electives.includes(codeOf(subject_id))
    })
    .map(({ subject_id, periods, kind, assessment }) => {
      const code = codeOf(subject_id)
      const name = code === 'NGOAI_NGU_1' ? 'Tiếng Anh' : lists.subjects.find(({ id }) => id === subject_id)!.name
      const { due } = regularMarksDue({
        kind: assessment as 'scored' | 'comment',
        periodsPerYear: periods,
        extraTxCount: combination?.clusters.includes(code) ? 1 : 0,
      })
      return {
        subject_id,
        name,
        slug: code.toLowerCase().replaceAll('_', '-'),
        kind: kind as Taught['kind'],
        assessment: assessment as Taught['assessment'],
        periods,
        regular_due: due,
      }
    })
}

const codeOf = (id: number): string => lists.subjects.find((subject) => subject.id === id)!.code
