import { enumOf } from '../../platform/enum.ts'
import { builder } from '../../platform/graphql.ts'
import type { SignedIn } from '../../platform/context.ts'
import { encodeKey } from '../../platform/key.ts'
import type { Post, Role } from '../../platform/post.ts'
import { UnitRef, unitLoader } from '../organisation/public.ts'

const AccountRef = builder.objectRef<SignedIn>('Account').implement({
  description: 'An account: the one sign-in of a person.',
  fields: (t) => ({
    id: t.id({ description: 'Opaque id.', resolve: (account) => encodeKey('Account', [account.id]) }),
    displayName: t.exposeString('display_name', { description: 'The name as the person is addressed.' }),
  }),
})

/** The roles of posts: granted ones, and those that follow from assignments and guardianship. */
export const RoleRef = enumOf<Role>('Role', 'What a post is.', {
  administrator: 'Administrator of the department or of a unit.',
  leader: 'Leader of the department.',
  officer: 'Officer of the department, by subject area and level.',
  commune_officer: 'Officer of a commune.',
  principal: 'Principal.',
  vice_principal: 'Vice principal.',
  school_administrator: 'School administrator (giáo vụ).',
  team_head: 'Head of a subject team.',
  teacher: 'Teacher of a school.',
  clerk: 'Clerk.',
  librarian: 'Librarian.',
  equipment_keeper: 'Keeper of equipment.',
  pupil: 'Pupil.',
  parent: 'Parent or guardian; follows from a claimed guardianship.',
  stand_in: 'An officer who stands in for a school for some hours.',
  subject_teacher: 'Teaches sections; follows from assignments.',
  homeroom: 'Leads classes; follows from assignments.',
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
  }),
})

const ViewerRef = builder.objectRef<SignedIn>('Viewer').implement({
  description: 'Who is signed in, and what they may do.',
  fields: (t) => ({
    account: t.field({ type: AccountRef, description: 'The own account.', resolve: (account) => account }),
    locale: t.string({
      description: 'The language of the answers: `vi` or `en`.',
      resolve: (_, __, ctx) => ctx.locale,
    }),
    today: t.field({ type: 'LocalDate', description: 'The day in the province.', resolve: (_, __, ctx) => ctx.today }),
    posts: t.field({ type: [PostRef], description: 'All posts of today.', resolve: (_, __, ctx) => [...ctx.posts] }),
  }),
})

builder.queryField('viewer', (t) =>
  t.field({
    type: ViewerRef,
    nullable: true,
    description: 'The signed-in person; null for a visitor.',
    resolve: (_, __, ctx) => ctx.account,
  }),
)
