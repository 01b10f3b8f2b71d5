import { describe, expect, test } from 'vitest'
import { defaultPolicies } from '../../rules/policies.ts'
import { levels, type Level, type SubjectOutcome } from '../../rules/vocabulary.ts'
import { promotion, promotionAfterRemedies, type YearOfPupil } from './promotion.ts'

const { good, fair, pass, fail } = levels
const readings = defaultPolicies(2026)
const all: Level[] = [good, fair, pass, fail]

const scored = (subject: number, average: number): SubjectOutcome => ({
  subject,
  kind: 'scored',
  average,
  passed: null,
  exempt: false,
})
const comment = (subject: number, passed: boolean): SubjectOutcome => ({
  subject,
  kind: 'comment',
  average: null,
  passed,
  exempt: false,
})

/** Six subjects at 6,0; 7 at 4,5 and 8 at 3,0 may be re-assessed, as may comment subject 9. */
const weak = [...[1, 2, 3, 4, 5, 6].map((id) => scored(id, 60)), scored(7, 45), scored(8, 30), comment(9, false)]

const year = (changed: Partial<YearOfPupil> = {}): YearOfPupil => ({
  grade: 7,
  conduct: good,
  learning: fail,
  subjects: weak,
  absences: 0,
  ...changed,
})
const outcome = (changed: Partial<YearOfPupil>, used = readings) => promotion(year(changed), used).outcome

describe('after the year', () => {
  test('conduct and learning from Đạt up and at most 45 absences promote, for every pair of levels', () => {
    for (const conduct of all) {
      for (const learning of all) {
        const expected =
          conduct >= pass
            ? learning >= pass
              ? 'promoted'
              : 'reassessment'
            : learning >= pass
              ? 'summer_training'
              : 'reassessment_and_training'
        expect(outcome({ conduct, learning }), `${conduct} ${learning}`).toBe(expected)
        expect(outcome({ conduct, learning, absences: 46 }), `${conduct} ${learning}`).toBe('retained')
      }
    }
  })

  test('the forty-fifth absence is allowed, the forty-sixth has no remedy', () => {
    expect(outcome({ learning: pass, absences: 45 })).toBe('promoted')
    expect(outcome({ learning: pass, absences: 46 })).toBe('retained')
  })

  test('grades 9 and 12 complete the programme instead of moving up', () => {
    expect([6, 7, 8, 9, 10, 11, 12].filter((grade) => outcome({ grade, learning: pass }) === 'completed')).toEqual([
      9, 12,
    ])
  })

  test('subjects below 5,0 and comment subjects Chưa đạt may be re-assessed, others not', () => {
    expect(promotion(year(), readings).retestSubjects).toEqual([7, 8, 9])
    expect(promotion(year({ learning: pass }), readings).retestSubjects).toEqual([])
  })

  test('a pupil with both Chưa đạt has both remedies or none, as the reading says', () => {
    expect(outcome({ conduct: fail })).toBe('reassessment_and_training')
    expect(outcome({ conduct: fail }, { ...readings, bothRemedies: 'not_allowed' })).toBe('retained')
  })

  test('a pupil whom no re-assessment can help stays, or is decided by the principal', () => {
    const few = [1, 2, 3, 4, 5].map((id) => scored(id, 80))
    expect(outcome({ subjects: few })).toBe('retained')
    expect(outcome({ subjects: few, principalDecision: 'promoted' })).toBe('promoted')
    expect(outcome({ grade: 9, principalDecision: 'promoted' })).toBe('completed')
    expect(outcome({ learning: good, principalDecision: 'retained' })).toBe('retained')
  })

  test('without conduct or learning there is no outcome, and it says what is missing', () => {
    expect(promotion(year({ conduct: null, learning: null, absences: 60 }), readings)).toMatchObject({
      outcome: null,
      missing: ['conduct', 'learning'],
    })
  })

  test('the three tests are shown with their bounds and what was found', () => {
    expect(promotion(year({ absences: 12 }), readings).explanation.conditions).toEqual([
      { code: 'conduct_at_least', rule: 'circular-22-2021/12.1.a', holds: true, required: pass, found: good },
      { code: 'learning_at_least', rule: 'circular-22-2021/12.1.b', holds: false, required: pass, found: fail },
      { code: 'absences_at_most', rule: 'circular-22-2021/12.1.c', holds: true, required: 45, found: 12 },
    ])
  })
})

