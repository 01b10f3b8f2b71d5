import { resolveCursorConnection, type ResolveCursorConnectionArgs } from '@pothos/plugin-relay'
import { builder } from '../../platform/graphql.ts'
import { decodeKey, encodeKey, keyUuid } from '../../platform/key.ts'
import { personal } from '../../platform/machine.ts'
import { TextValueRef } from '../../platform/text-value.ts'
import { readNotices, unreadNotices } from '../identity/public.ts'
import './held-exports/graphql.ts'
import './jobs/graphql.ts'
import { ownNotices, type OwnNotice } from './queries.ts'

const encodeNotice = (id: string): string => encodeKey('Notice', [id])
const decodeNotice = (id: string): string => keyUuid('Notice', decodeKey('Notice', id)[0])

const NoticeRef = builder.objectRef<OwnNotice>('Notice').implement({
  description: 'Something that the signed-in person is told.',
  fields: (t) => ({
    id: t.id({ description: 'Opaque id.', resolve: (notice) => encodeNotice(notice.id) }),
    kind: t.exposeString('kind', { description: 'What it is about: gradebook, post, stand_in, guardian …' }),
    text: t.exposeString('text_key', { description: 'The key of its text.' }),
    values: t.field({
      type: [TextValueRef],
      description: 'The values of its text.',
      resolve: (notice) => Object.entries(notice.values),
    }),
    link: t.exposeString('link', { nullable: true, description: 'The page where it can be looked at.' }),
    createdAt: t.expose('created_at', { type: 'DateTime', description: 'When it was told.' }),
    readAt: t.expose('read_at', { type: 'DateTime', nullable: true, description: 'When it was read; null for new.' }),
  }),
})

builder.queryField('notices', (t) =>
  t.connection({
    extensions: personal,
    type: NoticeRef,
    description: 'The own notices, newest first.',
    resolve: (_, args, ctx) =>
      resolveCursorConnection(
        { args, maxSize: 100, defaultSize: 30, toCursor: (notice: OwnNotice) => encodeNotice(notice.id) },
        ({ limit, after }: ResolveCursorConnectionArgs) =>
          ownNotices(ctx, { first: limit, after: after ? decodeNotice(after) : null }),
      ),
  }),
)

builder.mutationField('readNotices', (t) =>
  t.int({
    extensions: personal,
    description: 'Marks own notices as read, or all where none is named; gives how many are still new.',
    args: { notices: t.arg.idList({ description: 'The notices.' }) },
    resolve: async (_, { notices }, ctx) => {
      await readNotices(ctx, notices ? notices.map(decodeNotice) : null)
      return unreadNotices(ctx)
    },
  }),
)
