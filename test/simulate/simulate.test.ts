import { setTimeout as sleep } from 'node:timers/promises'
import { parse, validate } from 'graphql'
import { expect, test } from 'vitest'
import { schema } from '../../schema/index.ts'
import { randomOf } from '../../seeds/demo/random.ts'
import { arrive } from './arrivals.ts'
import { chart } from './chart.ts'
import { expected } from './expected.ts'
import { coursesOf } from './measured.ts'
import { documents } from './people.ts'

const none = { 'sign-in': 0, grid: 0, save: 0, parent: 0, principal: 0 }
const nothing = { 'sign-in': done, grid: done, save: done, parent: done, principal: done }
async function done(): Promise<void> {}

test('who comes while the one before still waits is not held back, and the waiting counts', async () => {
  let free: () => void = () => {}
  const open = new Promise<void>((resolve) => void (free = resolve))
  let came = 0
  const all = arrive({ ...none, save: 100 }, 300, { ...nothing, save: () => (came++, open) }, randomOf('waiting').next)
  await sleep(400)
  expect(came).toBeGreaterThan(10)
  free()
  const took = (await all).map((one) => one.due + one.took)
  expect(took).toHaveLength(came)
  expect(Math.min(...took)).toBeGreaterThanOrEqual(390)
})

test('what fails is counted with its kind, and a chart says so', async () => {
  const broken = () => Promise.reject(new Error('no'))
  const came = await arrive({ ...none, grid: 100 }, 200, { ...nothing, grid: broken }, randomOf('broken').next)
  const [course] = coursesOf(came, ['grid'], 200)
  expect(course!.faults).toBe(came.length)
  expect(chart('A day', [], [course!])).toContain(`${came.length} errors`)
})

test('the last week asks more of everything than a normal day, and twice the pupils twice as much', () => {
  const [normal, last, twice] = [expected('normal', 1_000), expected('last-week', 1_000), expected('last-week', 2_000)]
  for (const kind of Object.keys(none) as (keyof typeof none)[]) {
    expect(last[kind]).toBeGreaterThan(normal[kind])
    expect(twice[kind]).toBeCloseTo(2 * last[kind])
  }
})

test('what the pages ask is found in their sources and is a question of the API', () => {
  for (const [name, text] of Object.entries(documents))
    expect([name, validate(schema, parse(text))]).toEqual([name, []])
})
