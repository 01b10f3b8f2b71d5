import { expect, test } from 'vitest'
import type { TestState } from '../../rules/explanation.ts'
import { afterTestEvent, effectiveValue, type PeriodicTest, type TestEvent } from './missed-test.ts'

const untouched: PeriodicTest = { value: null, state: 'none' }

const after = (...events: TestEvent[]): PeriodicTest =>
  events.reduce((test, event) => {
    const next = afterTestEvent(test, event)
    if (!next.ok) throw new Error(next.reason)
    return next.test
  }, untouched)

test('a test missed without a reason of force majeure is 0 by rule', () => {
  const missed = after({ kind: 'missed', forceMajeure: false })
  expect(missed).toEqual({ value: 0, state: 'zero_by_rule' })
  expect(effectiveValue(missed)).toBe(0)
})

test('with a reason it waits, and counts as nothing while it waits', () => {
  const missed = after({ kind: 'missed', forceMajeure: true })
  expect(missed).toEqual({ value: null, state: 'pending' })
  expect(effectiveValue(missed)).toBeNull()
})

test('a make-up taken in the term counts like any test', () => {
  expect(after({ kind: 'missed', forceMajeure: true }, { kind: 'made_up', value: 75 })).toEqual({
    value: 75,
    state: 'made_up',
  })
})

test('a make-up not taken is 0 by rule', () => {
  expect(after({ kind: 'missed', forceMajeure: true }, { kind: 'not_made_up' })).toEqual({
    value: 0,
    state: 'zero_by_rule',
  })
})

test('a reason accepted later gives the make-up back', () => {
  expect(after({ kind: 'missed', forceMajeure: false }, { kind: 'reason_accepted' }).state).toBe('pending')
})

test('a 0 that was earned is told apart from a 0 by rule', () => {
  expect(after({ kind: 'missed', forceMajeure: true }, { kind: 'made_up', value: 0 })).not.toEqual(
    after({ kind: 'missed', forceMajeure: false }),
  )
})

test('a test with a mark cannot be missed', () => {
  expect(afterTestEvent({ value: 85, state: 'none' }, { kind: 'missed', forceMajeure: false })).toEqual({
    ok: false,
    reason: 'mark_present',
  })
})

test('each step names its article, where it came from and where it went', () => {
  expect(afterTestEvent(untouched, { kind: 'missed', forceMajeure: false })).toMatchObject({
    explanation: { kind: 'missed_test', rule: 'circular-22-2021/7.5', from: 'none', to: 'zero_by_rule' },
  })
})

test('exactly these steps exist, from every state by every event', () => {
  const states: TestState[] = ['none', 'pending', 'made_up', 'zero_by_rule']
  const events: TestEvent[] = [
    { kind: 'missed', forceMajeure: true },
    { kind: 'missed', forceMajeure: false },
    { kind: 'made_up', value: 50 },
    { kind: 'not_made_up' },
    { kind: 'reason_accepted' },
    { kind: 'withdrawn' },
  ]
  const steps = states.map((state) =>
    events.map((event) => {
      const next = afterTestEvent({ value: null, state }, event)
      return next.ok ? next.test.state : next.reason
    }),
  )
  expect(steps).toEqual([
    ['pending', 'zero_by_rule', 'not_pending', 'not_pending', 'not_missed', 'not_missed'],
    ['already_missed', 'already_missed', 'made_up', 'zero_by_rule', 'not_missed', 'none'],
    ['already_missed', 'already_missed', 'not_pending', 'not_pending', 'not_missed', 'none'],
    ['already_missed', 'already_missed', 'not_pending', 'not_pending', 'pending', 'none'],
  ])
})
