import { describe, expect, test } from 'vitest'
import { yearlyConduct } from '../../conduct/rules/yearly-conduct.ts'
import { parseEntry } from '../../gradebook/rules/mark.ts'
import { subjectTerm, subjectYear, type SubjectTermRow } from '../../gradebook/rules/subject-result.ts'
import workedCases from '../../rules/assessment-cases.json' with { type: 'json' }
import { defaultPolicies, type PolicyReadings } from '../../rules/policies.ts'
import { levels, type Level, type SubjectOutcome } from '../../rules/vocabulary.ts'
import { learningLevel } from './learning-level.ts'
import { promotion, promotionAfterRemedies } from './promotion.ts'
import { yearTitle } from './titles.ts'

type LevelName = 'Tốt' | 'Khá' | 'Đạt' | 'Chưa đạt'
type Names = Record<string, string>

interface WorkedCase<Input, Expected> {
  id: string
  rule: string
  input: Input
  expected: Expected
  alternative?: Partial<Expected>
}

type AverageCase = WorkedCase<
  { ddgtx: string[]; ddggk: string; ddgck: string | null; ddgck_absence?: { reason_force_majeure: boolean } },
  { sum: string; divisor: number; dtbmhk: string }
>
type YearCase = WorkedCase<{ dtbmhk1: string; dtbmhk2: string }, { dtbmcn: string }>
type CommentCase = WorkedCase<{ hk1: string[]; hk2: string[] }, { hk1: string; hk2: string; year: string }>
type LevelCase = WorkedCase<
  { scored: Names; comment: Names },
  { raw_level: LevelName; final_level: LevelName; adjusted: boolean }
>
type ConductCase = WorkedCase<{ order: LevelName[] }, Record<LevelName, Record<LevelName, LevelName>>>
type TitleCase = WorkedCase<{ ren_luyen: LevelName; hoc_tap: LevelName; dtbmcn: string[] }[], (string | null)[]>
type PromotionCase = WorkedCase<
  { grade: number; ren_luyen_year: LevelName; scored_year: Names; absent_sessions: number; retest: Names },
  {
    raw_level: LevelName
    final_level: LevelName
    eligible_for_retest: string[]
    level_after_retest: LevelName
    promoted: boolean
  }
>

const readings = defaultPolicies(2026)
const levelOf: Record<LevelName, Level> = {
  Tốt: levels.good,
  Khá: levels.fair,
  Đạt: levels.pass,
  'Chưa đạt': levels.fail,
}

/** A value as a teacher would type it. */
function value(text: string): number {
  const kind = /\d/.test(text) ? 'scored' : 'comment'
  const parsed = parseEntry(text, { kind, tenthsWithoutComma: false })
  if (!parsed.ok || parsed.entry.kind !== 'value') throw new Error(`"${text}" is no value`)
  return parsed.entry.value
}

const row = (values: Partial<SubjectTermRow>): SubjectTermRow => ({
  kind: 'scored',
  regular: [],
  midterm: null,
  final: null,
  midtermState: 'none',
  finalState: 'none',
  exempt: false,
  regularDue: values.regular?.length ?? 0,
  ...values,
})

/** Subjects get their place in the list as id, scored ones first. */
const outcomes = (scored: Names, comment: Names): SubjectOutcome[] => [
  ...Object.values(scored).map((text, subject) => outcome({ subject, kind: 'scored', average: value(text) })),
  ...Object.values(comment).map((text, index) =>
    outcome({ subject: Object.keys(scored).length + index, kind: 'comment', passed: value(text) === 1 }),
  ),
]

const outcome = (values: Pick<SubjectOutcome, 'subject' | 'kind'> & Partial<SubjectOutcome>): SubjectOutcome => ({
  average: null,
  passed: null,
  exempt: false,
  ...values,
})

const handled = new Set<string>()

/** The worked cases whose ids begin so, as they stand in the file. */
function casesOf<Case extends { id: string }>(...families: string[]): Case[] {
  const cases = (workedCases as unknown as Case[]).filter(({ id }) => families.some((family) => id.startsWith(family)))
  for (const { id } of cases) handled.add(id)
  return cases
}

describe('a term average', () => {
  test.each(casesOf<AverageCase>('TT22-AVG'))('$id: $rule', ({ input, expected }) => {
    const { average, explanation } = subjectTerm(
      row({
        regular: input.ddgtx.map(value),
        midterm: value(input.ddggk),
        final: input.ddgck === null ? null : value(input.ddgck),
        finalState: input.ddgck_absence?.reason_force_majeure === false ? 'zero_by_rule' : 'none',
      }),
    )
    expect(average).toBe(value(expected.dtbmhk))
    expect(explanation).toMatchObject({ divisor: expected.divisor, exact: { numerator: 10 * Number(expected.sum) } })
  })
})

