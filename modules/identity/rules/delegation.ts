/** What a unit is, as far as posts are concerned. */
export type UnitKindOfPosts =
  | 'ministry'
  | 'department'
  | 'district_office'
  | 'commune_office'
  | 'school'
  | 'centre'
  | 'campus'
  | 'division'

/** One line of the table: who, where, may grant which posts in which kind of unit. How far they reach is not said here. */
export interface Delegation {
  by: string
  /** The kind of unit in which the granting post is held. */
  of: readonly UnitKindOfPosts[]
  /** The kind of unit in which the post is granted. */
  in: readonly UnitKindOfPosts[]
  roles: readonly string[]
}

const offices = ['department', 'ministry'] as const
const communes = ['commune_office', 'district_office'] as const
const schools = ['school', 'centre'] as const
const staff = ['team_head', 'teacher', 'clerk', 'librarian', 'equipment_keeper', 'pupil'] as const

/**
 * Which role may grant which posts where. A delegated administrator grants below the own standing only: no post higher
 * than the own, none outside the own unit, and the administrator of the sở is granted by the sở alone. Standing in for a
 * school is no grant: an officer asks for it (stand-in.ts). Source: docs/service-rules/accounts.md.
 */
export const delegations: readonly Delegation[] = [
  { by: 'administrator', of: offices, in: [...offices, 'division'], roles: ['administrator', 'leader', 'officer'] },
  { by: 'administrator', of: offices, in: communes, roles: ['administrator', 'commune_officer'] },
  {
    by: 'administrator',
    of: offices,
    in: schools,
    roles: ['administrator', 'principal', 'vice_principal', 'school_administrator', ...staff],
  },
  { by: 'administrator', of: communes, in: communes, roles: ['commune_officer'] },
  {
    by: 'administrator',
    of: communes,
    in: schools,
    roles: ['principal', 'vice_principal', 'school_administrator', ...staff],
  },
  { by: 'administrator', of: schools, in: schools, roles: ['school_administrator', ...staff] },
  { by: 'principal', of: schools, in: schools, roles: ['vice_principal', 'school_administrator', ...staff] },
  { by: 'school_administrator', of: schools, in: schools, roles: staff },
]

/** A post that grants, and a post that would be granted, each with the kind of its unit. */
export interface Granting {
  role: string
  unit_kind: UnitKindOfPosts
}

/** The roles that one of these posts may grant in a unit of this kind, in the order of the table. Source: docs/service-rules/accounts.md. */
export function grantableRoles(by: readonly Granting[], kind: UnitKindOfPosts): string[] {
  const lines = delegations.filter(
    (line) => line.in.includes(kind) && by.some((post) => post.role === line.by && line.of.includes(post.unit_kind)),
  )
  return [...new Set(lines.flatMap((line) => line.roles))]
}

/** Whether one of these posts may grant a role in a unit of this kind. Source: docs/service-rules/accounts.md. */
export function mayGrant(by: readonly Granting[], role: string, kind: UnitKindOfPosts): boolean {
  return grantableRoles(by, kind).includes(role)
}
