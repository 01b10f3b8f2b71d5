/** The most pupils of a class of grades 6 to 12. Circular 32/2020/TT-BGDĐT, Điều 16(3); the province may set fewer. */
export const secondaryClassAtMost = 45

/** Whether a class has more pupils than the charter allows; it is told and does not stop. Circular 32/2020/TT-BGDĐT, Điều 16(3). */
export function isOverfull(grade: number, pupils: number): boolean {
  return grade >= 6 && pupils > secondaryClassAtMost
}
