import { describe, expect, test } from 'vitest'
import { seeded } from '../../../../test/seeded.ts'
import { defaultPolicies } from '../../rules/policies.ts'
import { absentMark } from './mark.ts'
import { subjectTerm, subjectYear, type SubjectTermRow } from './subject-result.ts'

const readings = defaultPolicies(2026)
const full: SubjectTermRow = {
  kind: 'scored',
  regular: [85, 80, 85],
  midterm: 75,
  final: 90,
  midtermState: 'none',
  finalState: 'none',
  exempt: false,
  regularDue: 3,
}
const term = (changed: Partial<SubjectTermRow>) => subjectTerm({ ...full, ...changed })
const year = (first: number | null, second: number | null) =>
  subjectYear('scored', ended({ average: first }), ended({ average: second }), readings)
/** Whether a rounded average is the one integer within half a unit of the quotient, the upper one on a tie. */
const isNearest = (average: number, sum: number, divisor: number) => {
  const twice = 2 * average * divisor
  return 2 * sum - divisor < twice && twice <= 2 * sum + divisor
}
const ended = (result: { average?: number | null; passed?: boolean | null; exempt?: boolean }) => ({
  average: null,
  passed: null,
  exempt: false,
  ...result,
})

describe('a scored term', () => {
  test('a complete book gives the average with every mark, its weight, the divisor and the exact value', () => {
    const { status, average, explanation } = term({})
    expect({ status, average }).toEqual({ status: 'complete', average: 84 })
    expect(explanation).toEqual({
      kind: 'average',
      rule: 'circular-22-2021/9.1.b',
      terms: [
        { label: 'regular', position: 1, value: 85, weight: 1, state: 'none' },
        { label: 'regular', position: 2, value: 80, weight: 1, state: 'none' },
        { label: 'regular', position: 3, value: 85, weight: 1, state: 'none' },
        { label: 'midterm', position: 1, value: 75, weight: 2, state: 'none' },
        { label: 'final', position: 1, value: 90, weight: 3, state: 'none' },
      ],
      divisor: 8,
      exact: { numerator: 670, denominator: 8 },
      missing: [],
    })
  })

  test('a half-filled book has a provisional average over the weights present, and says what is missing', () => {
    const { status, average, provisional, missing, explanation } = term({
      regular: [85, 80, 85, null],
      midterm: 75,
      final: null,
      regularDue: 4,
    })
    expect({ status, average }).toEqual({ status: 'incomplete', average: null })
    expect(provisional.average).toBe(80)
    expect(explanation).toMatchObject({ divisor: 5, exact: { numerator: 400, denominator: 5 } })
    expect(missing).toEqual([
      { label: 'regular', position: 4, why: 'no_mark' },
      { label: 'final', position: 1, why: 'no_mark' },
    ])
  })

  test('an empty book has no average, not 0', () => {
    const { average, provisional, missing } = term({ regular: [], midterm: null, final: null, regularDue: 2 })
    expect({ average, provisional: provisional.average, missing: missing.length }).toEqual({
      average: null,
      provisional: null,
      missing: 4,
    })
  })

  test('a gap between regular marks is missing only while fewer are there than due', () => {
    expect(term({ regular: [85, null, 80, 85] }).missing).toEqual([])
    expect(term({ regular: [85, null, 80, null] }).missing).toEqual([{ label: 'regular', position: 2, why: 'no_mark' }])
  })

  test('an absence noted in a regular place is no 0: it stays missing', () => {
    expect(term({ regular: [85, absentMark, 80] })).toMatchObject({
      average: null,
      missing: [{ label: 'regular', position: 2, why: 'absent' }],
      explanation: { divisor: 7 },
    })
  })

  test('a topic cluster widens the divisor: it is the number of marks present, not a table', () => {
    expect(term({ regular: [80, 80, 80, 80], regularDue: 4 }).explanation).toMatchObject({ divisor: 9 })
  })

  test('a test waiting for its make-up is missing, even where a value was left behind', () => {
    expect(term({ final: 90, finalState: 'pending' })).toMatchObject({
      average: null,
      missing: [{ label: 'final', position: 1, why: 'make_up_pending' }],
    })
  })

  test('a 0 by rule counts and shows as such', () => {
    const { average, explanation } = term({
      regular: [80, 80, 70],
      midterm: 80,
      final: null,
      finalState: 'zero_by_rule',
    })
    expect(average).toBe(49)
    expect(explanation).toMatchObject({
      terms: expect.arrayContaining([expect.objectContaining({ label: 'final', value: 0, state: 'zero_by_rule' })]),
    })
  })

  test('an exempt pupil has no result and lacks none', () => {
    expect(term({ exempt: true, regular: [], midterm: null, final: null })).toMatchObject({
      status: 'exempt',
      average: null,
      missing: [],
      explanation: { kind: 'exempt', rule: 'circular-22-2021/11' },
    })
  })
})

