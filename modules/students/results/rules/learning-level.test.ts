import { describe, expect, test } from 'vitest'
import { seeded } from '../../../../test/seeded.ts'
import { defaultPolicies } from '../../rules/policies.ts'
import { levels, type SubjectOutcome } from '../../rules/vocabulary.ts'
import { learningLevel, type LevelReadings } from './learning-level.ts'

const { good, fair, pass, fail } = levels
const byTheLetter: LevelReadings = defaultPolicies(2026)
const allReadings: LevelReadings[] = (['counts', 'does_not_count'] as const).flatMap((singleCommentSubject) =>
  (['good_mark', 'left_out'] as const).map((harmlessSubject) => ({
    ...byTheLetter,
    singleCommentSubject,
    harmlessSubject,
  })),
)

/** Subjects 1, 2, 3 … with these averages, then comment subjects. */
const subjects = (averages: (number | null)[], comments: (boolean | null)[] = [true, true, true, true]) => [
  ...averages.map((average, index) => subject({ subject: index + 1, kind: 'scored', average })),
  ...comments.map((passed, index) => subject({ subject: averages.length + index + 1, kind: 'comment', passed })),
]

const subject = (values: Pick<SubjectOutcome, 'subject' | 'kind'> & Partial<SubjectOutcome>): SubjectOutcome => ({
  average: null,
  passed: null,
  exempt: false,
  ...values,
})

const level = (averages: number[], comments?: boolean[], readings = byTheLetter) => {
  const { rawLevel, finalLevel } = learningLevel(subjects(averages, comments), readings)
  return [rawLevel, finalLevel]
}

describe('the four levels', () => {
  test('Tốt asks every average from 6,5, six from 8,0 and every comment Đạt', () => {
    expect(level([80, 80, 80, 80, 80, 80, 65, 65])).toEqual([good, good])
    expect(level([80, 80, 80, 80, 80, 79, 65, 65])).toEqual([fair, fair])
    expect(level([80, 80, 80, 80, 80, 80, 65, 64])).toEqual([fair, fair])
  })

  test('Khá asks every average from 5,0 and six from 6,5', () => {
    expect(level([65, 65, 65, 65, 65, 65, 50, 50])).toEqual([fair, fair])
    expect(level([65, 65, 65, 65, 65, 64, 50, 50])).toEqual([pass, pass])
    expect(level([65, 65, 65, 65, 65, 65, 50, 49])).toEqual([pass, pass])
  })

  test('Đạt asks six averages from 5,0, none below 3,5 and at most one comment Chưa đạt', () => {
    expect(level([50, 50, 50, 50, 50, 50, 35, 35], [false, true])).toEqual([pass, pass])
    expect(level([50, 50, 50, 50, 50, 49, 35, 35])).toEqual([fail, fail])
    expect(level([50, 50, 50, 50, 50, 50, 35, 34])).toEqual([fail, fail])
    expect(level([50, 50, 50, 50, 50, 50, 35, 35], [false, false])).toEqual([fail, fail])
  })

  test('"at least six" does not shrink with the number of subjects', () => {
    expect(level([90, 90, 90, 90, 90])).toEqual([fail, fail])
    expect(level([80, 80, 80, 80, 80, 80, 80])).toEqual([good, good])
  })
})

describe('the adjustment', () => {
  test('Tốt that falls to Chưa đạt by one subject becomes Đạt: one step up, not back', () => {
    expect(level([85, 85, 85, 85, 85, 85, 85, 20])).toEqual([fail, pass])
  })

  test('a subject that would have been the sixth from 8,0 depends on the reading of "harmless"', () => {
    const marks = [85, 85, 85, 85, 85, 70, 70, 40]
    expect(level(marks)).toEqual([pass, fair])
    expect(level(marks, undefined, { ...byTheLetter, harmlessSubject: 'left_out' })).toEqual([pass, pass])
  })

  test('a fall of one level stays', () => {
    expect(level([70, 70, 70, 70, 70, 70, 70, 45])).toEqual([pass, pass])
  })

  test('a fall by a bad mark and a bad comment is a fall by two subjects', () => {
    expect(level([85, 85, 85, 85, 85, 85, 85, 40], [false, true])).toEqual([pass, pass])
  })
})

