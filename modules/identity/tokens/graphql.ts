import { may } from '../../../platform/ability.ts'
import { enumOf } from '../../../platform/enum.ts'
import { builder } from '../../../platform/graphql.ts'
import { encodeKey } from '../../../platform/key.ts'
import { personal } from '../../../platform/machine.ts'
import { decodePost, decodeToken, decodeUnit, encodePost, encodeToken } from '../accounts/keys.ts'
import { RoleRef } from '../role-type.ts'
import { furthestDay, makeToken, makingPosts, perMinute, revokeToken } from './commands.ts'
import { tokenById, tokensOf, unitOfTokens, type ListedToken, type TokenState, type UnitTokens } from './queries.ts'

const StateRef = enumOf<TokenState>('ApiTokenState', 'Whether a token counts.', {
  active: 'It counts.',
  revoked: 'Somebody has ended it.',
  expired: 'Its last day is past.',
  ended: 'The account or the post of its maker, or a unit, has ended.',
})

const TokenRef = builder.objectRef<ListedToken>('ApiToken').implement({
  description: 'A token with which a machine asks this API in place of a browser.',
  fields: (t) => ({
    id: t.id({ description: 'Opaque id.', resolve: ({ id }) => encodeToken(id) }),
    name: t.exposeString('name', { description: 'Which machine it is for.' }),
    prefix: t.exposeString('prefix', { description: 'The start of the token, by which it is recognised.' }),
    unitName: t.exposeString('unit', { description: 'The unit that it reaches, with those below.' }),
    role: t.field({ type: RoleRef, description: 'Whose grants it has.', resolve: ({ role }) => role }),
    madeBy: t.exposeString('by', { description: 'Who made it.' }),
    readOnly: t.exposeBoolean('read_only', { description: 'Whether it changes nothing.' }),
    perMinute: t.exposeInt('per_minute', { description: 'Requests in a minute at most.' }),
    createdAt: t.expose('created_at', { type: 'DateTime', description: 'When it was made.' }),
    lastDay: t.expose('last_day', { type: 'LocalDate', description: 'The last day on which it counts.' }),
    usedAt: t.expose('used_at', { type: 'DateTime', nullable: true, description: 'The last use, to a minute.' }),
    address: t.exposeString('address', { nullable: true, description: 'From where it was used then.' }),
    state: t.expose('state', { type: StateRef, description: 'Whether it counts.' }),
    canRevoke: t.boolean({
      description: 'Whether the reader may end it.',
      resolve: (token, _, ctx) =>
        token.state === 'active' && may(ctx.ability, 'end', 'ApiToken', { unit_id: token.unit_id }),
    }),
  }),
})

const MadeRef = builder.objectRef<{ id: string; token: string }>('MadeApiToken').implement({
  description: 'A new token. It is shown this once; only its hash is kept.',
  fields: (t) => ({
    token: t.exposeString('token', { description: 'What the machine sends: `Authorization: Bearer …`.' }),
    listed: t.field({
      type: TokenRef,
      description: 'The token as it stands in the list.',
      resolve: ({ id }, _, ctx) => tokenById(ctx, id),
    }),
  }),
})

type MakingPost = ReturnType<typeof makingPosts>[number]

const MakingPostRef = builder.objectRef<MakingPost>('ApiTokenPost').implement({
  description: 'An own post whose grants a token can have.',
  fields: (t) => ({
    id: t.id({ description: 'Opaque id.', resolve: ({ id }) => encodePost(id) }),
    role: t.field({ type: RoleRef, description: 'What the post is.', resolve: ({ role }) => role }),
  }),
})

const MakingRef = builder.objectRef<readonly MakingPost[]>('ApiTokenMaking').implement({
  description: 'How the signed-in person can make a token in a unit.',
  fields: (t) => ({
    posts: t.field({
      type: [MakingPostRef],
      description: 'The own posts whose grants it can have.',
      resolve: (posts) => posts,
    }),
    furthestDay: t.field({
      type: 'LocalDate',
      description: 'The furthest last day.',
      resolve: (_, __, ctx) => furthestDay(ctx.today),
    }),
    mostPerMinute: t.int({ description: 'The most requests in a minute.', resolve: () => perMinute.most }),
    usualPerMinute: t.int({
      description: 'How many it is where nothing else is asked.',
      resolve: () => perMinute.usual,
    }),
  }),
})

const UnitTokensRef = builder.objectRef<UnitTokens>('UnitApiTokens').implement({
  description: "Machines' tokens of a unit and of those below.",
  fields: (t) => ({
    unit: t.id({ description: 'The unit.', resolve: ({ id }) => encodeKey('Unit', [id]) }),
    unitName: t.exposeString('name', { description: 'Its name.' }),
    unitShortName: t.exposeString('short_name', { description: 'Its short name.' }),
    tokens: t.field({
      type: [TokenRef],
      description: 'Those that count first, then the newest.',
      resolve: ({ id }, _, ctx) => tokensOf(ctx, id),
    }),
    making: t.field({
      type: MakingRef,
      nullable: true,
      description: 'How the reader can make one here; null where not.',
      resolve: ({ id }, _, ctx) => {
        const posts = makingPosts(ctx, id)
        return posts.length > 0 ? posts : null
      },
    }),
  }),
})

builder.queryField('apiTokens', (t) =>
  t.field({
    type: UnitTokensRef,
    nullable: true,
    description: 'The tokens of a unit; null for whoever looks after none there.',
    args: { unit: t.arg.string({ required: true, description: "The unit's name in addresses." }) },
    resolve: (_, { unit }, ctx) => unitOfTokens(ctx, unit),
  }),
)

builder.mutationFields((t) => ({
  makeApiToken: t.field({
    type: MadeRef,
    extensions: personal,
    description: 'Makes a token for a machine, with the grants of one own post, within one unit.',
    args: {
      unit: t.arg.id({ required: true, description: 'The unit that it reaches.' }),
      post: t.arg.id({ required: true, description: 'The own post, as `ApiTokenMaking` names it.' }),
      name: t.arg.string({ required: true, description: 'Which machine it is for.' }),
      lastDay: t.arg({ type: 'LocalDate', required: true, description: 'The last day; a year from today at most.' }),
      readOnly: t.arg.boolean({ defaultValue: true, required: true, description: 'Whether it changes nothing.' }),
      perMinute: t.arg.int({
        defaultValue: perMinute.usual,
        required: true,
        description: `Requests in a minute, 1 to ${perMinute.most}.`,
      }),
    },
    resolve: (_, input, ctx) =>
      makeToken(ctx, {
        name: input.name,
        unit_id: decodeUnit(input.unit),
        post_id: decodePost(input.post),
        read_only: input.readOnly,
        per_minute: input.perMinute,
        last_day: input.lastDay,
      }),
  }),
  revokeApiToken: t.field({
    type: TokenRef,
    extensions: personal,
    description: 'Ends a token at once.',
    args: { token: t.arg.id({ required: true, description: 'The token.' }) },
    resolve: async (_, { token }, ctx) => tokenById(ctx, await revokeToken(ctx, decodeToken(token))),
  }),
}))
