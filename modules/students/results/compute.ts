import { yearlyConduct, type YearlyConduct } from '../conduct/rules/yearly-conduct.ts'
import { subjectResultOf } from '../gradebook/result.ts'
import { subjectYear, type SubjectResult } from '../gradebook/rules/subject-result.ts'
import { policyReadings, type DatedReading, type PolicyReadings } from '../rules/policies.ts'
import { schemeOf } from '../rules/schemes.ts'
import type { SubjectOutcome } from '../rules/vocabulary.ts'
import { approvalIn, type Approval, type ClassSubject, type LoadedClass, type LoadedPupil } from './load.ts'
import { learningLevel, type LearningLevel } from './rules/learning-level.ts'
import {
  promotion,
  promotionAfterRemedies,
  type Promotion,
  type PromotionAfterRemedies,
  type YearOfPupil,
} from './rules/promotion.ts'
import { yearTitle, type TitleResult } from './rules/titles.ts'
import type { Level } from './tables.ts'

/** A pupil's result in one subject, of a term or of the year. */
export interface SubjectOfPupil {
  subject_id: number
  section_id: string | null
  assessment: 'scored' | 'comment'
  optional: boolean
  result: SubjectResult
  /** The two terms behind a year. */
  terms: [SubjectResult, SubjectResult] | null
  midterm_state: 'none' | 'pending' | 'made_up' | 'zero_by_rule'
  final_state: 'none' | 'pending' | 'made_up' | 'zero_by_rule'
  retest: { average: number | null; passed: boolean | null } | null
}

/** A pupil's results of a term or of the year, each with its explanation. */
export interface PupilResult {
  pupil: LoadedPupil
  subjects: SubjectOfPupil[]
  learning: LearningLevel
  conduct: { level: Level | null; grounds: string | null; year: YearlyConduct | null }
  year: { promotion: Promotion; after: PromotionAfterRemedies | null; title: TitleResult } | null
}

/** The rules under which results are computed here; older circulars are shown as they were stored. */
export const computedScheme = 'circular-22-2021'

/**
 * Whether the results of a class are kept as they were stored: an older circular assesses it, or results were approved
 * and it has no sections from whose books they could be computed.
 */
export const isStored = (it: {
  academic_year: number
  grade: number
  sections: number
  state: Approval['state']
}): boolean =>
  schemeOf(it.academic_year, it.grade) !== computedScheme ||
  (it.sections === 0 && (it.state === 'approved' || it.state === 'published'))

/** The readings that had been decided by an instant: results approved then rest on them alone. */
const decidedBy = (at: string | null, rows: readonly DatedReading[]): readonly DatedReading[] =>
  at === null
    ? rows
    : rows.filter(({ decided_at }) => decided_at === undefined || Date.parse(decided_at) <= Date.parse(at))

/** The results of every pupil of a class in a term (0: the year), from marks, conduct and absences by the rules. */
export function resultsOf(loaded: LoadedClass, term: 0 | 1 | 2): PupilResult[] {
  const { state, approved_at } = approvalIn(loaded.approvals, term)
  const approved = state === 'approved' || state === 'published'
  const readings = policyReadings(loaded.academic_year, decidedBy(approved ? approved_at : null, loaded.readings))
  return loaded.pupils.map((pupil) =>
    term === 0 ? ofYear(loaded, pupil, readings) : ofTerm(loaded, pupil, term, readings),
  )
}

function ofTerm(loaded: LoadedClass, pupil: LoadedPupil, term: 1 | 2, readings: PolicyReadings): PupilResult {
  const subjects = subjectsOf(loaded.subjects, pupil).map((subject): SubjectOfPupil => {
    const marks = marksIn(pupil, subject.subject_id, term)
    return {
      ...described(subject),
      section_id: marks?.result.section_id ?? subject.section_id,
      result: subjectResultOf(marks ?? subject, marks?.result ?? {}),
      terms: null,
      midterm_state: marks?.result.midterm_state ?? 'none',
      final_state: marks?.result.final_state ?? 'none',
      retest: null,
    }
  })
  const conduct = pupil.conduct.find((it) => it.term === term)
  return {
    pupil,
    subjects,
    learning: learningLevel(subjects.map(outcomeOf), readings),
    conduct: { level: conduct?.level ?? null, grounds: conduct?.grounds ?? null, year: null },
    year: null,
  }
}

