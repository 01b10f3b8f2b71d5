import { resolveCursorConnection, type ResolveCursorConnectionArgs } from '@pothos/plugin-relay'
import { may } from '../../../platform/ability.ts'
import { enumOf } from '../../../platform/enum.ts'
import { builder } from '../../../platform/graphql.ts'
import { personal } from '../../../platform/machine.ts'
import type { Role } from '../../../platform/post.ts'
import { SubjectRef, UnitRef, decodeSubject, subjectLoader, unitLoader } from '../../organisation/public.ts'
import { PostLevelRef, levelsOf } from '../post-area.ts'
import { RoleRef } from '../role-type.ts'
import type { GrantedRole } from '../tables.ts'
import { hasFactor } from '../second-factor/check.ts'
import { closeAccount, openAccount, renewCodes, reopenAccount, type OpenedAccount } from './commands.ts'
import { setFirstPassword } from './passwords.ts'
import { decodeAccount, decodePost, decodeUnit, encodeAccount, encodePost } from './keys.ts'
import { endPost, grantPost } from './posts.ts'
import { accountById, accountsOf, countAccounts, type AccountPost, type UnitAccount } from './queries.ts'
import { grantableIn } from './standing.ts'
import { endStandIn, mayStandIn, standIn, standInHours, type StandIn } from './stand-in.ts'

const StateRef = enumOf<UnitAccount['state']>('AccountState', 'The state of an account.', {
  invited: 'Opened; its first password is not set yet.',
  active: 'In use.',
  closed: 'Closed: nobody signs in with it.',
})

const AccountPostRef = builder.objectRef<AccountPost>('AccountPost').implement({
  description: 'A post of a person, dated, as far as the reader may see it.',
  fields: (t) => ({
    id: t.id({ description: 'Opaque id.', resolve: (post) => encodePost(post.id) }),
    role: t.field({ type: RoleRef, description: 'What the post is.', resolve: (post) => post.role }),
    unit: t.field({
      type: UnitRef,
      nullable: true,
      description: 'The unit in which it is held.',
      resolve: (post, _, ctx) => unitLoader(ctx).load(post.unit_id),
    }),
    subjects: t.field({
      type: [SubjectRef],
      nullable: true,
      description: "An officer's or team head's subjects; null for all.",
      resolve: ({ subject_ids }, _, ctx) =>
        subject_ids && Promise.all(subject_ids.map((id) => subjectLoader(ctx).load(id))),
    }),
    levels: t.field({
      type: [PostLevelRef],
      nullable: true,
      description: "An officer's levels of schooling; null for all.",
      resolve: ({ levels }) => levelsOf(levels),
    }),
    validFrom: t.expose('valid_from', { type: 'LocalDate', description: 'The first day.' }),
    validTo: t.expose('valid_to', { type: 'LocalDate', nullable: true, description: 'The last day, if it is known.' }),
    current: t.exposeBoolean('current', { description: 'Whether it holds today.' }),
    canEnd: t.boolean({
      description: 'Whether the reader may end it.',
      resolve: (post, _, ctx) => may(ctx.ability, 'end', 'Post', { unit_id: post.unit_id }) && post.role !== 'stand_in',
    }),
  }),
})

/** An account in the API; later modules add what its person teaches. */
export const UnitAccountRef = builder.objectRef<UnitAccount>('UnitAccount').implement({
  description: 'An account as the units in which its person holds posts see it.',
  fields: (t) => ({
    id: t.id({ description: 'Opaque id.', resolve: (account) => encodeAccount(account.id) }),
    displayName: t.exposeString('display_name', { description: 'The name of the person.' }),
    login: t.exposeString('login', { description: 'The name or telephone number for signing in.' }),
    state: t.expose('state', { type: StateRef, description: 'Whether it is in use.' }),
    lastSignInAt: t.expose('last_sign_in_at', {
      type: 'DateTime',
      nullable: true,
      description: 'When the person was last here; null for never.',
    }),
    codeUntil: t.expose('code_until', {
      type: 'DateTime',
      nullable: true,
      description: 'Until when the last code for a password works; null when none is open.',
    }),
    posts: t.field({ type: [AccountPostRef], description: 'Its posts, newest first.', resolve: (a) => a.posts }),
    canRenew: t.boolean({
      description: 'Whether the reader may make a new code for its password.',
      resolve: (a, _, ctx) => a.person_id !== ctx.account?.person_id && may(ctx.ability, 'invite', 'Account', a),
    }),
    hasSecondFactor: t.boolean({
      description: 'Whether signing in asks for a second factor; told to those who may take it away.',
      resolve: (a, _, ctx) => may(ctx.ability, 'invite', 'Account', a) && hasFactor(ctx.db, a.id),
    }),
    canClose: t.boolean({
      description: 'Whether the reader may close it and open it again.',
      resolve: (a, _, ctx) => a.person_id !== ctx.account?.person_id && may(ctx.ability, 'update', 'Account', a),
    }),
  }),
})

