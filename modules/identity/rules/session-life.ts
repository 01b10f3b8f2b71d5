/** How long a session lives: absolutely, and without a request. */
export interface SessionLife {
  hours: number
  idleMinutes: number
}

/** What is kept of a session's times. */
export interface SessionTimes {
  created_at: Date
  last_seen_at: Date
  shared: boolean
}

/** The lives that are valid from a day on. */
interface DatedLives {
  from: string
  /** Posts that reach beyond one school. */
  office: SessionLife
  /** Posts in a school, and whoever has no post. */
  school: SessionLife
  /** Parents and pupils alone, on a device of their own. */
  family: SessionLife
  /** The most that anybody has on a shared computer. */
  shared: SessionLife
}

/** Defaults of this system; TCVN 11930:2017, level 3, asks for idle ends of 15 to 30 minutes (K). Source: docs/service-rules/accounts.md. */
const lives: readonly DatedLives[] = [
  {
    from: '2026-01-01',
    office: { hours: 10, idleMinutes: 15 },
    school: { hours: 12, idleMinutes: 30 },
    family: { hours: 720, idleMinutes: 10_080 },
    shared: { hours: 12, idleMinutes: 30 },
  },
]

/** Posts that reach beyond one school. Source: docs/service-rules/accounts.md. */
export const officeRoles: ReadonlySet<string> = new Set(['administrator', 'leader', 'officer', 'commune_officer'])
const familyRoles: ReadonlySet<string> = new Set(['parent', 'pupil'])

/** To how many minutes the time of a session's last request is kept: a session is never ended sooner than its idle time. */
export const seenToMinutes = 5

/**
 * How long a session of somebody with these posts lives on a day; of several posts the strictest counts, and the
 * installation's ceiling is above all. Source: docs/service-rules/accounts.md.
 */
export function sessionLife(roles: readonly string[], shared: boolean, day: string, ceiling: SessionLife): SessionLife {
  const valid = lives.findLast(({ from }) => from <= day) ?? lives[0]!
  const byPost = roles.some((role) => officeRoles.has(role))
    ? valid.office
    : roles.length > 0 && roles.every((role) => familyRoles.has(role))
      ? valid.family
      : valid.school
  return shorter(ceiling, shared ? shorter(byPost, valid.shared) : byPost)
}

/** Whether a session that lives so long is over. Source: docs/service-rules/accounts.md. */
export function isOver(session: SessionTimes, life: SessionLife, now: Date): boolean {
  const age = now.getTime() - session.created_at.getTime()
  const idle = now.getTime() - session.last_seen_at.getTime()
  return age >= life.hours * 3_600_000 || idle >= (life.idleMinutes + seenToMinutes) * 60_000
}

const shorter = (one: SessionLife, other: SessionLife): SessionLife => ({
  hours: Math.min(one.hours, other.hours),
  idleMinutes: Math.min(one.idleMinutes, other.idleMinutes),
})
