import type { FactQuestion, RecordField, TallyQuestion } from '../students/public.ts'

/** What an indicator is measured in: a number of things, a share of a whole, or a mean on the ten-point scale. */
export type Measure = 'count' | 'share' | 'mean'

/** Where an indicator's numbers come from, and so what it can be broken down by. */
export type IndicatorSource =
  | { of: 'pupils'; field: FactQuestion['field']; values: readonly string[] }
  | { of: 'marks'; kind: TallyQuestion['kind']; from: 'five' | 'mean' }
  | { of: 'progress'; kind: TallyQuestion['kind'] }
  | { of: 'books' }
  | { of: 'schools' }
  | { of: 'classes'; count: 'classes' | 'full_day' }

/** An indicator: how it is measured, from what, in which terms, and on which text it rests. */
export interface Indicator {
  measure: Measure
  source: IndicatorSource
  /** The terms in which it can be asked; 0 is the whole year. */
  terms: readonly (0 | 1 | 2)[]
  /** The article it counts by, as `docs/sources.md` lists it; null for plain counts. */
  law: string | null
}

const yearAndTerms = [0, 1, 2] as const
const terms = [1, 2] as const
const year = [0] as const

const recordOf = (field: RecordField, law: string | null = null): Indicator => ({
  measure: 'share',
  source: { of: 'pupils', field, values: ['yes'] },
  terms: yearAndTerms,
  law,
})
const levelOf = (field: 'level' | 'conduct', ...values: number[]): Indicator => ({
  measure: 'share',
  source: { of: 'pupils', field, values: values.map(String) },
  terms: yearAndTerms,
  law: field === 'level' ? 'Thông tư 22/2021/TT-BGDĐT, Điều 9' : 'Thông tư 22/2021/TT-BGDĐT, Điều 8',
})
const titleOf = (...values: string[]): Indicator => ({
  measure: 'share',
  source: { of: 'pupils', field: 'title', values },
  terms: year,
  law: 'Thông tư 22/2021/TT-BGDĐT, Điều 15',
})
const marksOf = (kind: 'midterm' | 'final' | 'average', from: 'five' | 'mean'): Indicator => ({
  measure: from === 'five' ? 'share' : 'mean',
  source: { of: 'marks', kind, from },
  terms,
  law: 'Thông tư 22/2021/TT-BGDĐT, Điều 7, Điều 9',
})
const progressOf = (kind: 'regular' | 'midterm' | 'final'): Indicator => ({
  measure: 'share',
  source: { of: 'progress', kind },
  terms,
  law: 'Thông tư 22/2021/TT-BGDĐT, Điều 6, Điều 7',
})

/** All indicators in the order of the menu; a code is also the key of its texts and its name in addresses. */
export const indicators = {
  schools: { measure: 'count', source: { of: 'schools' }, terms: yearAndTerms, law: null },
  classes: { measure: 'count', source: { of: 'classes', count: 'classes' }, terms: year, law: null },
  classes_full_day: { measure: 'share', source: { of: 'classes', count: 'full_day' }, terms: year, law: null },
  pupils: {
    measure: 'count',
    source: { of: 'pupils', field: 'studying', values: ['studying'] },
    terms: yearAndTerms,
    law: null,
  },
  female: recordOf('female'),
  right_age: recordOf('right_age', 'Thông tư 32/2020/TT-BGDĐT, Điều 33(1)'),
  full_day: recordOf('full_day'),
  repeating: recordOf('repeating'),
  minority: recordOf('minority'),
  policy: recordOf('policy'),
  poor: recordOf('poor'),
  disability: recordOf('disability'),
  left: recordOf('left'),
  transferred: recordOf('transferred'),
  learning_upper: levelOf('level', 4, 3),
  learning_4: levelOf('level', 4),
  learning_3: levelOf('level', 3),
  learning_2: levelOf('level', 2),
  learning_1: levelOf('level', 1),
  conduct_4: levelOf('conduct', 4),
  conduct_3: levelOf('conduct', 3),
  conduct_2: levelOf('conduct', 2),
  conduct_1: levelOf('conduct', 1),
  titled: titleOf('excellent', 'good'),
  title_excellent: titleOf('excellent'),
  title_good: titleOf('good'),
  promoted: {
    measure: 'share',
    source: { of: 'pupils', field: 'outcome', values: ['promoted', 'completed'] },
    terms: year,
    law: 'Thông tư 22/2021/TT-BGDĐT, Điều 12',
  },
  retained: {
    measure: 'share',
    source: { of: 'pupils', field: 'outcome', values: ['retained'] },
    terms: year,
    law: 'Thông tư 22/2021/TT-BGDĐT, Điều 12',
  },
  midterm_from_five: marksOf('midterm', 'five'),
  final_from_five: marksOf('final', 'five'),
  average_from_five: marksOf('average', 'five'),
  midterm_mean: marksOf('midterm', 'mean'),
  final_mean: marksOf('final', 'mean'),
  average_mean: marksOf('average', 'mean'),
  entered_regular: progressOf('regular'),
  entered_midterm: progressOf('midterm'),
  entered_final: progressOf('final'),
  books_locked: { measure: 'share', source: { of: 'books' }, terms, law: null },
} as const satisfies Record<string, Indicator>

/** The code of an indicator. */
export type IndicatorCode = keyof typeof indicators

/** Whether a text names an indicator. */
export const isIndicator = (code: string): code is IndicatorCode => Object.hasOwn(indicators, code)