describe('a year average', () => {
  test.each(casesOf<YearCase>('TT22-YEAR'))('$id: $rule', ({ input, expected }) => {
    const term = (text: string) => ({ average: value(text), passed: null, exempt: false })
    const { average } = subjectYear('scored', term(input.dtbmhk1), term(input.dtbmhk2), readings)
    expect(average).toBe(value(expected.dtbmcn))
  })
})

describe('a comment subject', () => {
  test.each(casesOf<CommentCase>('TT22-NX'))('$id: $rule', ({ input, expected }) => {
    const term = ([first = '', second = '', midterm = '', final = '']: string[]) =>
      subjectTerm(
        row({
          kind: 'comment',
          regular: [value(first), value(second)],
          midterm: value(midterm),
          final: value(final),
        }),
      )
    const [first, second] = [term(input.hk1), term(input.hk2)]
    const ended = ({ passed }: { passed: boolean | null }) => ({ average: null, passed, exempt: false })
    const year = subjectYear('comment', ended(first), ended(second), readings)
    expect([first, second, year].map(({ passed }) => passed)).toEqual(
      [expected.hk1, expected.hk2, expected.year].map((text) => value(text) === 1),
    )
  })
})

describe('a level of learning', () => {
  const classified = ({ input }: LevelCase, used: PolicyReadings) => {
    const { rawLevel, finalLevel, adjustedBecauseOf } = learningLevel(outcomes(input.scored, input.comment), used)
    return { rawLevel, finalLevel, adjusted: adjustedBecauseOf !== null }
  }
  const cases = casesOf<LevelCase>('TT22-LVL', 'TT22-ADJ')

  test.each(cases)('$id: $rule', (worked) => {
    const { raw_level, final_level, adjusted } = worked.expected
    expect(classified(worked, readings)).toEqual({
      rawLevel: levelOf[raw_level],
      finalLevel: levelOf[final_level],
      adjusted,
    })
  })

  test.each(cases.filter(({ alternative }) => alternative))('$id, by the other reading', (worked) => {
    const { raw_level, final_level } = { ...worked.expected, ...worked.alternative }
    expect(classified(worked, { ...readings, singleCommentSubject: 'does_not_count' })).toEqual({
      rawLevel: levelOf[raw_level],
      finalLevel: levelOf[final_level],
      adjusted: false,
    })
  })
})

describe('the conduct of a year', () => {
  test.each(casesOf<ConductCase>('TT22-RL'))('$id: $rule', ({ input: { order }, expected }) => {
    const table = order.map((first) => order.map((second) => yearlyConduct(levelOf[first], levelOf[second]).level))
    expect(table).toEqual(order.map((first) => order.map((second) => levelOf[expected[first][second]])))
  })
})

describe('titles', () => {
  test.each(casesOf<TitleCase>('TT22-KT'))('$id: $rule', ({ input, expected }) => {
    const names = { excellent: 'Học sinh Xuất sắc', good: 'Học sinh Giỏi' }
    const titles = input.map(({ ren_luyen, hoc_tap, dtbmcn }) => {
      const subjects = dtbmcn.map((text, subject) => outcome({ subject, kind: 'scored', average: value(text) }))
      const year = { conduct: levelOf[ren_luyen], learning: levelOf[hoc_tap], subjects, absences: 0 }
      return yearTitle(year, readings).title
    })
    expect(titles.map((title) => title && names[title])).toEqual(expected)
  })
})

describe('promotion', () => {
  test.each(casesOf<PromotionCase>('TT22-LL'))('$id: $rule, whichever way a re-assessment counts', (worked) => {
    const { input, expected } = worked
    for (const retestResult of ['replaces', 'better_of_both'] as const) {
      const used = { ...readings, retestResult }
      const subjects = outcomes(input.scored_year, {})
      const names = Object.keys(input.scored_year)
      const { rawLevel, finalLevel } = learningLevel(subjects, used)
      const year = {
        grade: input.grade,
        conduct: levelOf[input.ren_luyen_year],
        learning: finalLevel,
        subjects,
        absences: input.absent_sessions,
      }
      const before = promotion(year, used)
      const retests = Object.entries(input.retest).map(([name, text]) => ({
        subject: names.indexOf(name),
        average: value(text),
        passed: null,
      }))
      const after = promotionAfterRemedies(year, { conductAfterTraining: null, retests }, used)
      expect([rawLevel, finalLevel]).toEqual([levelOf[expected.raw_level], levelOf[expected.final_level]])
      expect(before.outcome).toBe('reassessment')
      expect(before.retestSubjects.map((subject) => names[subject]).toSorted()).toEqual(
        expected.eligible_for_retest.toSorted(),
      )
      expect(after.reassessment.learning.finalLevel).toBe(levelOf[expected.level_after_retest])
      expect(after.outcome === 'promoted').toBe(expected.promoted)
    }
  })
})

test('no worked case is left unread', () => {
  expect(workedCases.map(({ id }) => id).filter((id) => !handled.has(id))).toEqual([])
})
