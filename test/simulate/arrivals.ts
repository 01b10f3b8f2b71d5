import { setTimeout as sleep } from 'node:timers/promises'
import type { Kind, Rates } from './expected.ts'

/** One thing that somebody did: when it was due since the start and how long it took from then on, in milliseconds. */
export interface Done {
  kind: Kind
  due: number
  took: number
  fault: string | null
}

/**
 * Lets people come as they come, whether those before them have their answer or not (an open model): the time counts
 * from when somebody wanted it, so that what waits, here or there, is counted as waiting.
 */
export async function arrive(
  rates: Rates,
  milliseconds: number,
  acts: Readonly<Record<Kind, () => Promise<unknown>>>,
  random: () => number,
): Promise<Done[]> {
  const done: Done[] = []
  const running = new Set<Promise<void>>()
  const begun = performance.now()
  const one = async (kind: Kind, due: number) => {
    const fault = await acts[kind]().then(
      () => null,
      (error: unknown) => String(error).slice(0, 300),
    )
    done.push({ kind, due, took: performance.now() - begun - due, fault })
  }
  for (const { kind, due } of schedule(rates, milliseconds, random)) {
    const early = due - (performance.now() - begun)
    if (early > 1) await sleep(early)
    const act = one(kind, due).finally(() => running.delete(act))
    running.add(act)
  }
  await Promise.all(running)
  return done
}

/** Arrivals of all kinds in the order of time, each kind as chance brings them (Poisson). */
function schedule(rates: Rates, milliseconds: number, random: () => number): { kind: Kind; due: number }[] {
  const all: { kind: Kind; due: number }[] = []
  for (const [kind, rate] of Object.entries(rates) as [Kind, number][])
    for (let due = 0; ;) {
      due += (-Math.log(1 - random()) / rate) * 1000
      if (due >= milliseconds) break
      all.push({ kind, due })
    }
  return all.toSorted((a, b) => a.due - b.due)
}
