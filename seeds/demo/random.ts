/** A source of chance that gives the same for the same seed, on every machine. */
export interface Random {
  /** From 0 to below 1. */
  next(): number
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number
  chance(share: number): boolean
  /** Around 0 with deviation 1. */
  normal(): number
  pick<T>(list: readonly T[]): T
  weighted<T>(list: readonly (readonly [T, number])[]): T
  shuffled<T>(list: readonly T[]): T[]
  /** The next id of version 7; ids of one source grow, so that rows of a school lie together. */
  uuid(): string
  /** A source of its own: what is drawn from it changes nothing here. */
  fork(name: string): Random
}

// The first instant written into ids; nothing else rests on it.
const idsFrom = Date.UTC(2024, 7, 1)

/** A source seeded by a text (sfc32 over a hash of the text). */
export function randomOf(seed: string): Random {
  let [a, b, c, d] = hash(seed)
  let idTime = idsFrom + (bits() % 86_400_000)
  let spare: number | null = null
  for (let round = 0; round < 15; round++) bits()

  function bits(): number {
    const sum = (a + b + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + sum) | 0
    return sum >>> 0
  }
  const next = () => bits() / 4_294_967_296
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))

  return {
    next,
    between,
    chance: (share) => next() < share,
    normal() {
      if (spare !== null) {
        const value = spare
        spare = null
        return value
      }
      const radius = Math.sqrt(-2 * Math.log(1 - next()))
      const angle = 2 * Math.PI * next()
      spare = radius * Math.sin(angle)
      return radius * Math.cos(angle)
    },
    pick: (list) => list[Math.floor(next() * list.length)]!,
    weighted(list) {
      let left = next() * list.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [value, weight] of list) {
        left -= weight
        if (left < 0) return value
      }
      return list.at(-1)![0]
    },
    shuffled(list) {
      const copy = [...list]
      for (let end = copy.length - 1; end > 0; end--) {
        const other = between(0, end)
        ;[copy[end], copy[other]] = [copy[other]!, copy[end]!]
      }
      return copy
    },
    uuid() {
      idTime += 1 + (bits() % 40)
      const time = idTime.toString(16).padStart(12, '0')
      const first = (bits() & 0xfff).toString(16).padStart(3, '0')
      const second = (0x8000 | (bits() & 0x3fff)).toString(16)
      const third = bits().toString(16).padStart(8, '0') + (bits() & 0xffff).toString(16).padStart(4, '0')
      return `${time.slice(0, 8)}-${time.slice(8)}-7${first}-${second}-${third}`
    },
    fork: (name) => randomOf(`${seed}/${name}`),
  }
}

/** Four words from a text (cyrb128). */
function hash(text: string): [number, number, number, number] {
  let [h1, h2, h3, h4] = [1779033703, 3144134277, 1013904242, 2773480762]
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    h1 = h2 ^ Math.imul(h1 ^ code, 597399067)
    h2 = h3 ^ Math.imul(h2 ^ code, 2869860233)
    h3 = h4 ^ Math.imul(h3 ^ code, 951274213)
    h4 = h1 ^ Math.imul(h4 ^ code, 2716044179)
  }
  h1 = Math.imul(h3 ^ (h1 >>> 18), 597399067)
  h2 = Math.imul(h4 ^ (h2 >>> 22), 2869860233)
  h3 = Math.imul(h1 ^ (h3 >>> 17), 951274213)
  h4 = Math.imul(h2 ^ (h4 >>> 19), 2716044179)
  return [h1 ^ h2 ^ h3 ^ h4, h2 ^ h1, h3 ^ h1, h4 ^ h1]
}
