import type { Request } from 'express'
import type { Kysely } from 'kysely'
import {
  findSession,
  isOver,
  officeRoles,
  postsOf,
  sessionLife,
  tokenPost,
  touchSession,
  type FoundToken,
  type SessionAccount,
  type SessionLife,
} from '../modules/identity/public.ts'
import { abilityOf, reading as readingAlone, type Ability } from '../platform/ability.ts'
import { dayIn, type Context, type Locale } from '../platform/context.ts'
import type { Database } from '../platform/database.ts'
import type { Module } from '../platform/module.ts'
import type { Post } from '../platform/post.ts'
import type { SystemProbe } from '../platform/system.ts'

/** What a server needs to answer "who asks, and what may they?" */
export interface SessionParts {
  db: Kysely<Database>
  /** Where figures are read, where there are replicas. */
  reading?: () => Kysely<Database>
  modules: readonly Module[]
  /** The longest that any session lives; posts make it shorter. */
  life: SessionLife
  timeZone: string
  secure: boolean
  /** Of how many persons at most data is taken out without a second person. */
  releaseOver?: number
  /** The address that people type. */
  publicUrl: URL
  /** Whether the posts of the sở and of communes count only with a second factor. */
  demandFactor: boolean
  /** What the server tells of itself. */
  system?: SystemProbe
  clock?: () => Date
}

interface Rights {
  version: number
  day: string
  until: number
  posts: readonly Post[]
  ability: Ability
}

const nobody = abilityOf([], [])
/** A stand-in ends within the hour it was given for; cached rights are looked up again after this long at the latest. */
const rightsLiveFor = 60_000
const rightsKept = 5_000

/** The cookie's name; with the `__Host-` prefix where the connection is encrypted. */
export const cookieName = (secure: boolean): string => (secure ? '__Host-truong' : 'truong')

/** Makes the context of a request: the session's account, its posts with their reach, and the ability that follows. */
export function contextMaker({
  db,
  reading,
  modules,
  life,
  timeZone,
  secure,
  publicUrl,
  releaseOver,
  demandFactor,
  system,
  clock = () => new Date(),
}: SessionParts): (request: Request) => Promise<Context> {
  const cache = new Map<string, Rights>()
  const grants = modules.flatMap((module) => module.grants ?? [])

  return async (request) => {
    const now = clock()
    const today = dayIn(timeZone, now)
    if (request.apiToken) return contextOfMachine(request, request.apiToken, now, today)
    const token = readCookie(request.headers.cookie, cookieName(secure))
    const session = token ? await findSession(db, token, now) : null
    const known = session ? await rightsOf(session, now, today) : null
    const roles = known?.posts.map(({ role }) => role) ?? []
    const lives = sessionLife(roles, session?.shared ?? false, today, life)
    const found = session && !isOver(session, lives, now) ? session : null
    const rights = found && known
    if (found && token) await touchSession(db, token, found.last_seen_at, now)
    const factorDemanded = demandFactor && Boolean(rights?.posts.some(({ role }) => officeRoles.has(role)))
    const factorDue = factorDemanded && !found?.factor
    return {
      db,
      ...(reading && { replica: reading() }),
      ...(system && { system }),
      site: publicUrl,
      ...(releaseOver !== undefined && { releaseOver }),
      now,
      today,
      zone: timeZone,
      locale: localeOf(request, found),
      account: found && { id: found.account_id, person_id: found.person_id, display_name: found.display_name },
      posts: factorDue ? [] : (rights?.posts ?? []),
      ability: factorDue ? nobody : (rights?.ability ?? nobody),
      factorDemanded,
      factorDue,
      ...(found && { provenAt: found.proven_at, idleMinutes: lives.idleMinutes }),
      origin: {
        address: request.ip ?? null,
        request_id: request.requestId ?? null,
        session: found ? (token ?? null) : null,
      },
    }
  }

  /** A machine has one post of its maker within one unit, and none of what is a person's own; see platform/machine.ts. */
  async function contextOfMachine(request: Request, token: FoundToken, now: Date, today: string): Promise<Context> {
    const post = await tokenPost(db, token, today, now)
    const counts = post && (!demandFactor || token.factor || !officeRoles.has(post.role))
    const posts = counts ? [post] : []
    return {
      db,
      ...(reading && { replica: reading() }),
      ...(system && { system }),
      now,
      today,
      zone: timeZone,
      locale: localeOf(request, null),
      account: {
        id: token.account_id,
        person_id: token.person_id,
        display_name: `${token.display_name} · ${token.name}`,
      },
      posts,
      ability: abilityOf(posts, grants, token.read_only ? readingAlone : undefined),
      machine: { token_id: token.id, readOnly: token.read_only },
      origin: { address: request.ip ?? null, request_id: request.requestId ?? null, session: null },
    }
  }

  async function rightsOf(found: SessionAccount, now: Date, today: string): Promise<Rights> {
    const cached = cache.get(found.person_id)
    if (cached && cached.version === found.access_version && cached.day === today && cached.until > now.getTime())
      return cached
    const posts = await allPosts(db, modules, found.person_id, today, now)
    const rights = {
      version: found.access_version,
      day: today,
      until: now.getTime() + rightsLiveFor,
      posts,
      ability: abilityOf(posts, grants),
    }
    if (cache.size >= rightsKept) cache.delete(cache.keys().next().value!)
    cache.set(found.person_id, rights)
    return rights
  }
}

/** All posts of a person on a day: the granted ones, and those that follow from the modules' records. */
export async function allPosts(
  db: Kysely<Database>,
  modules: readonly Module[],
  person_id: string,
  day: string,
  now: Date,
): Promise<Post[]> {
  const granted = await postsOf(db, person_id, day, now)
  const followed = await Promise.all(
    modules.map((module) => module.reach?.(db, { id: person_id, posts: granted }, day) ?? []),
  )
  return [...granted, ...followed.flat()]
}

function localeOf(request: Request, found: SessionAccount | null): Locale {
  const asked = request.headers['x-language']
  if (asked === 'vi' || asked === 'en') return asked
  return found?.locale ?? (request.acceptsLanguages('vi', 'en') === 'en' ? 'en' : 'vi')
}

/** The value of a cookie in a header, if it is there. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  return header
    ?.split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1)
}

declare module 'express-serve-static-core' {
  interface Request {
    /** The id of this request, in the log, the trail and the error that a person quotes. */
    requestId?: string
    /** The token with which a machine asks; a session is not looked for then. */
    apiToken?: FoundToken
  }
}
