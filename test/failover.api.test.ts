import { expect, test, vi } from 'vitest'
import { prepareGround } from './bench/ground.ts'
import { surviveFailovers } from './prove/failover.ts'

test('when the first PostgreSQL is lost, its synchronous copy has every acknowledged save once, and both servers save on there', async () => {
  // Of each lost connection the server says a line.
  vi.stubEnv('LOG_LEVEL', 'fatal')
  const ground = await prepareGround({ pupils: 740, books: 1, data: undefined, profile: undefined, ends: 0 })
  try {
    const told = await surviveFailovers(ground, { rounds: 1, teachers: 6 })
    expect(told.faults).toEqual([])
    expect(told.acknowledged).toBeGreaterThan(20)
    expect(told.refused).toBeGreaterThan(0)
  } finally {
    await ground.stop()
  }
}, 300_000)