describe('the average', () => {
  interface Book {
    regular: number[]
    midterm: number
    final: number
  }

  const averageOf = (book: Book) => term({ ...book, regularDue: book.regular.length }).average!

  const isExact = (book: Book) => {
    const sum = book.regular.reduce((total, mark) => total + mark, 0) + 2 * book.midterm + 3 * book.final
    return isNearest(averageOf(book), sum, book.regular.length + 5)
  }

  const drawnBooks = (count: number): Book[] => {
    const draw = seeded(22)
    return Array.from({ length: count }, () => ({
      regular: Array.from({ length: 2 + draw(7) }, () => draw(101)),
      midterm: draw(101),
      final: draw(101),
    }))
  }

  test('is the exact quotient rounded half up, for every combination of whole marks with two regular marks', () => {
    const whole = Array.from({ length: 11 }, (_, index) => 10 * index)
    const books = whole.flatMap((a) =>
      whole.flatMap((b) => whole.flatMap((midterm) => whole.map((final) => ({ regular: [a, b], midterm, final })))),
    )
    expect(books).toHaveLength(11 ** 4)
    expect(books.filter((book) => !isExact(book))).toEqual([])
  })

  test('is the exact quotient rounded half up for 20.000 drawn books', () => {
    expect(drawnBooks(20_000).filter((book) => !isExact(book))).toEqual([])
  })

  test('never falls when a mark rises', () => {
    const fallen = drawnBooks(5_000).filter((book) => {
      const raised = book.regular.map((mark, index) => (index === 0 ? Math.min(100, mark + 7) : mark))
      return averageOf({ ...book, regular: raised }) < averageOf(book)
    })
    expect(fallen).toEqual([])
  })

  test('lies between the lowest and the highest mark', () => {
    const draw = seeded(9)
    for (let round = 0; round < 5_000; round++) {
      const marks = Array.from({ length: 5 }, () => draw(101))
      const { average } = term({ regular: marks.slice(0, 3), midterm: marks[3]!, final: marks[4]! })
      expect(average).toBeGreaterThanOrEqual(Math.min(...marks))
      expect(average).toBeLessThanOrEqual(Math.max(...marks))
    }
  })
})

describe('a comment term', () => {
  const comments = (regular: (number | null)[], midterm: number | null, final: number | null) =>
    term({ kind: 'comment', regular, midterm, final, regularDue: 2 })

  test('is Đạt when every assessment is, Chưa đạt with a single one that is not', () => {
    expect(comments([1, 1], 1, 1)).toMatchObject({ status: 'complete', passed: true, average: null })
    for (const one of [comments([0, 1], 1, 1), comments([1, 1], 0, 1), comments([1, 1], 1, 0)]) {
      expect(one).toMatchObject({ status: 'complete', passed: false, explanation: { failed: 1 } })
    }
  })

  test('has no result while assessments are missing, but shows how it stands', () => {
    expect(comments([1, null], 1, null)).toMatchObject({ passed: null, provisional: { passed: true } })
    expect(comments([0, null], null, null)).toMatchObject({ passed: null, provisional: { passed: false } })
    expect(comments([null, null], null, null)).toMatchObject({ passed: null, provisional: { passed: null } })
  })

  test('missing a test without reason is Chưa đạt', () => {
    expect(
      term({ kind: 'comment', regular: [1, 1], midterm: 1, final: null, finalState: 'zero_by_rule', regularDue: 2 })
        .passed,
    ).toBe(false)
  })
})

describe('the year', () => {
  test('weighs the second term twice and rests on the rounded term averages', () => {
    expect(year(79, 85)).toMatchObject({
      average: 83,
      explanation: { divisor: 3, exact: { numerator: 249, denominator: 3 } },
    })
  })

  test('equals the exact quotient for all pairs of term averages, and never falls when a term rises', () => {
    const all = Array.from({ length: 101 }, (_, mark) => mark)
    const pairs = all.flatMap((first) => all.map((second) => [first, second] as const))
    const wrong = pairs.filter(([first, second]) => {
      const average = year(first, second).average!
      const falls = second < 100 && year(first, second + 1).average! < average
      return falls || !isNearest(average, first + 2 * second, 3)
    })
    expect(wrong).toEqual([])
  })

  test('without a term it has no result, says which, and shows the other as provisional', () => {
    expect(year(70, null)).toMatchObject({
      average: null,
      provisional: { average: 70 },
      missing: [{ label: 'term_2', why: 'no_term_result' }],
    })
  })

  test('of a comment subject is its second term, with or without the first', () => {
    const result = (first: boolean | null, second: boolean | null) =>
      subjectYear('comment', ended({ passed: first }), ended({ passed: second }), readings).passed
    expect([result(false, true), result(true, false), result(null, true), result(true, null)]).toEqual([
      true,
      false,
      true,
      null,
    ])
  })

  test('after an exemption in one term takes the other, unless the reading says there is none', () => {
    const result = (exemptInOneTerm: 'other_term_counts' | 'no_year_result') => [
      subjectYear('scored', ended({ exempt: true }), ended({ average: 70 }), { exemptInOneTerm }).average,
      subjectYear('scored', ended({ average: 60 }), ended({ exempt: true }), { exemptInOneTerm }).average,
      subjectYear('comment', ended({ passed: true }), ended({ exempt: true }), { exemptInOneTerm }).passed,
    ]
    expect(result('other_term_counts')).toEqual([70, 60, true])
    expect(result('no_year_result')).toEqual([null, null, null])
  })

  test('is exempt when both terms are', () => {
    expect(subjectYear('scored', ended({ exempt: true }), ended({ exempt: true }), readings).status).toBe('exempt')
  })
})
