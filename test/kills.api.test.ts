import { expect, test } from 'vitest'
import { prepareGround } from './bench/ground.ts'
import { surviveBlows } from './prove/kills.ts'

test('what was acknowledged is there once and whole after the server is killed, cut off from its database, restarted, and slowed down', async () => {
  const ground = await prepareGround({ pupils: 740, books: 1, data: undefined, profile: undefined })
  try {
    const survived = await surviveBlows(ground, {
      rounds: 4,
      teachers: 6,
      only: ['server', 'network', 'restart', 'slow'],
    })
    expect(survived.faults).toEqual([])
    expect(survived.acknowledged).toBeGreaterThan(20)
    expect(survived.refused).toBeGreaterThan(0)
  } finally {
    await ground.stop()
  }
}, 180_000)
