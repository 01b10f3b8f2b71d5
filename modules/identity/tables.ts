import type { ColumnType, Generated, GeneratedAlways, Selectable } from 'kysely'
import type { Schools } from '../../platform/post.ts'
import type { LocalDate } from '../../platform/database.ts'

/** A person, thin and province-wide: what identifies, and the version that drops cached rights. */
export interface PersonTable {
  id: Generated<string>
  identity_number: string | null
  lifelong_code: string | null
  alias_of: string | null
  access_version: Generated<number>
}

/** A person's one account. */
export interface AccountTable {
  id: Generated<string>
  person_id: string
  login: string
  display_name: string
  password_hash: string | null
  state: Generated<'invited' | 'active' | 'closed'>
  locale: Generated<'vi' | 'en'>
  theme: Generated<'system' | 'light' | 'dark'>
  created_at: Generated<Date>
  last_sign_in_at: Date | null
  /** The unit that opened the account and may renew its password; null for a guardian's own account. */
  unit_id: number | null
  given_name: GeneratedAlways<string>
  rest_name: GeneratedAlways<string>
  search_name: GeneratedAlways<string>
}

/** A signed-in browser; only the hash of its token is kept. */
export interface SessionTable {
  token_hash: Buffer
  account_id: string
  created_at: Generated<Date>
  last_seen_at: Generated<Date>
  expires_at: Date
  address: string | null
  agent: string | null
  shared: Generated<boolean>
  proven_at: Generated<Date>
  /** Whether the identity provider vouched for a second factor. */
  factor_vouched: Generated<boolean>
}

/** An account's second factor: the sealed secret of one-time codes. */
export interface SecondFactorTable {
  account_id: string
  secret: Buffer
  created_at: Generated<Date>
  confirmed_at: Date | null
  last_step: number | null
}

/** A code that stands in once for a lost phone; only its hash is kept. */
export interface RecoveryCodeTable {
  account_id: string
  code_hash: Buffer
  used_at: Date | null
}

/** A passkey (WebAuthn): the public half of a key that stays in its owner's device. */
export interface PasskeyTable {
  id: Buffer
  account_id: string
  public_key: Buffer
  /** bigint, which pg gives as text. */
  counter: ColumnType<string, number, number>
  transports: string[]
  name: string
  /** Whether the owner's devices share it. */
  synced: boolean
  created_at: Generated<Date>
  used_at: Date | null
}

/** An account as an identity provider knows it (OpenID Connect): who issues, and its own lasting name of the person. */
export interface ProviderIdentityTable {
  issuer: string
  subject: string
  account_id: string
  connected_at: Generated<Date>
  used_at: Date | null
}

/** A voucher that was taken: none is taken twice. */
export interface SpentVoucherTable {
  voucher: Buffer
  expires_at: Date
}

/** A failed sign-in, for throttling. */
export interface SignInFailureTable {
  login: string
  address: string
  at: Generated<Date>
}

/** The roles that are granted; teaching, homeroom and parenthood follow from other records. */
export type GrantedRole =
  | 'administrator'
  | 'leader'
  | 'officer'
  | 'commune_officer'
  | 'principal'
  | 'vice_principal'
  | 'school_administrator'
  | 'team_head'
  | 'teacher'
  | 'clerk'
  | 'librarian'
  | 'equipment_keeper'
  | 'pupil'
  | 'stand_in'

/** A dated post of a person in a unit. */
export interface PostTable {
  id: Generated<string>
  person_id: string
  role: GrantedRole
  unit_id: number
  /** An officer's or team head's subjects; null means all. */
  subject_ids: number[] | null
  /** An officer's levels (`lower_secondary`, `upper_secondary` …); null means all. */
  levels: string[] | null
  valid_from: LocalDate
  valid_to: LocalDate | null
  /** The instant at which a stand-in, or a post ended at once, ends within its last day. */
  expires_at: Date | null
  reason: string | null
  granted_by: string | null
  granted_at: Generated<Date>
}

