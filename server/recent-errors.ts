import { Counter } from 'prom-client'
import type { RecentError } from '../platform/system.ts'

const kept = 20
const recent: RecentError[] = []
const counted = new Counter({
  name: 'truong_unforeseen_errors_total',
  help: 'Errors that nobody foresaw, each with an id in the log; a database that is away counts as well.',
})

/** Remembers an unforeseen error of this process for the administrator's page. Its message stays out: it may repeat a record. */
export function rememberError(error: unknown, id: string): void {
  counted.inc()
  recent.unshift({ id, at: new Date().toISOString(), code: codeOf(error) })
  recent.length = Math.min(recent.length, kept)
}

/** The last ones of this process, newest first. */
export const recentErrors = (): readonly RecentError[] => recent

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const code = 'code' in error ? String(error.code) : ''
  return /^\w{1,40}$/.test(code) ? code : error.constructor.name
}
