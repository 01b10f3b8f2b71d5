/** One reason why input is refused: where it stands, which text says so, and on which source the rule rests. */
export interface Violation {
  path: string
  message: string
  values?: Record<string, string | number>
  source?: string
}

/** The record does not exist for this person; whether it exists at all is not revealed. */
export class NotFound extends Error {
  readonly subject: string
  constructor(subject: string) {
    super(`not found: ${subject}`)
    this.subject = subject
  }
}

/** The input breaks a rule; every violation names its place and the key of its text. */
export class Invalid extends Error {
  readonly violations: readonly Violation[]
  constructor(violations: readonly Violation[] | Violation) {
    const list = 'path' in violations ? [violations] : violations
    super(`invalid: ${list.map((violation) => `${violation.path} ${violation.message}`).join('; ')}`)
    this.violations = list
  }
}

/** Somebody else changed the record meanwhile: what, whose and since when. */
export class Conflict extends Error {
  readonly what: string
  readonly by: string | null
  readonly since: Date | null
  readonly values: Record<string, string | number>
  constructor(
    what: string,
    by: string | null = null,
    since: Date | null = null,
    values: Record<string, string | number> = {},
  ) {
    super(`conflict: ${what}`)
    this.what = what
    this.by = by
    this.since = since
    this.values = values
  }
}

/** The act wants the person to have given password or factor just before. The page asks for them and sends the act again. */
export class Unproven extends Error {
  constructor() {
    super('unproven')
  }
}

/** A machine's token does not go there: to what is a person's own, or to a change where it may only read. */
export class TokenRefused extends Error {
  readonly why: 'persons_only' | 'read_only'
  constructor(why: 'persons_only' | 'read_only') {
    super(`token refused: ${why}`)
    this.why = why
  }
}

/** Nobody is signed in, or the session has ended. The page offers to sign in again in place. */
export class Unauthenticated extends Error {
  constructor() {
    super('unauthenticated')
  }
}