/** A one-time code (first password, reset, guardian's slip); only its hash is kept. */
export interface InvitationTable {
  code_hash: Buffer
  kind: 'password' | 'guardian' | 'first_administrator'
  account_id: string | null
  school_id: number | null
  guardianship_id: string | null
  created_by: string | null
  created_at: Generated<Date>
  expires_at: Date
  tries: Generated<number>
  used_at: Date | null
  revoked_at: Date | null
}

/** Something that a person is told; its words are a text's key with values. */
export interface NoticeTable {
  id: Generated<string>
  person_id: string
  kind: string
  text_key: string
  values: Generated<Record<string, string | number>>
  link: string | null
  school_id: number | null
  created_at: Generated<Date>
  read_at: Date | null
}

/** A secret of the installation that nobody chooses and nothing shows. */
export interface ServerSecretTable {
  purpose: string
  secret: Buffer
}

/** A token with which a machine asks; only its hash is kept. It has the grants of one post of its maker, within one unit. */
export interface ApiTokenTable {
  id: Generated<string>
  token_hash: Buffer
  /** The start of the token, by which people tell one from another. */
  prefix: string
  name: string
  account_id: string
  post_id: string
  unit_id: number
  read_only: boolean
  per_minute: number
  created_at: Generated<Date>
  last_day: LocalDate
  revoked_at: Date | null
}

/** How often a token asked in the running minute, and when and whence it did first in it. */
export interface ApiTokenUseTable {
  token_id: string
  minute: Date
  requests: number
  used_at: Date
  address: string | null
}

/** Posts and accounts as read; the password hash leaves no query but the sign-in's. */
export type PostRow = Selectable<PostTable>
/** An account without its hash. */
export type AccountRow = Omit<Selectable<AccountTable>, 'password_hash' | 'given_name' | 'rest_name' | 'search_name'>
/** A token without its hash. */
export type ApiTokenRow = Omit<Selectable<ApiTokenTable>, 'token_hash'>
/** A notice as read. */
export type NoticeRow = Selectable<NoticeTable>

declare module '../../platform/database.ts' {
  interface Database {
    person: PersonTable
    account: AccountTable
    session: SessionTable
    sign_in_failure: SignInFailureTable
    second_factor: SecondFactorTable
    recovery_code: RecoveryCodeTable
    passkey: PasskeyTable
    spent_voucher: SpentVoucherTable
    provider_identity: ProviderIdentityTable
    post: PostTable
    invitation: InvitationTable
    notice: NoticeTable
    server_secret: ServerSecretTable
    api_token: ApiTokenTable
    api_token_use: ApiTokenUseTable
  }
}

declare module '../../platform/ability.ts' {
  interface Subjects {
    /** Read in the units where its person holds a post; renewed and closed by the unit that opened it (`unit_id`). */
    Account: AccountRow
    Post: PostRow
    /** Judged by the unit that it reaches. */
    ApiToken: ApiTokenRow
  }
}

/** A post in one school; school_ids also names the schools whose successor it is (for reading). */
export interface SchoolPost {
  school_id: number
  school_ids: readonly number[]
}

/** A post in an office of the sở or a commune. */
export interface OfficePost {
  school_ids: Schools
  /** The offices and schools at and below the post's unit; the whole tree for the sở. */
  unit_ids: Schools
  subject_ids: readonly number[] | null
  levels: readonly string[] | null
}

declare module '../../platform/post.ts' {
  interface PostRoles {
    administrator: OfficePost
    leader: OfficePost
    officer: OfficePost
    commune_officer: OfficePost
    principal: SchoolPost
    vice_principal: SchoolPost
    school_administrator: SchoolPost
    team_head: SchoolPost & { subject_ids: readonly number[] | null }
    teacher: SchoolPost
    clerk: SchoolPost
    librarian: SchoolPost
    equipment_keeper: SchoolPost
    stand_in: SchoolPost
    pupil: SchoolPost
  }
}
