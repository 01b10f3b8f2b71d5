import type { Ability } from './ability.ts'
import type { Db, LocalDate } from './database.ts'
import type { Post } from './post.ts'
import type { SystemProbe } from './system.ts'

/** The languages of the interface. */
export type Locale = 'vi' | 'en'

/** Who is signed in. */
export interface SignedIn {
  id: string
  person_id: string
  display_name: string
}

/** The token with which a machine asks in the name of an account: what is the person's own is closed to it. */
export interface Machine {
  token_id: string
  readOnly: boolean
}

/** The change under way: one row of the trail. */
export interface OpenChange {
  id: string
  academic_year: number
  verb: string
}

/** What every query and command gets first: the database, the clock, who asks and what they may. */
export interface Context {
  db: Db
  /** A database that follows this one by seconds, where there is one; see `fromReplica`. */
  replica?: Db
  /** The clock of this request; frozen in tests. */
  now: Date
  /** The day of `now` in the province's time zone. */
  today: LocalDate
  /** The province's time zone, a name of the IANA list: in it instants are written. */
  zone: string
  locale: Locale
  account: SignedIn | null
  posts: readonly Post[]
  ability: Ability
  /** Whether one of the person's posts demands a second factor. */
  factorDemanded?: boolean
  /** It is demanded and not there: no post counts until it is. */
  factorDue?: boolean
  /** The document is one of the built pages', not written by whoever asks. */
  ofPages?: boolean
  /** A machine asks, not the person. */
  machine?: Machine
  /** When the person last gave password or factor in this session; absent where no session asks (jobs, the terminal). */
  provenAt?: Date
  /** After how many minutes without a request this session ends; absent where no session asks. */
  idleMinutes?: number
  origin: { address: string | null; request_id: string | null; session: string | null }
  change?: OpenChange
  /** Of how many persons at most data is taken out without a second person; absent for no limit. */
  releaseOver?: number
  /** The address that people type, which a passkey is bound to; absent where no server answers (jobs, the terminal). */
  site?: URL
  /** What the server tells of itself; absent where none answers (jobs, the terminal). */
  system?: SystemProbe
}

/** The same asked of a replica: for figures and lists over many schools, which may be seconds old. Never for what is decided by. */
export const fromReplica = (ctx: Context): Context => (ctx.replica && !ctx.change ? { ...ctx, db: ctx.replica } : ctx)

const calendars = new Map<string, Intl.DateTimeFormat>()

/** The day of an instant in a time zone, as `YYYY-MM-DD`. */
export function dayIn(zone: string, at: Date): LocalDate {
  // Making the format takes twenty times as long as using it.
  let calendar = calendars.get(zone)
  if (!calendar) {
    calendar = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
    calendars.set(zone, calendar)
  }
  return calendar.format(at)
}
