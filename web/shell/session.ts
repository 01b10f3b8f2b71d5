import { useMemo } from 'react'
import { useQuery } from 'urql'
import { client, graphql, guardHeaders, problemOf } from '../graphql.ts'
import type { Problem, ResultOf, Violation } from '../graphql.ts'
import { rememberSharedComputer } from '../offline/shared-computer.ts'
import { languageNow, setZone } from '../text.ts'
import { rememberSignedIn } from './sign-in-again.ts'
import type { Theme } from './theme.ts'

/** A post of the person: what they are, and where. A parent's has no unit. */
export interface Post {
  id: string
  role: Role
  unit: { id: string; name: string; shortName: string; slug: string; kind?: string } | null
  /** The levels and subjects of an officer's post; null for all. */
  levels: readonly ('lower_secondary' | 'upper_secondary')[] | null
  subjects: readonly { code: string; shortName: string }[] | null
}

/** The roles of posts, as the API names them. */
export type Role = ViewerAnswer['posts'][number]['role']

type ViewerAnswer = NonNullable<ResultOf<typeof ViewerQuery>['viewer']>

/** The person who is signed in, as the shell needs them. */
export interface Viewer {
  account: { id: string; displayName: string }
  posts: readonly Post[]
  /** What is chosen in the account. */
  locale: 'vi' | 'en'
  theme: Theme
  /** The day in the province. */
  today: string
  /** A post demands a second factor, and until it is there no post counts. */
  secondFactorDue: boolean
  /** After how many minutes without anything done the session ends. */
  idleMinutes: number
  /** How many notices are new. */
  notices?: number
  /** For which school the person acts now, why, and until when. */
  standIn?: { unitName: string; reason: string; until: string }
}

/** Who is here: nobody knows yet, nobody, somebody, or the question failed. */
export type Session =
  | { state: 'loading' }
  | { state: 'anonymous' }
  | { state: 'failed'; problem: Problem; retry: () => void }
  | { state: 'signedIn'; viewer: Viewer }

const ViewerQuery = graphql(`
  query Viewer {
    viewer {
      account {
        id
        displayName
      }
      locale
      theme
      today
      timeZone
      unreadNotices
      secondFactorDue
      idleMinutes
      standIn {
        reason
        until
        unit {
          name
        }
      }
      posts {
        id
        role
        levels
        subjects {
          code
          shortName
        }
        unit {
          id
          name
          shortName
          slug
          kind
        }
      }
    }
  }
`)

/** Who is signed in. Asked once; every component shares the answer. */
export function useSession(): Session {
  const [{ data, error, fetching }, again] = useQuery({ query: ViewerQuery, requestPolicy: 'cache-first' })
  return useMemo(() => {
    if (data?.viewer) {
      rememberSignedIn(true)
      setZone(data.viewer.timeZone)
      return { state: 'signedIn', viewer: viewerOf(data.viewer) }
    }
    if (error) {
      const problem = problemOf(error)
      const retry = () => again({ requestPolicy: 'network-only' })
      return problem.kind === 'unauthenticated' ? { state: 'anonymous' } : { state: 'failed', problem, retry }
    }
    return fetching || !data ? { state: 'loading' } : { state: 'anonymous' }
  }, [data, error, fetching, again])
}

function viewerOf({ standIn, unreadNotices, ...viewer }: ViewerAnswer): Viewer {
  const standing = standIn && { unitName: standIn.unit?.name ?? '', reason: standIn.reason, until: standIn.until }
  return { ...viewer, notices: unreadNotices, ...(standing ? { standIn: standing } : {}) }
}

/** The person who is signed in; for components inside the frame, where somebody always is. */
export function useViewer(): Viewer {
  const session = useSession()
  if (session.state !== 'signedIn') throw new Error('Nobody is signed in here')
  return session.viewer
}

/** Whether the person who has just signed in again is the one whose page this is. */
export async function isSamePerson(before: Viewer): Promise<boolean> {
  const { data } = await client.query(ViewerQuery, {}, { requestPolicy: 'network-only' })
  return data?.viewer?.account.id === before.account.id
}

/** What signing in answered: let in, or refused with the reasons. */
export type SignInAnswer = { ok: true } | { ok: false; violations: readonly Violation[]; offline?: boolean }

/** Whether this browser can use passkeys at this address; what it takes is fetched when somebody uses one. */
export const passkeysWork = (): boolean => 'PublicKeyCredential' in globalThis && globalThis.isSecureContext

/** What is typed to sign in; the code only where a second factor is asked for. */
export interface Credentials {
  login: string
  password: string
  code: string
  /** A shared computer keeps nothing when the browser is closed. */
  shared: boolean
}

/** Signs in. */
export async function signIn(credentials: Credentials): Promise<SignInAnswer> {
  const answer = await sendToSession('/session', credentials)
  if (answer.ok) rememberSharedComputer(credentials.shared)
  return answer
}

/** Gives password and code once more in a session that goes on. */
export const prove = (given: Pick<Credentials, 'password' | 'code'>): Promise<SignInAnswer> =>
  sendToSession('/session/prove', given)

/** Sends to one of the addresses of the session; what is wrong comes back as violations. */
export async function sendToSession(path: string, body: object): Promise<SignInAnswer> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json', 'x-language': languageNow(), ...guardHeaders },
      body: JSON.stringify(body),
    })
    if (response.ok) return { ok: true }
    const answer: unknown = await response.json().catch(() => ({}))
    return { ok: false, violations: violationsIn(answer) }
  } catch {
    return { ok: false, violations: [], offline: true }
  }
}

/** Signs out and begins anew, so that nothing of the person stays in memory; what waits is sent or dropped first. */
export async function signOut(): Promise<void> {
  const { askToLeave } = await import('../offline/leaving.tsx')
  if (!(await askToLeave())) return
  await fetch('/session', { method: 'DELETE', credentials: 'same-origin', headers: guardHeaders })
  location.assign('/sign-in')
}

/** The violations in an answer of the server that is not the API's; none in anything else. */
export function violationsIn(answer: unknown): readonly Violation[] {
  if (typeof answer !== 'object' || answer === null || !('violations' in answer)) return []
  return Array.isArray(answer.violations) ? (answer.violations as Violation[]) : []
}
