import type { Ground } from './ground.ts'
import { sideBySide } from './measure.ts'
import { classRequests } from './reading-a-class.ts'
import type { Figure, Row } from './row.ts'

const small = 20_000

/** Reading a class in this province beside the same in one of 20,000 pupils, in the same PostgreSQL: how cost grows. */
export const growing: Row = {
  name: 'growing',
  async measure(ground: Ground, seconds: number): Promise<Figure[]> {
    const little = await ground.beside(small)
    const here = { server: ground.product, requests: (await classRequests(ground)).ours }
    const there = { server: little.product, requests: (await classRequests(little)).ours }
    const { ours, limit } = await sideBySide(seconds, here, there)
    await little.stop()
    const ratio = limit.rate / ours.rate
    return [
      {
        what: `reading a class in this province, beside one of ${small} pupils`,
        ours: `${Math.round(ours.rate)} req/s, p50 ${ours.p50} ms, p99 ${ours.p99} ms`,
        limit: `${Math.round(limit.rate)} req/s, p50 ${limit.p50} ms, p99 ${limit.p99} ms`,
        ratio,
        target: '≤ 1.2 × the time',
        met: ratio <= 1.2,
        numbers: { rate: ours.rate, p50: ours.p50, smallRate: limit.rate, smallP50: limit.p50 },
      },
    ]
  },
}
