/** By how many years the right age is ahead of the grade, by calendar years. Circular 32/2020/TT-BGDĐT, Điều 33(1). */
export const yearsAheadOfGrade = 5

/**
 * The age by calendar years at which a pupil of a grade is of the right age: 11 in grade 6, 15 in grade 10, one more in
 * each grade. Circular 32/2020/TT-BGDĐT, Điều 33(1).
 */
export const rightAge = (grade: number): number => grade + yearsAheadOfGrade
