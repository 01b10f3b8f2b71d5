import { builder } from '../../platform/graphql.ts'
import type { SignedIn } from '../../platform/context.ts'
import { encodeKey } from '../../platform/key.ts'
import { personal } from '../../platform/machine.ts'
import type { Post } from '../../platform/post.ts'
import { SubjectRef, UnitRef, subjectLoader, unitLoader } from '../organisation/public.ts'
import { StandInRef } from './accounts/graphql.ts'
import { standInOf } from './accounts/stand-in.ts'
import { unreadNotices } from './notices.ts'
import './accounts/import-accounts.ts'
import './first-run/graphql.ts'
import './held-data/graphql.ts'
import './own-account/graphql.ts'
import './passkeys/graphql.ts'
import './provider/graphql.ts'
import './second-factor/graphql.ts'
import './tokens/graphql.ts'
import { PostLevelRef, levelsOf } from './post-area.ts'
import { RoleRef } from './role-type.ts'
import { LocaleRef, ThemeRef } from './own-account/settings-types.ts'
import { ownSettings } from './own-account/queries.ts'

const AccountRef = builder.objectRef<SignedIn>('Account').implement({
  description: 'An account: the one sign-in of a person.',
  fields: (t) => ({
    id: t.id({ description: 'Opaque id.', resolve: (account) => encodeKey('Account', [account.id]) }),
    displayName: t.exposeString('display_name', { description: 'The name as the person is addressed.' }),
  }),
})

const PostRef = builder.objectRef<Post>('Post').implement({
  description: 'A post of the signed-in person today.',
  fields: (t) => ({
    id: t.id({
      description: 'Opaque id, stable while the post lasts.',
      resolve: (post) => encodeKey('Post', [post.id ?? post.role, post.unit_id ?? 0]),
    }),
    role: t.field({ type: RoleRef, description: 'What the post is.', resolve: (post) => post.role }),
    unit: t.field({
      type: UnitRef,
      nullable: true,
      description: 'The unit in which the post is held; a parent has none.',
      resolve: (post, _, ctx) => (post.unit_id === null ? null : unitLoader(ctx).load(post.unit_id)),
    }),
    subjects: t.field({
      type: [SubjectRef],
      nullable: true,
      description: "An officer's or team head's subjects; null for all.",
      resolve: (post, _, ctx) =>
        'subject_ids' in post && post.subject_ids
          ? Promise.all(post.subject_ids.map((id) => subjectLoader(ctx).load(id)))
          : null,
    }),
    levels: t.field({
      type: [PostLevelRef],
      nullable: true,
      description: "An officer's levels of schooling; null for all.",
      resolve: (post) => ('levels' in post ? levelsOf(post.levels) : null),
    }),
  }),
})

const ViewerRef = builder.objectRef<SignedIn>('Viewer').implement({
  description: 'Who is signed in, and what they may do.',
  fields: (t) => ({
    account: t.field({ type: AccountRef, description: 'The own account.', resolve: (account) => account }),
    locale: t.field({
      type: LocaleRef,
      description: 'The language chosen in the account.',
      resolve: async (_, __, ctx) => (await ownSettings(ctx)).locale,
    }),
    theme: t.field({
      type: ThemeRef,
      description: 'How pages are lit, as chosen in the account.',
      resolve: async (_, __, ctx) => (await ownSettings(ctx)).theme,
    }),
    unreadNotices: t.int({ description: 'How many notices are new.', resolve: (_, __, ctx) => unreadNotices(ctx) }),
    standIn: t.field({
      type: StandInRef,
      nullable: true,
      description: 'For which school the person stands in now; null for none.',
      resolve: (_, __, ctx) => (ctx.posts.some((post) => post.role === 'stand_in') ? standInOf(ctx) : null),
    }),
    today: t.field({ type: 'LocalDate', description: 'The day in the province.', resolve: (_, __, ctx) => ctx.today }),
    timeZone: t.string({
      description: 'The zone in which days begin and instants are shown, a name of the IANA list.',
      resolve: (_, __, ctx) => ctx.zone,
    }),
    secondFactorDue: t.boolean({
      description: 'Whether a post demands a second factor that is not there yet: until it is, no post counts.',
      resolve: (_, __, ctx) => ctx.factorDue ?? false,
    }),
    idleMinutes: t.int({
      description: 'After how many minutes without anything done the session ends; it follows from the posts.',
      resolve: (_, __, ctx) => ctx.idleMinutes ?? 0,
    }),
    posts: t.field({ type: [PostRef], description: 'All posts of today.', resolve: (_, __, ctx) => [...ctx.posts] }),
  }),
})

builder.queryField('viewer', (t) =>
  t.field({
    extensions: personal,
    type: ViewerRef,
    nullable: true,
    description: 'The signed-in person; null for a visitor.',
    resolve: (_, __, ctx) => ctx.account,
  }),
)
