import { setTimeout as sleep } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import { dayIn } from '../platform/context.ts'
import type { Database } from '../platform/database.ts'
import type { Module } from '../platform/module.ts'

/** Does what modules want done again and again, each at its own pace; one that fails is tried again the next time. */
export function startChores(parts: {
  db: Kysely<Database>
  modules: readonly Module[]
  timeZone: string
  log: Logger
}): { stop: () => Promise<void> } {
  const ending = new AbortController()
  const running = parts.modules
    .flatMap((module) => Object.entries(module.chores ?? {}))
    .map(async ([name, { every_seconds, run }]) => {
      while (!ending.signal.aborted) {
        await run(parts.db, dayIn(parts.timeZone, new Date())).catch((error: unknown) =>
          parts.log.warn({ err: error, chore: name }, 'a chore failed'),
        )
        await sleep(every_seconds * 1000, undefined, { signal: ending.signal }).catch(() => {})
      }
    })
  return {
    stop: async () => {
      ending.abort()
      await Promise.all(running)
    },
  }
}
