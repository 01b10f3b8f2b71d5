/** A body of assessment rules. A new circular adds a code here, its functions, and rows to the roadmap. */
export type SchemeCode = 'circular-22-2021' | 'circular-26-2020' | 'circular-58-2011'

/** A place in a legal text: scheme, then article.clause.point. 'circular-22-2021/9.1.b' is Điều 9(1)(b). */
export type RuleReference = `${SchemeCode}/${string}`

interface SchemePeriod {
  fromAcademicYear: number
  grades: readonly number[]
  scheme: SchemeCode
}

/**
 * Which scheme begins in which year for which grades; of several rows the latest one holds.
 * Circular 22/2021/TT-BGDĐT, Điều 21 replaces the older rules grade by grade. Circular 26/2020/TT-BGDĐT, in force
 * from 11/10/2020, changed Circular 58/2011/TT-BGDĐT in the course of the year 2020–2021.
 */
export const roadmap: readonly SchemePeriod[] = [
  { fromAcademicYear: 2011, grades: [6, 7, 8, 9, 10, 11, 12], scheme: 'circular-58-2011' },
  { fromAcademicYear: 2020, grades: [6, 7, 8, 9, 10, 11, 12], scheme: 'circular-26-2020' },
  { fromAcademicYear: 2021, grades: [6], scheme: 'circular-22-2021' },
  { fromAcademicYear: 2022, grades: [7, 10], scheme: 'circular-22-2021' },
  { fromAcademicYear: 2023, grades: [8, 11], scheme: 'circular-22-2021' },
  { fromAcademicYear: 2024, grades: [9, 12], scheme: 'circular-22-2021' },
]

const versions: Record<SchemeCode, number> = { 'circular-22-2021': 1, 'circular-26-2020': 1, 'circular-58-2011': 1 }

/**
 * The scheme that assesses a grade in an academic year (2026 = 2026–2027); null where none is known here, as for
 * primary grades. Circular 22/2021/TT-BGDĐT, Điều 21.
 */
export function schemeOf(academicYear: number, grade: number): SchemeCode | null {
  const begun = roadmap.filter((row) => row.fromAcademicYear <= academicYear && row.grades.includes(grade))
  return (
    begun.reduce<SchemePeriod | null>(
      (latest, row) => (latest && latest.fromAcademicYear > row.fromAcademicYear ? latest : row),
      null,
    )?.scheme ?? null
  )
}

/**
 * The name stored beside every derived value: which rules computed it. The number rises when the code's reading of
 * the same text changes, so that older values can be found and recomputed. Circular 22/2021/TT-BGDĐT, Điều 21.
 */
export const ruleVersion = (scheme: SchemeCode): string => `${scheme}.${versions[scheme]}`
