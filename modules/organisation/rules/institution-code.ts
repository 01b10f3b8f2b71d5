/** The kinds of schools and centres by their codes, from preschool to career guidance. */
export type InstitutionCode =
  | 'C0'
  | 'C1'
  | 'C2'
  | 'C3'
  | 'C12'
  | 'C23'
  | 'C123'
  | 'TX'
  | 'TH'
  | 'TN'
  | 'TNT'
  | 'TC'
  | 'TK'

/** Every code with the grades that it teaches; a centre of continuing education teaches the secondary programmes. */
const grades: Record<InstitutionCode, readonly [from: number, to: number] | null> = {
  C0: null,
  C1: [1, 5],
  C2: [6, 9],
  C3: [10, 12],
  C12: [1, 9],
  C23: [6, 12],
  C123: [1, 12],
  TX: [6, 12],
  TH: null,
  TN: null,
  TNT: null,
  TC: null,
  TK: null,
}

/** All codes, schools first. Circular 53/2012/TT-BGDĐT, Điều 3(4). */
export const institutionCodes = Object.keys(grades) as InstitutionCode[]

/** Whether a text is one of the thirteen codes. Circular 53/2012/TT-BGDĐT, Điều 3(4). */
export function isInstitutionCode(code: string): code is InstitutionCode {
  return code in grades
}

/** A code beginning with C is a school's, with T a centre's. Circular 53/2012/TT-BGDĐT, Điều 3(4). */
export function kindOfInstitution(code: InstitutionCode): 'school' | 'centre' {
  return code.startsWith('C') ? 'school' : 'centre'
}

/** The grades that a school or centre teaches; none where it has no grades. Circular 53/2012/TT-BGDĐT, Điều 3(4). */
export function gradesOf(code: InstitutionCode): number[] {
  const range = grades[code]
  if (!range) return []
  const [from, to] = range
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}

/**
 * Who runs a school of today's two levels of government: communes run preschool, primary and lower secondary schools,
 * the department what reaches grade 10, and the centres. Circular 53/2012/TT-BGDĐT, Điều 3(4) gives the levels.
 */
export function runsUnder(code: InstitutionCode): 'commune_office' | 'department' {
  return ['C0', 'C1', 'C2', 'C12'].includes(code) ? 'commune_office' : 'department'
}