/** The slip of a one-time code, shown once. */
export const AccountSlipRef = builder.objectRef<OpenedAccount>('AccountSlip').implement({
  description: 'An account with the code of its password. The code is shown this once; only its hash is kept.',
  fields: (t) => ({
    account: t.id({ description: 'The account.', resolve: (slip) => encodeAccount(slip.account_id) }),
    displayName: t.exposeString('display_name', { description: 'The name of the person.' }),
    login: t.exposeString('login', { description: 'The name for signing in.' }),
    code: t.exposeString('code', {
      nullable: true,
      description: 'The code; null where the person has had an account before and keeps its password.',
    }),
    expiresAt: t.expose('expires_at', { type: 'DateTime', nullable: true, description: 'Until when it works.' }),
  }),
})

const CountsRef = builder.objectRef<{ total: number; never: number }>('AccountCounts').implement({
  description: 'How many accounts a unit has.',
  fields: (t) => ({
    total: t.exposeInt('total', { description: 'All.' }),
    never: t.exposeInt('never', { description: 'Those that have never been used.' }),
  }),
})

/** A standing in for a school. */
export const StandInRef = builder.objectRef<StandIn>('StandIn').implement({
  description: 'An officer stands in for a school for some hours.',
  fields: (t) => ({
    unit: t.field({
      type: UnitRef,
      nullable: true,
      description: 'The school.',
      resolve: ({ unit_id }, _, ctx) => unitLoader(ctx).load(unit_id),
    }),
    reason: t.exposeString('reason', { description: 'Why.' }),
    until: t.expose('until', { type: 'DateTime', description: 'When it ends.' }),
  }),
})

builder.objectFields(UnitRef, (t) => ({
  accounts: t.connection({
    type: UnitAccountRef,
    description: 'The accounts of those who hold a post here today or later, in Vietnamese order.',
    args: {
      search: t.arg.string({ description: 'A part of a name, with or without diacritics, or the start of a login.' }),
      state: t.arg({ type: StateRef, description: 'Only those in this state.' }),
      role: t.arg({ type: RoleRef, description: 'Only those with this post here.' }),
    },
    resolve: (unit, args, ctx) =>
      resolveCursorConnection(
        { args, maxSize: 100, defaultSize: 50, toCursor: (account: UnitAccount) => encodeAccount(account.id) },
        ({ limit, after }: ResolveCursorConnectionArgs) =>
          accountsOf(ctx, unit.id, args, { first: limit, after: after ? decodeAccount(after) : null }),
      ),
  }),
  accountCounts: t.field({
    type: CountsRef,
    nullable: true,
    description: 'How many accounts this unit has; null for whoever may not see them.',
    resolve: (unit, _, ctx) =>
      may(ctx.ability, 'read', 'Account', { unit_id: unit.id }) ? countAccounts(ctx, unit.id) : null,
  }),
  grantableRoles: t.field({
    type: [RoleRef],
    description: 'The posts that the reader may grant here.',
    resolve: async (unit, _, ctx) => (await grantableIn(ctx, unit.id)) as Role[],
  }),
  canStandIn: t.boolean({
    description: 'Whether the reader may stand in for this school.',
    resolve: (unit, _, ctx) => (unit.kind === 'school' || unit.kind === 'centre') && mayStandIn(ctx, unit.id),
  }),
}))

builder.queryField('account', (t) =>
  t.field({
    type: UnitAccountRef,
    nullable: true,
    description: 'An account by id.',
    args: { id: t.arg.id({ required: true, description: 'The account.' }) },
    resolve: (_, { id }, ctx) => accountById(ctx, decodeAccount(id)),
  }),
)

const PostInputRef = builder.inputType('PostInput', {
  description: 'A post to be granted.',
  fields: (t) => ({
    role: t.field({ type: RoleRef, required: true, description: 'What the post is.' }),
    subjects: t.idList({ description: "An officer's or team head's subjects; all where absent or empty." }),
    levels: t.field({ type: [PostLevelRef], description: "An officer's levels; all where absent or empty." }),
    validFrom: t.field({ type: 'LocalDate', description: 'The first day; today where absent.' }),
    validTo: t.field({ type: 'LocalDate', description: 'The last day; open where absent.' }),
  }),
})

const wanted = (post: typeof PostInputRef.$inferInput) => ({
  role: post.role as GrantedRole,
  subject_ids: post.subjects?.length ? post.subjects.map(decodeSubject) : null,
  levels: post.levels?.length ? post.levels : null,
  valid_from: post.validFrom ?? null,
  valid_to: post.validTo ?? null,
})

