import type { Done } from './arrivals.ts'
import type { Kind } from './expected.ts'

/** The latencies of some acts, in milliseconds. */
export interface Latency {
  count: number
  p50: number
  p99: number
  slowest: number
}

/** One kind of act over the whole time, and in each slice of it. */
export interface Course {
  kind: Kind
  faults: number
  whole: Latency
  slices: readonly Latency[]
}

/** The length of a slice in milliseconds. */
export const slice = 10_000

/** What came of a day, kind by kind. An act belongs to the slice in which it was due; one that failed counts with its time. */
export function coursesOf(done: readonly Done[], kinds: readonly Kind[], milliseconds: number): Course[] {
  return kinds.map((kind) => {
    const own = done.filter((one) => one.kind === kind)
    const slices = Map.groupBy(own, ({ due }) => Math.floor(due / slice))
    return {
      kind,
      faults: own.filter(({ fault }) => fault !== null).length,
      whole: latencyOf(own),
      slices: Array.from({ length: Math.ceil(milliseconds / slice) }, (_, index) => latencyOf(slices.get(index) ?? [])),
    }
  })
}

function latencyOf(done: readonly Done[]): Latency {
  const sorted = done.map(({ took }) => took).toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), slowest: at(1) }
}
