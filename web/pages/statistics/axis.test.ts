import { expect, test } from 'vitest'
import { axisRound } from './axis.ts'

test.each([
  [
    [46.2, 83.1],
    [40, 50, 60, 70, 80, 90],
  ],
  [
    [58.1, 79.2],
    [55, 60, 65, 70, 75, 80],
  ],
  [
    [6.1, 7.3],
    [6, 6.5, 7, 7.5],
  ],
  [
    [98.2, 99.6],
    [98, 98.5, 99, 99.5, 100],
  ],
  [
    [554, 2352],
    [500, 1000, 1500, 2000, 2500],
  ],
])('%j has the ticks %j', (values, ticks) => {
  expect(axisRound(values).ticks).toEqual(ticks)
})

test('equal values still have an axis on which they lie', () => {
  const { from, to } = axisRound([70, 70])
  expect(from).toBeLessThanOrEqual(70)
  expect(to).toBeGreaterThan(from)
})

test('nothing has an axis too', () => {
  expect(axisRound([]).ticks.length).toBeGreaterThan(1)
})