builder.mutationFields((t) => ({
  openAccount: t.field({
    extensions: personal,
    type: AccountSlipRef,
    description:
      'Opens an account in a unit with its posts. A person whose identity number has an account keeps it and gets the posts.',
    args: {
      unit: t.arg.id({ required: true, description: 'The unit.' }),
      fullName: t.arg.string({ required: true, description: 'The full name.' }),
      identityNumber: t.arg.string({ description: 'Twelve digits; finds a person who is known already.' }),
      login: t.arg.string({ description: 'A telephone number or a name; made of the name where absent.' }),
      posts: t.arg({ type: [PostInputRef], required: true, description: 'At least one.' }),
    },
    resolve: (_, { unit, fullName, identityNumber, login, posts }, ctx) =>
      openAccount(ctx, {
        unit_id: decodeUnit(unit),
        full_name: fullName,
        identity_number: identityNumber ?? null,
        login: login ?? null,
        posts: posts.map(wanted),
      }),
  }),
  renewAccountCodes: t.field({
    extensions: personal,
    type: [AccountSlipRef],
    description:
      'Makes new codes for passwords, at most 500; earlier open codes die, passwords stay until a code is used.',
    args: { accounts: t.arg.idList({ required: true, description: 'The accounts.' }) },
    resolve: (_, { accounts }, ctx) => renewCodes(ctx, accounts.map(decodeAccount)),
  }),
  closeAccount: t.field({
    extensions: personal,
    type: UnitAccountRef,
    description: 'Closes an account: sessions end at once, codes die.',
    args: {
      account: t.arg.id({ required: true, description: 'The account.' }),
      reason: t.arg.string({ required: true, description: 'Why.' }),
    },
    resolve: async (_, { account, reason }, ctx) =>
      accountById(ctx, await closeAccount(ctx, decodeAccount(account), reason)),
  }),
  reopenAccount: t.field({
    extensions: personal,
    type: UnitAccountRef,
    description: 'Opens a closed account again.',
    args: { account: t.arg.id({ required: true, description: 'The account.' }) },
    resolve: async (_, { account }, ctx) => accountById(ctx, await reopenAccount(ctx, decodeAccount(account))),
  }),
  grantPost: t.field({
    extensions: personal,
    type: UnitAccountRef,
    description: 'Grants a post, within what the own posts may grant.',
    args: {
      account: t.arg.id({ required: true, description: 'The account of the person.' }),
      unit: t.arg.id({ required: true, description: 'The unit.' }),
      post: t.arg({ type: PostInputRef, required: true, description: 'The post.' }),
    },
    resolve: async (_, { account, unit, post }, ctx) => {
      const granted = await grantPost(ctx, decodeAccount(account), { unit_id: decodeUnit(unit), ...wanted(post) })
      return accountById(ctx, granted.account_id)
    },
  }),
  endPost: t.field({
    extensions: personal,
    type: 'ID',
    description: 'Ends a post at once, or with the last day named; gives its id.',
    args: {
      post: t.arg.id({ required: true, description: 'The post.' }),
      on: t.arg({ type: 'LocalDate', description: 'The last day; at once where absent.' }),
      reason: t.arg.string({ required: true, description: 'Why.' }),
    },
    resolve: async (_, { post, on, reason }, ctx) =>
      encodePost(await endPost(ctx, decodePost(post), on ?? null, reason)),
  }),
  standIn: t.field({
    extensions: personal,
    type: StandInRef,
    description: `Stands in for a school for at most ${standInHours} hours; its principal is told.`,
    args: {
      unit: t.arg.id({ required: true, description: 'The school.' }),
      hours: t.arg.int({ required: true, description: `1 to ${standInHours}.` }),
      reason: t.arg.string({ required: true, description: 'Why.' }),
    },
    resolve: (_, { unit, hours, reason }, ctx) => standIn(ctx, decodeUnit(unit), hours, reason),
  }),
  endStandIn: t.boolean({
    extensions: personal,
    description: 'Ends the own standing in before its hour; false when none was running.',
    resolve: (_, __, ctx) => endStandIn(ctx),
  }),
  setFirstPassword: t.string({
    extensions: personal,
    description: 'Sets a password with the login and the one-time code of a slip; gives the login. Sessions end.',
    args: {
      login: t.arg.string({ required: true, description: 'The name for signing in, as on the slip.' }),
      code: t.arg.string({ required: true, description: 'The code on the slip.' }),
      password: t.arg.string({ required: true, description: 'The new password, ten letters or more.' }),
    },
    resolve: (_, input, ctx) => setFirstPassword(ctx, input),
  }),
}))
