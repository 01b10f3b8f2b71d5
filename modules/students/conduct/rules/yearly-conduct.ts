import type { RuleReference } from '../../rules/schemes.ts'
import { levels, type Level } from '../../rules/vocabulary.ts'

const { good, fair, pass, fail } = levels

/** The year's conduct with the two terms it follows from. */
export interface YearlyConduct {
  /** Null while a term is not decided. */
  level: Level | null
  explanation: {
    kind: 'conduct'
    rule: RuleReference
    term_1: Level | null
    term_2: Level | null
    missing: readonly ('term_1' | 'term_2')[]
  }
}

/** Rows: the first term; within a row: the second. Circular 22/2021/TT-BGDĐT, Điều 8(2)(b). */
const table: Record<Level, Record<Level, Level>> = {
  [good]: { [good]: good, [fair]: fair, [pass]: fair, [fail]: fail },
  [fair]: { [good]: good, [fair]: fair, [pass]: pass, [fail]: fail },
  [pass]: { [good]: fair, [fair]: fair, [pass]: pass, [fail]: fail },
  [fail]: { [good]: fair, [fair]: pass, [pass]: pass, [fail]: fail },
}

/**
 * The conduct of the whole year from its two terms. Each term's level is the homeroom teacher's judgement, never
 * computed; only the year follows from a table. Circular 22/2021/TT-BGDĐT, Điều 8(2)(b).
 */
export function yearlyConduct(first: Level | null, second: Level | null): YearlyConduct {
  const missing = [...(first ? [] : (['term_1'] as const)), ...(second ? [] : (['term_2'] as const))]
  return {
    level: first && second ? table[first][second] : null,
    explanation: { kind: 'conduct', rule: 'circular-22-2021/8.2.b', term_1: first, term_2: second, missing },
  }
}