describe('after the summer', () => {
  const retest = (subject: number, average: number) => ({ subject, average, passed: null })
  const settle = (
    changed: Partial<YearOfPupil>,
    remedies: Partial<Parameters<typeof promotionAfterRemedies>[1]>,
    used = readings,
  ) => promotionAfterRemedies(year(changed), { conductAfterTraining: null, retests: [], ...remedies }, used)

  test('a re-assessed subject takes the place of the year’s, and both values are kept', () => {
    const after = settle({}, { retests: [retest(8, 35)] })
    expect(after.outcome).toBe('promoted')
    expect(after.reassessment.learning.finalLevel).toBe(pass)
    expect(after.reassessment.changes).toMatchObject([
      { subject: 8, original: { average: 30 }, retest: { average: 35 }, counts: 'retest', why: 'replaces' },
    ])
  })

  test('a subject not re-assessed keeps its result', () => {
    expect(settle({}, { retests: [retest(7, 90)] }).outcome).toBe('retained')
  })

  test('training completed makes a promoted pupil, not completed one who stays', () => {
    expect(settle({ conduct: fail, learning: pass }, { conductAfterTraining: pass })).toMatchObject({
      outcome: 'promoted',
      conduct: { original: fail, after: pass },
    })
    expect(settle({ conduct: fail, learning: pass }, { conductAfterTraining: fail }).outcome).toBe('retained')
    expect(settle({ conduct: fail, learning: pass }, {}).outcome).toBe('retained')
  })

  test('a pupil with both remedies needs both', () => {
    const remedies = { conductAfterTraining: pass, retests: [retest(8, 60)] }
    expect(settle({ conduct: fail }, remedies).outcome).toBe('promoted')
    expect(settle({ conduct: fail }, { ...remedies, retests: [] }).outcome).toBe('retained')
    expect(settle({ conduct: fail }, { ...remedies, conductAfterTraining: null }).outcome).toBe('retained')
    expect(settle({ conduct: fail }, remedies, { ...readings, bothRemedies: 'not_allowed' }).outcome).toBe('retained')
  })

  test('no remedy helps against absences, nor one the pupil was not entitled to', () => {
    expect(settle({ absences: 46 }, { retests: [retest(8, 90)] }).outcome).toBe('retained')
    const promoted = settle({ learning: pass }, { conductAfterTraining: fail, retests: [retest(8, 0)] })
    expect(promoted).toMatchObject({ outcome: 'promoted', reassessment: { changes: [] } })
    expect(settle({}, { retests: [retest(1, 100)] }).reassessment.changes).toMatchObject([
      { counts: 'original', why: 'not_eligible' },
    ])
  })

  test('a worse re-assessment replaces by the letter, and is set aside by the other reading', () => {
    const subjects = [
      ...[1, 2, 3, 4, 5, 6].map((id) => scored(id, 60)),
      scored(7, 45),
      comment(8, false),
      comment(9, false),
    ]
    const remedies = { retests: [retest(7, 30), { subject: 8, average: null, passed: true }] }
    expect(settle({ subjects }, remedies).outcome).toBe('retained')
    const after = settle({ subjects }, remedies, { ...readings, retestResult: 'better_of_both' })
    expect(after.outcome).toBe('promoted')
    expect(after.reassessment.changes[0]).toMatchObject({ counts: 'original', why: 'not_better' })
  })

  test('the adjustment runs again on the new results, or not, as the reading says', () => {
    const subjects = [...[1, 2, 3, 4, 5, 6].map((id) => scored(id, 70)), scored(7, 30), scored(8, 30)]
    const again = settle({ subjects }, { retests: [retest(7, 70)] })
    expect(again.reassessment.learning).toMatchObject({ rawLevel: fail, finalLevel: pass, adjustedBecauseOf: 8 })
    expect(again.outcome).toBe('promoted')
    const once = settle({ subjects }, { retests: [retest(7, 70)] }, { ...readings, adjustmentAfterRetest: 'not_again' })
    expect(once.outcome).toBe('retained')
    expect(once.reassessment.learning).toMatchObject({ finalLevel: fail, adjustedBecauseOf: null })
  })
})
