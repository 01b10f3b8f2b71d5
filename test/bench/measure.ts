import autocannon from 'autocannon'
import type { Child } from './child.ts'

/** Requests to one server, fired in turn over some connections. */
export interface Load {
  server: Child
  requests: readonly autocannon.Request[]
}

/** What came of a load. */
export interface Fired {
  rate: number
  p50: number
  p99: number
  /** CPU of the server's process per request, in milliseconds. */
  cpu: number
}

const rounds = 3
const connections = 16

/** Fires two loads in turns, so that what else the machine does meets both; the ratio is the middle one of the rounds. */
export async function sideBySide(
  seconds: number,
  ours: Load,
  limit: Load,
): Promise<{ ours: Fired; limit: Fired; ratio: number }> {
  await fire(2, ours)
  await fire(2, limit)
  const taken: { ours: Fired; limit: Fired }[] = []
  for (let round = 0; round < rounds; round += 1)
    taken.push({ ours: await fire(seconds / rounds, ours), limit: await fire(seconds / rounds, limit) })
  const all = { ours: taken.map((round) => round.ours), limit: taken.map((round) => round.limit) }
  return {
    ours: middle(all.ours),
    limit: middle(all.limit),
    ratio: median(taken.map((round) => round.ours.rate / round.limit.rate)),
  }
}

async function fire(seconds: number, { server, requests }: Load): Promise<Fired> {
  const before = await server.usage()
  const result = await autocannon({
    url: server.url,
    connections,
    duration: Math.max(1, Math.round(seconds)),
    requests: [...requests],
  })
  const after = await server.usage()
  if (result.non2xx || result.errors)
    throw new Error(`${result.non2xx} answers were not 2xx, ${result.errors} failed, of ${result.requests.total}`)
  return {
    rate: result.requests.total / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    cpu: (after.cpuMilliseconds - before.cpuMilliseconds) / result.requests.total,
  }
}

const middle = (fired: readonly Fired[]): Fired => ({
  rate: median(fired.map((it) => it.rate)),
  p50: median(fired.map((it) => it.p50)),
  p99: median(fired.map((it) => it.p99)),
  cpu: median(fired.map((it) => it.cpu)),
})

/** Works done in turns one after the other: the median of each in milliseconds, and the ratio second to first. */
export async function inTurns(
  seconds: number,
  ours: (round: number) => Promise<void>,
  limit: (round: number) => Promise<void>,
): Promise<{ ours: number; limit: number; ratio: number }> {
  const times: { ours: number[]; limit: number[] } = { ours: [], limit: [] }
  const until = performance.now() + 2 * seconds * 1000
  for (let round = 0; performance.now() < until || round < 60; round += 1) {
    const one = await timed(() => ours(round))
    const other = await timed(() => limit(round))
    // The first ones warm up: plans, caches, compiled code.
    if (round < 40) continue
    times.ours.push(one)
    times.limit.push(other)
  }
  const result = { ours: median(times.ours), limit: median(times.limit) }
  return { ...result, ratio: result.limit / result.ours }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

/** The middle one of some turns of a work, in milliseconds. */
export async function middleOf(times: number, work: () => Promise<unknown>): Promise<number> {
  const taken: number[] = []
  for (let turn = 0; turn < times; turn += 1) taken.push(await timed(work))
  return median(taken)
}

/** The middle one of some numbers. */
export const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
