import type { Axis } from '../../ui/charts/Dumbbell.tsx'

/** An axis round the values: round ends, at most seven ticks. */
export function axisRound(values: readonly number[]): Axis {
  if (values.length === 0) return { from: 0, to: 1, ticks: [0, 1] }
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const step = stepFor(Math.max(high - low, Math.abs(high) / 100, 0.01))
  const from = Math.floor(low / step) * step
  const count = Math.max(1, Math.ceil((high - from) / step - 1e-9))
  const ticks = Array.from({ length: count + 1 }, (_, index) => round(from + index * step))
  return { from: ticks[0]!, to: ticks.at(-1)!, ticks }
}

/** The smallest of 1, 2, 5, 10, 20 … that needs at most five steps for a width. */
function stepFor(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width / 5))
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => width / step <= 5) ?? 10 * power
}

const round = (value: number) => Number(value.toFixed(6))
