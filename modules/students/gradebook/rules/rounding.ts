/**
 * The one rounding of the system: a quotient of non-negative integers to the nearest integer, halves up, in integers
 * throughout so that 8,25 is 8,3 on every machine. Circular 22/2021/TT-BGDĐT, Điều 5(3)(b).
 */
export function divideHalfUp(numerator: number, denominator: number): number {
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator) || numerator < 0 || denominator <= 0) {
    throw new RangeError(`divideHalfUp takes integers, not ${numerator} / ${denominator}`)
  }
  const doubled = 2 * numerator + denominator
  return (doubled - (doubled % (2 * denominator))) / (2 * denominator)
}
