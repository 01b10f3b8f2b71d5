import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { PupilCell } from '../../students/public.ts'
import { fillForm } from './compute.ts'
import { forms, formsIn } from './forms.ts'
import { controlFaults } from './rules/control-sums.ts'
import { vi } from './texts/vi.ts'

const words: Record<string, string> = vi

test('every row of every form has a name and a definition, and every part of another row is there', () => {
  for (const { rows } of forms) {
    const codes = new Set(rows.map(({ code }) => code))
    expect(codes.size).toBe(rows.length)
    for (const { words: name, how, partOf } of rows) {
      expect(words[`reporting.row.${name}`], name).toBeDefined()
      expect(words[`reporting.how.${how}`], how).toBeDefined()
      for (const { whole } of partOf) expect(codes.has(whole), whole).toBe(true)
    }
  }
})

/** What a form says of its rows: codes, sums, names and definitions. A form that changes is a new version. */
const digestOf = (form: (typeof forms)[number]) =>
  createHash('sha256')
    .update(
      JSON.stringify(
        form.rows.map(({ code, section, words: name, how, values, partOf, count }) => [
          code,
          section,
          words[`reporting.row.${name}`],
          words[`reporting.how.${how}`],
          values,
          partOf,
          count.of,
        ]),
      ),
    )
    .digest('hex')
    .slice(0, 16)

test('a version of a form is never altered: a change is a new version with its own line here', () => {
  expect(Object.fromEntries(forms.map((form) => [`${form.code} ${form.version}`, digestOf(form)])))
    .toMatchInlineSnapshot(`
    {
      "03.CN-THCS 1": "74a4a2acb5c957c9",
      "03.ĐN-THCS 1": "af2ba6306a4a6122",
      "04.CN-THPT 1": "a75eda39f8d11555",
      "04.ĐN-THPT 1": "ee643e36bd8bec51",
    }
  `)
})

test('a school fills in one form of each level in a period', () => {
  expect(formsIn(2026, 'start').map(({ code }) => code)).toEqual(['03.ĐN-THCS', '04.ĐN-THPT'])
  expect(formsIn(2026, 'end').map(({ code }) => code)).toEqual(['03.CN-THCS', '04.CN-THPT'])
})

const cell = (more: Partial<PupilCell>): PupilCell => ({
  school_id: 1,
  grade: 6,
  female: false,
  minority: false,
  age: 11,
  policy: false,
  poor: null,
  disability: false,
  full_day: false,
  repeating: false,
  received: false,
  level: null,
  conduct: null,
  title: null,
  outcome: null,
  pupils: 1,
  ...more,
})
const school = { institution_code: 'C23', ownership: 'public' } as const

test('pupils are counted by grade, age, right age and group, women and minorities apart', () => {
  const pupils = [
    cell({ pupils: 20 }),
    cell({ pupils: 15, female: true }),
    cell({ pupils: 3, female: true, minority: true, policy: true, poor: 'poor' }),
    cell({ pupils: 2, age: 12, repeating: true, minority: true }),
    cell({ pupils: 10, grade: 9, age: 14 }),
    // A pupil of whom the record does not say whether it is a girl is counted, and as none.
    cell({ pupils: 1, grade: 9, age: 16, female: null, disability: true }),
  ]
  const figures = fillForm(forms[0]!, { school, classes: [], pupils, leavers: [] })
  expect(figures.get('pupils')).toEqual({ total: 51, female: 18, minority: 5, female_minority: 3 })
  expect(figures.get('pupils.grade.6')?.total).toBe(40)
  expect(figures.get('pupils.age.older')?.total).toBe(1)
  expect(figures.get('pupils.right_age')?.total).toBe(48)
  expect(figures.get('pupils.new')?.total).toBe(38)
  expect(figures.get('pupils.repeating')).toEqual({ total: 2, female: 0, minority: 2, female_minority: 0 })
  expect(figures.get('pupils.poor')).toEqual({ total: 3, female: 3, minority: 3, female_minority: 3 })
  expect(figures.get('schools.kind.C23')).toEqual({ total: 1, female: null, minority: null, female_minority: null })
  expect(controlFaults(forms[0]!.rows, figures)).toEqual([])
})

test('what the forms count from any cells passes their own control sums', () => {
  const pupils = ([6, 7, 8, 9, 10, 11, 12] as const).flatMap((grade) =>
    ([4, 3, 2, 1, null] as const).map((level, index) =>
      cell({
        grade,
        level,
        conduct: level,
        age: grade + 4 + (index % 3),
        female: index % 2 === 0,
        minority: index % 3 === 0,
        outcome:
          level === null
            ? null
            : level === 1
              ? 'retained'
              : level === 2
                ? 'reassessment'
                : grade === 9
                  ? 'completed'
                  : 'promoted',
        title: level === 4 ? 'good' : null,
        pupils: index + 1,
      }),
    ),
  )
  for (const form of forms)
    expect(controlFaults(form.rows, fillForm(form, { school, classes: [], pupils, leavers: [] })), form.code).toEqual(
      [],
    )
})
