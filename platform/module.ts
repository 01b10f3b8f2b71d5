import type { Router } from 'express'
import type { Grant } from './ability.ts'
import type { Context, Locale } from './context.ts'
import type { Kysely } from 'kysely'
import type { Database, Db, LocalDate } from './database.ts'
import type { FileStore } from './file.ts'
import type { HeldData } from './held-data.ts'
import type { Post } from './post.ts'
import type { Reverts } from './revert.ts'

/** One line of "today": what waits for this person, by when, and where it is done. */
export interface TodayItem {
  key: string
  text: string
  values: Record<string, string | number>
  detail?: string
  detail_values?: Record<string, string | number>
  link: string
  action: string
  tone: 'plain' | 'wait' | 'bad' | 'good'
  due_on?: LocalDate
}

/** A running job's hold on itself: progress, cancellation, and the file it makes. */
export interface JobRun {
  id: string
  /** Says how far it is; throws when the person has stopped it. */
  progress(done: number, total: number): Promise<void>
  files: FileStore
  /** A message in a language, for what the job writes. */
  say(locale: Locale, key: string, values?: Record<string, string | number>): string
}

/** Does a job's work with its starter's ability; the value returned is the job's result. */
export type JobHandler = (ctx: Context, input: Record<string, unknown>, run: JobRun) => Promise<Record<string, unknown>>

/** What a server gives to a module's routes. */
export interface RouteTools {
  context(request: import('express').Request): Promise<Context>
  files: FileStore
  /** A message in a language, for files that speak to people. */
  say(locale: Locale, key: string, values?: Record<string, string | number>): string
}

/** What a module is and contributes; each module's module.ts exports one. */
export interface Module {
  name: string
  about: string
  uses: readonly string[]
  grants?: readonly Grant[]
  /** What its tables hold about persons, for the register. */
  holds?: readonly HeldData[]
  /** The posts that follow from this module's records (assignments, guardianships) for a person on a day. */
  reach?: (db: Db, person: { id: string; posts: readonly Post[] }, day: LocalDate) => Promise<readonly Post[]>
  today?: (ctx: Context) => Promise<readonly TodayItem[]>
  /** Undo, per verb: takes the change back or throws Conflict naming what stands on it. */
  revert?: Reverts
  routes?: (router: Router, tools: RouteTools) => void
  jobs?: Record<string, JobHandler>
  /** What is done again and again without anybody asking, as the application itself. */
  chores?: Record<string, { every_seconds: number; run: (db: Kysely<Database>, today: LocalDate) => Promise<unknown> }>
}
