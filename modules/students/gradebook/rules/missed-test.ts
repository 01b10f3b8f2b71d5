import type { TestState } from '../../rules/explanation.ts'
import type { RuleReference } from '../../rules/schemes.ts'

/** Where a midterm or final test stands, with its value: tenths, or 1 and 0 in a comment subject. */
export interface PeriodicTest {
  value: number | null
  state: TestState
}

/** What can happen to a midterm or final test. */
export type TestEvent =
  /** The pupil was not there; the reason is force majeure or not. */
  | { kind: 'missed'; forceMajeure: boolean }
  /** The make-up test of equal demand was taken within the term. */
  | { kind: 'made_up'; value: number }
  /** The make-up was not taken, or the term ended without it. */
  | { kind: 'not_made_up' }
  /** A reason was accepted later, within the term. */
  | { kind: 'reason_accepted' }
  /** It was recorded by mistake. */
  | { kind: 'withdrawn' }

/** The next standing with the article behind it, or why the event cannot happen. */
export type TestStep =
  | {
      ok: true
      test: PeriodicTest
      explanation: { kind: 'missed_test'; rule: RuleReference; from: TestState; to: TestState }
    }
  | { ok: false; reason: 'mark_present' | 'not_pending' | 'not_missed' | 'already_missed' }

/**
 * Moves a missed test along: with a reason of force majeure it waits for a make-up within the same term; without one,
 * or without the make-up, it is 0 (Chưa đạt in a comment subject) by rule, told apart from a 0 that was earned.
 * A regular assessment has no such rule. Circular 22/2021/TT-BGDĐT, Điều 7(4) and (5).
 */
export function afterTestEvent(test: PeriodicTest, event: TestEvent): TestStep {
  switch (event.kind) {
    case 'missed':
      if (test.state !== 'none') return { ok: false, reason: 'already_missed' }
      if (test.value !== null) return { ok: false, reason: 'mark_present' }
      return event.forceMajeure
        ? step(test, 'pending', null, 'circular-22-2021/7.4')
        : step(test, 'zero_by_rule', 0, 'circular-22-2021/7.5')
    case 'made_up':
      if (test.state !== 'pending') return { ok: false, reason: 'not_pending' }
      return step(test, 'made_up', event.value, 'circular-22-2021/7.4')
    case 'not_made_up':
      if (test.state !== 'pending') return { ok: false, reason: 'not_pending' }
      return step(test, 'zero_by_rule', 0, 'circular-22-2021/7.5')
    case 'reason_accepted':
      if (test.state !== 'zero_by_rule') return { ok: false, reason: 'not_missed' }
      return step(test, 'pending', null, 'circular-22-2021/7.4')
    case 'withdrawn':
      if (test.state === 'none') return { ok: false, reason: 'not_missed' }
      return step(test, 'none', null, 'circular-22-2021/7.4')
  }
}

/**
 * The value with which a test enters a result: 0 by rule, nothing while a make-up is awaited, else what was earned.
 * Circular 22/2021/TT-BGDĐT, Điều 7(5).
 */
export function effectiveValue({ value, state }: PeriodicTest): number | null {
  if (state === 'zero_by_rule') return 0
  return state === 'pending' ? null : value
}

const step = (test: PeriodicTest, to: TestState, value: number | null, rule: RuleReference): TestStep => ({
  ok: true,
  test: { value, state: to },
  explanation: { kind: 'missed_test', rule, from: test.state, to },
})
