/** How sure we are of a reading: read in the text, in a secondary source, known from practice, or open. */
export type Confidence = 'V' | 'V2' | 'K' | '?'

/** The readings of doubtful places of the law. What each means is told in docs/service-rules/assessment.md. */
export interface PolicyReadings {
  /** Whether the "exactly one subject" of Điều 9(3) may be a comment subject. */
  singleCommentSubject: 'counts' | 'does_not_count'
  /** How Điều 9(3) imagines the pupil without the bad subject: with a good result in it, or without it. */
  harmlessSubject: 'good_mark' | 'left_out'
  /** Whether optional subjects (minority language, second foreign language) enter the classification. */
  optionalSubjects: 'enter' | 'left_out'
  /** Whether a re-assessed result always replaces the old one, or only when it is better. */
  retestResult: 'replaces' | 'better_of_both'
  /** Whether a pupil with Chưa đạt in both conduct and learning may use both remedies. */
  bothRemedies: 'allowed' | 'not_allowed'
  /** Whether Điều 9(3) applies again to the results after re-assessment. */
  adjustmentAfterRetest: 'again' | 'not_again'
  /** Whether a title of Điều 15 may stand beside more than 45 absences. */
  titleOverAbsenceLimit: 'awarded' | 'not_awarded'
  /** The year result of a subject from which a pupil was exempt in one term only. */
  exemptInOneTerm: 'other_term_counts' | 'no_year_result'
}

/** The name of one reading. */
export type ReadingName = keyof PolicyReadings

/** A correction by the province: it holds from an academic year until a later row says otherwise. */
export interface DatedReading {
  name: string
  /** The first academic year it holds for (2026 = 2026–2027). */
  valid_from: number
  value: unknown
  /** When it was decided; results that were approved before stay. */
  decided_at?: string
}

type Grounds = {
  [Name in ReadingName]: {
    valid_from: number
    value: PolicyReadings[Name]
    choices: readonly PolicyReadings[Name][]
    confidence: Confidence
    source: string
  }
}

/**
 * The product's own readings with the choices there are and the grounds each stands on: by the letter of the text
 * where it speaks. A province corrects them by rows of its own.
 */
export const defaultReadings: Grounds = {
  singleCommentSubject: {
    valid_from: 2021,
    value: 'counts',
    choices: ['counts', 'does_not_count'],
    confidence: '?',
    source: 'Circular 22/2021/TT-BGDĐT, Điều 9(3): "môn học", the word that Điều 2(1) and 5(3) use for both kinds',
  },
  harmlessSubject: {
    valid_from: 2021,
    value: 'good_mark',
    choices: ['good_mark', 'left_out'],
    confidence: '?',
    source: 'Circular 22/2021/TT-BGDĐT, Điều 9(3): the fall comes from the result of the subject, not from the subject',
  },
  optionalSubjects: {
    valid_from: 2021,
    value: 'enter',
    choices: ['enter', 'left_out'],
    confidence: 'K',
    source: 'Circular 22/2021/TT-BGDĐT, Điều 2(1): optional subjects are "môn học" too',
  },
  retestResult: {
    valid_from: 2021,
    value: 'replaces',
    choices: ['replaces', 'better_of_both'],
    confidence: '?',
    source: 'Circular 22/2021/TT-BGDĐT, Điều 14: the new result "được sử dụng thay thế"',
  },
  bothRemedies: {
    valid_from: 2021,
    value: 'allowed',
    choices: ['allowed', 'not_allowed'],
    confidence: '?',
    source: "Circular 22/2021/TT-BGDĐT, Điều 13 and 14 read together, as the Ministry's answer to the public does",
  },
  adjustmentAfterRetest: {
    valid_from: 2021,
    value: 'again',
    choices: ['again', 'not_again'],
    confidence: '?',
    source: 'Circular 22/2021/TT-BGDĐT, Điều 14: the new result takes the place of the old in the classification',
  },
  titleOverAbsenceLimit: {
    valid_from: 2021,
    value: 'awarded',
    choices: ['awarded', 'not_awarded'],
    confidence: '?',
    source: 'Circular 22/2021/TT-BGDĐT, Điều 15(1): names no absences',
  },
  exemptInOneTerm: {
    valid_from: 2021,
    value: 'other_term_counts',
    choices: ['other_term_counts', 'no_year_result'],
    confidence: '?',
    source: 'Circular 22/2021/TT-BGDĐT is silent; as Circular 58/2011/TT-BGDĐT, Điều 12 did',
  },
}

/**
 * The readings that hold in an academic year: the product's own, corrected by the rows that have begun; of several
 * rows for one reading the latest holds. Doubtful places of Circular 22/2021/TT-BGDĐT, Điều 9(3), Điều 13, Điều 14.
 */
export function policyReadings(academicYear: number, rows: readonly DatedReading[]): PolicyReadings {
  const begun = rows
    .filter((row) => row.valid_from <= academicYear && isReading(row))
    .toSorted((a, b) => a.valid_from - b.valid_from)
  return Object.assign(ownReadings(), Object.fromEntries(begun.map(({ name, value }) => [name, value])))
}

/** Whether a row names a reading and one of its choices; checked before it is stored. Circular 22/2021/TT-BGDĐT, Điều 9(3). */
export function isReading({ name, value }: Pick<DatedReading, 'name' | 'value'>): boolean {
  const known = Object.entries(defaultReadings).find(([own]) => own === name)
  return known !== undefined && known[1].choices.some((choice) => choice === value)
}

/** The readings of an academic year where nobody has corrected any. Circular 22/2021/TT-BGDĐT, Điều 9(3). */
export const defaultPolicies = (academicYear: number): PolicyReadings => policyReadings(academicYear, [])

const ownReadings = (): PolicyReadings => ({
  singleCommentSubject: defaultReadings.singleCommentSubject.value,
  harmlessSubject: defaultReadings.harmlessSubject.value,
  optionalSubjects: defaultReadings.optionalSubjects.value,
  retestResult: defaultReadings.retestResult.value,
  bothRemedies: defaultReadings.bothRemedies.value,
  adjustmentAfterRetest: defaultReadings.adjustmentAfterRetest.value,
  titleOverAbsenceLimit: defaultReadings.titleOverAbsenceLimit.value,
  exemptInOneTerm: defaultReadings.exemptInOneTerm.value,
})
