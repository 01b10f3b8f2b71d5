/** What stands behind a figure: how many, and what they amount to. */
export interface Withholdable {
  base: number
  amount: number
}

/** Below this number of pupils or marks a share would tell of persons. */
export const fewest = 5

/** Whether so few stand behind a figure that it would tell of persons. */
export const isFew = ({ base }: Withholdable): boolean => base > 0 && base < fewest

/**
 * The parts of a whole whose figures are withheld: those behind which fewer than five stand, and as many more, the smallest
 * first, as keep the first from being computed out of the whole and the parts that are shown. What is withheld together
 * then has at least two parts, five persons, and not all of them alike. `most` is the amount of one if all have it;
 * `also` are parts withheld for another reason.
 */
export function withheldParts<Part extends Withholdable>(
  parts: readonly Part[],
  { most = 1, also }: { most?: number; also?: ReadonlySet<Part> } = {},
): ReadonlySet<Part> {
  const withheld = new Set(parts.filter((part) => isFew(part) || also?.has(part)))
  if (withheld.size === 0) return withheld
  const rest = parts.filter((part) => part.base > 0 && !withheld.has(part)).toSorted((a, b) => a.base - b.base)
  // Where all of the whole are alike, the whole itself says it of everyone: no more is gained by withholding parts.
  const telling = !alike(sumOf(parts), most)
  for (const part of rest) {
    const together = sumOf([...withheld])
    if (withheld.size > 1 && together.base >= fewest && !(telling && alike(together, most))) break
    withheld.add(part)
  }
  return withheld
}

const alike = ({ base, amount }: Withholdable, most: number) => amount <= 0 || amount >= base * most

function sumOf(parts: readonly Withholdable[]): Withholdable {
  return parts.reduce(({ base, amount }, part) => ({ base: base + part.base, amount: amount + part.amount }), {
    base: 0,
    amount: 0,
  })
}
