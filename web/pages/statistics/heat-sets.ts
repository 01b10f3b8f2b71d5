import type { Breakdown } from '../../../modules/statistics/rules/breakdowns.ts'
import type { Question } from './question.ts'

type Indicator = Question['indicator']

/** Indicators that are read beside each other, each set with the terms in which all of it can be asked. */
export const heatSets = [
  {
    name: 'results',
    terms: [0],
    codes: ['learning_upper', 'learning_4', 'learning_1', 'conduct_4', 'titled', 'promoted', 'retained', 'left'],
  },
  {
    name: 'term',
    terms: [1, 2],
    codes: ['learning_upper', 'learning_4', 'learning_3', 'learning_2', 'learning_1', 'conduct_4', 'conduct_3'],
  },
  {
    name: 'pupils',
    terms: [0, 1, 2],
    codes: ['female', 'right_age', 'full_day', 'repeating', 'minority', 'policy', 'poor', 'disability'],
  },
  {
    name: 'marks',
    terms: [1, 2],
    codes: ['midterm_mean', 'midterm_from_five', 'final_mean', 'final_from_five', 'average_mean', 'average_from_five'],
  },
  { name: 'progress', terms: [1, 2], codes: ['entered_regular', 'entered_midterm', 'entered_final', 'books_locked'] },
] as const satisfies readonly { name: string; terms: readonly number[]; codes: readonly Indicator[] }[]

/** A set of indicators. */
export type HeatSet = (typeof heatSets)[number]

/** By what a heat table is broken down: by what all indicators of every set can be. */
export const heatBreakdowns: readonly Breakdown[] = [
  'commune',
  'school',
  'grade',
  'level',
  'kind',
  'ownership',
  'year',
  'class',
]

/** Where a value stands between the least and the greatest of its column, 0…1; undefined where nothing is to compare. */
export function standing(value: number | null, column: readonly (number | null)[]): number | undefined {
  const known = column.filter((one) => one !== null)
  const [low, high] = [Math.min(...known), Math.max(...known)]
  if (value === null || known.length < 2 || high <= low) return undefined
  return (value - low) / (high - low)
}

/** The five steps of the scale, 0 to 4. */
export const stepOf = (share: number): number => Math.min(4, Math.floor(share * 5))