describe('the explanation', () => {
  test('tries the levels from the top and shows each test with its bound, what was found and whose mark it is', () => {
    const { explanation, adjustedBecauseOf } = learningLevel(subjects([82, 86, 84, 88, 47, 83, 85, 90]), byTheLetter)
    expect(explanation.attempts.map(({ level, reached, rule }) => [level, reached, rule])).toEqual([
      [good, false, 'circular-22-2021/9.2.a'],
      [fair, false, 'circular-22-2021/9.2.b'],
      [pass, true, 'circular-22-2021/9.2.c'],
    ])
    expect(explanation.attempts[1]!.conditions[1]).toEqual({
      code: 'every_average_at_least',
      rule: 'circular-22-2021/9.2.b',
      holds: false,
      threshold: 50,
      found: 47,
      subjects: [5],
    })
    expect(explanation.attempts[0]!.conditions[2]).toMatchObject({ holds: true, threshold: 80, required: 6, found: 7 })
    expect(explanation.adjustment).toEqual({
      rule: 'circular-22-2021/9.3',
      applied: true,
      subject: 5,
      levelWithout: good,
      from: pass,
      to: fair,
    })
    expect(adjustedBecauseOf).toBe(5)
  })

  test('a subject without a result leaves no level, and is named', () => {
    expect(learningLevel(subjects([80, null, 80, 80, 80, 80], [true, null]), byTheLetter)).toMatchObject({
      rawLevel: null,
      finalLevel: null,
      missing: [2, 8],
    })
    expect(learningLevel([], byTheLetter).finalLevel).toBeNull()
  })

  test('an exempt subject enters no test and lacks nothing', () => {
    const withExempt = [...subjects([80, 80, 80, 80, 80, 80]), subject({ subject: 99, kind: 'scored', exempt: true })]
    expect(learningLevel(withExempt, byTheLetter)).toMatchObject({
      finalLevel: good,
      missing: [],
      explanation: { leftOut: [{ subject: 99, why: 'exempt' }] },
    })
  })

  test('an optional subject enters, unless the reading leaves it out', () => {
    const withOptional = [
      ...subjects([80, 80, 80, 80, 80, 80]),
      subject({ subject: 99, kind: 'scored', average: 60, optional: true }),
    ]
    expect(learningLevel(withOptional, byTheLetter).finalLevel).toBe(fair)
    expect(learningLevel(withOptional, { ...byTheLetter, optionalSubjects: 'left_out' })).toMatchObject({
      finalLevel: good,
      explanation: { leftOut: [{ subject: 99, why: 'optional_by_policy' }] },
    })
  })
})

describe('by every reading, for 1.500 drawn pupils', () => {
  const drawn = drawnPupils(1_500)

  test('the sample meets all levels and the adjustment', () => {
    const results = drawn.map((pupil) => learningLevel(pupil, byTheLetter))
    expect(new Set(results.map(({ rawLevel }) => rawLevel))).toEqual(new Set([good, fair, pass, fail]))
    expect(results.filter(({ adjustedBecauseOf }) => adjustedBecauseOf !== null).length).toBeGreaterThan(50)
  })

  test.each(allReadings)('the adjustment never lowers, lifts one step at most and never to Tốt: %o', (readings) => {
    const wrong = drawn.filter((pupil) => {
      const { rawLevel, finalLevel, adjustedBecauseOf } = learningLevel(pupil, readings)
      const step = finalLevel! - rawLevel!
      return step !== (adjustedBecauseOf === null ? 0 : 1) || (step === 1 && finalLevel === good)
    })
    expect(wrong).toEqual([])
  })

  test.each(allReadings)('a better mark or comment never makes a worse level, raw or final: %o', (readings) => {
    const draw = seeded(3)
    const wrong = drawn.filter((pupil) => {
      const chosen = draw(pupil.length)
      const better = pupil.map((outcome, index) =>
        index === chosen
          ? {
              ...outcome,
              average: outcome.average === null ? null : Math.min(100, outcome.average + 1 + draw(30)),
              passed: outcome.passed === null ? null : true,
            }
          : outcome,
      )
      const [before, after] = [learningLevel(pupil, readings), learningLevel(better, readings)]
      return after.rawLevel! < before.rawLevel! || after.finalLevel! < before.finalLevel!
    })
    expect(wrong).toEqual([])
  })

  test('with six subjects or more, only one subject can be the one that caused the fall', () => {
    const ambiguous = drawn.filter((pupil) => {
      const { rawLevel } = learningLevel(pupil, byTheLetter)
      const causes = pupil.filter((suspect) => {
        const without = pupil.map((one) => (one === suspect ? { ...one, average: 100, passed: true } : one))
        return learningLevel(without, byTheLetter).rawLevel! - rawLevel! >= 2
      })
      return causes.length > 1
    })
    expect(ambiguous).toEqual([])
  })
})

/** Mostly good pupils with one or two bad results, where the adjustment has work to do. */
function drawnPupils(count: number): SubjectOutcome[][] {
  const draw = seeded(2021)
  return Array.from({ length: count }, () => {
    const base = 45 + draw(40)
    const averages = Array.from({ length: 6 + draw(4) }, () => Math.min(100, base + draw(20)))
    for (let bad = draw(3); bad > 0; bad--) averages[draw(averages.length)] = 20 + draw(40)
    return subjects(
      averages,
      Array.from({ length: 4 }, () => draw(12) > 0),
    )
  })
}