function ofYear(loaded: LoadedClass, pupil: LoadedPupil, readings: PolicyReadings): PupilResult {
  const subjects = subjectsOf(loaded.subjects, pupil).map((subject): SubjectOfPupil => {
    const [first, second] = ([1, 2] as const).map((term) => {
      const marks = marksIn(pupil, subject.subject_id, term)
      return subjectResultOf(marks ?? subject, marks?.result ?? {})
    }) as [SubjectResult, SubjectResult]
    const retest = pupil.retests.find((it) => it.subject_id === subject.subject_id)
    return {
      ...described(subject),
      result: subjectYear(subject.assessment, valueOf(first), valueOf(second), readings),
      terms: [first, second],
      midterm_state: 'none',
      final_state: 'none',
      retest: retest ? { average: retest.average, passed: retest.passed } : null,
    }
  })
  const conduct = yearlyConduct(levelIn(pupil, 1), levelIn(pupil, 2))
  const outcomes = subjects.map(outcomeOf)
  const learning = learningLevel(outcomes, readings)
  const absences = pupil.excused + pupil.unexcused
  const year: YearOfPupil = {
    grade: loaded.grade,
    conduct: conduct.level,
    learning: learning.finalLevel,
    subjects: outcomes,
    absences,
    ...decisionOf(pupil),
  }
  const remedied = pupil.retests.length > 0 || (pupil.stored?.conduct_after ?? null) !== null
  const after = remedied
    ? promotionAfterRemedies(
        year,
        {
          conductAfterTraining: pupil.stored?.conduct_after ?? null,
          retests: pupil.retests.map(({ subject_id, average, passed }) => ({ subject: subject_id, average, passed })),
        },
        readings,
      )
    : null
  return {
    pupil,
    subjects,
    learning,
    conduct: { level: conduct.level, grounds: null, year: conduct },
    year: {
      promotion: promotion(year, readings),
      after,
      title: yearTitle(
        { conduct: conduct.level, learning: learning.finalLevel, subjects: outcomes, absences },
        readings,
      ),
    },
  }
}

/** The principal's decision on a pupil with a disability is the stored outcome that has a reason. */
function decisionOf({ disability, stored }: LoadedPupil): Pick<YearOfPupil, 'principalDecision'> {
  if (!disability || !stored?.outcome || !stored.outcome_reason) return {}
  return { principalDecision: stored.outcome === 'retained' ? 'retained' : 'promoted' }
}

/** The subjects that a pupil owes: the class's, those whose lists name the pupil, and none twice. */
function subjectsOf(subjects: readonly ClassSubject[], { student_id }: LoadedPupil): ClassSubject[] {
  const own = subjects.filter(({ members }) => members === null || members.includes(student_id))
  return own.filter((subject, index) => own.findIndex((it) => it.subject_id === subject.subject_id) === index)
}

/** The marks of a subject in a term: of the section here, else of the class the pupil came from. */
function marksIn({ marks }: LoadedPupil, subject_id: number, term: 1 | 2) {
  const found = marks.filter((it) => it.subject_id === subject_id && it.result.term === term)
  return found.find((it) => it.here) ?? found[0]
}

const described = ({ subject_id, section_id, assessment, optional }: ClassSubject) => ({
  subject_id,
  section_id,
  assessment,
  optional,
})

const levelIn = ({ conduct }: LoadedPupil, term: 1 | 2): Level | null =>
  conduct.find((it) => it.term === term)?.level ?? null

const valueOf = ({ average, passed, status }: SubjectResult) => ({ average, passed, exempt: status === 'exempt' })

const outcomeOf = ({ subject_id, assessment, optional, result }: SubjectOfPupil): SubjectOutcome => ({
  subject: subject_id,
  kind: assessment,
  average: result.average,
  passed: result.passed,
  exempt: result.status === 'exempt',
  optional,
})
