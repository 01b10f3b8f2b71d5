import { describe, expect, test } from 'vitest'
import { tallyOf, type TalliedBook, type TalliedPupil } from './tally.ts'

const book: TalliedBook = {
  school_id: 1,
  academic_year: 2026,
  section_id: 's',
  term: 1,
  class_id: 7,
  grade: 9,
  subject_id: 2,
  regular_due: 4,
  state: 'open',
  assessment: 'scored',
}

const pupil = (sex: number, marks: Partial<TalliedPupil> = {}): TalliedPupil => ({
  sex,
  regular_1: null,
  regular_2: null,
  regular_3: null,
  regular_4: null,
  regular_5: null,
  regular_6: null,
  regular_7: null,
  regular_8: null,
  midterm: null,
  final: null,
  midterm_state: null,
  final_state: null,
  exempt: null,
  average: null,
  passed: null,
  ...marks,
})

describe('the sums of a book', () => {
  test('have a row for each sex on the roster, also before any mark', () => {
    const sums = tallyOf(book, [pupil(2), pupil(1), pupil(2)])
    expect(sums.map(({ sex, pupils, complete }) => ({ sex, pupils, complete }))).toEqual([
      { sex: 1, pupils: 1, complete: 0 },
      { sex: 2, pupils: 2, complete: 0 },
    ])
  })

  test('count what is entered per column, a noted absence not among it', () => {
    const [sum] = tallyOf(book, [pupil(1, { regular_1: 80, regular_2: 75 }), pupil(1, { regular_1: -1, midterm: 0 })])
    expect(sum).toMatchObject({ regular_entered: [1, 1, 0, 0, 0, 0, 0, 0], midterm_entered: 1, regular_due: 4 })
    expect(sum!.midterms[0]).toBe(1)
  })

  test('count a zero by rule as entered and an awaited make-up as not', () => {
    const [sum] = tallyOf(book, [
      pupil(1, { midterm: 0, midterm_state: 'zero_by_rule' }),
      pupil(1, { midterm_state: 'pending' }),
    ])
    expect(sum).toMatchObject({ midterm_entered: 1 })
  })

  test('leave exempt pupils out of everything but their number', () => {
    const [sum] = tallyOf(book, [pupil(1, { exempt: true }), pupil(1, { midterm: 65 })])
    expect(sum).toMatchObject({ pupils: 2, exempt: 1, midterm_entered: 1 })
  })

  test('count averages per tenth so that any threshold can be read from them', () => {
    const [sum] = tallyOf(book, [pupil(1, { average: 100 }), pupil(1, { average: 49 }), pupil(1, { average: 49 })])
    expect(sum!.averages).toHaveLength(101)
    expect([sum!.averages[49], sum!.averages[100], sum!.complete]).toEqual([2, 1, 3])
  })

  test('of a comment subject count passed and failed, and no tenths', () => {
    const [sum] = tallyOf({ ...book, assessment: 'comment' }, [
      pupil(2, { midterm: 1, passed: true }),
      pupil(2, { midterm: 0, passed: false }),
      pupil(2, { midterm: 1 }),
    ])
    expect(sum).toMatchObject({ passed: 1, failed: 1, complete: 2, midterm_entered: 3 })
    expect(sum!.midterms.every((count) => count === 0)).toBe(true)
  })
})
