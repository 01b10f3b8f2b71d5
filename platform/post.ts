/**
 * The roles a post can have, each with what it reaches; modules add theirs by declaration merging.
 * Reach names schools, sections, classes and persons, never a list of classes beside a list of subjects.
 */
// oxlint-disable-next-line typescript/no-empty-interface -- filled by the modules
export interface PostRoles {}

/** The name of a role. */
export type Role = keyof PostRoles

interface PostBase {
  /** The post's own id; null for what follows from an assignment or a guardianship. */
  id: string | null
  person_id: string
  unit_id: number | null
}

/** One post of a person today, with its reach. */
export type Post = { [R in Role]: { role: R } & PostBase & PostRoles[R] }[Role]

/** Which schools an office reaches: a list of ids, or the whole province without condition. */
export type Schools = readonly number[] | 'all'
