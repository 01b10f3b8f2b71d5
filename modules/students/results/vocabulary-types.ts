import { enumOf } from '../../../platform/enum.ts'
import { builder } from '../../../platform/graphql.ts'
import { levelNumbers } from '../explanation-types.ts'
import type { Outcome } from './tables.ts'

/** Outcomes of a year in the API. */
export const OutcomeRef = enumOf<Outcome>('YearOutcome', 'What follows from a year (Circular 22/2021, Điều 12–14).', {
  promoted: 'Được lên lớp.',
  completed: 'Hoàn thành chương trình, in grades 9 and 12.',
  summer_training: 'Rèn luyện trong hè.',
  reassessment: 'Kiểm tra lại.',
  reassessment_and_training: 'Both.',
  retained: 'Không được lên lớp.',
})

/** Titles of a year in the API. */
export const TitleRef = enumOf<'excellent' | 'good'>('YearTitle', 'The titles of Circular 22/2021, Điều 15.', {
  excellent: 'Học sinh Xuất sắc.',
  good: 'Học sinh Giỏi.',
})

/** How a year's conduct follows from its terms, in the API. */
export const TermLevelRef = builder
  .objectRef<{ level: number | null; term_1: number | null; term_2: number | null }>('YearConduct')
  .implement({
    description: 'The conduct of the year by the table of Circular 22/2021, Điều 8(2)(b).',
    fields: (t) => ({
      level: t.exposeInt('level', { nullable: true, description: levelNumbers }),
      term1: t.exposeInt('term_1', { nullable: true, description: `Term 1: ${levelNumbers}.` }),
      term2: t.exposeInt('term_2', { nullable: true, description: `Term 2: ${levelNumbers}.` }),
    }),
  })
