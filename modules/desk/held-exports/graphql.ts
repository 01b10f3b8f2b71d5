import { builder } from '../../../platform/graphql.ts'
import { UnitRef, unitLoader } from '../../organisation/public.ts'
import { decodeJob, encodeJob } from '../jobs/graphql.ts'
import { refuseExport, releaseExport } from './commands.ts'
import { heldExports, type HeldExport } from './queries.ts'

const HeldExportRef = builder.objectRef<HeldExport>('HeldExport').implement({
  description: 'A file with the data of many persons that somebody has asked for, and that a second person releases.',
  fields: (t) => ({
    id: t.id({ description: 'The id of its job.', resolve: ({ id }) => encodeJob(id) }),
    kind: t.exposeString('kind', { description: 'What kind of work: `students.list`, `students.report`.' }),
    school: t.field({
      type: UnitRef,
      nullable: true,
      description: 'Whose data.',
      resolve: ({ school_id }, _, ctx) => unitLoader(ctx).load(school_id),
    }),
    persons: t.exposeInt('persons', { description: 'How many persons’ data.' }),
    reason: t.exposeString('reason', { description: 'Why it is wanted.' }),
    asker: t.exposeString('asker', { description: 'Who wants it.' }),
    own: t.boolean({
      description: 'Whether the reader asked for it: then somebody else releases it.',
      resolve: ({ asker_id }, _, ctx) => asker_id === ctx.account?.person_id,
    }),
    askedAt: t.expose('created_at', { type: 'DateTime', description: 'Since when it waits.' }),
    expiresAt: t.expose('expires_at', { type: 'DateTime', description: 'When it is forgotten.' }),
  }),
})

builder.queryField('heldExports', (t) =>
  t.field({
    type: [HeldExportRef],
    description: 'Exports that wait for a second person where the reader may release them, oldest first.',
    resolve: (_, __, ctx) => heldExports(ctx),
  }),
)

builder.mutationFields((t) => {
  const job = t.arg.id({ required: true, description: 'The export.' })
  return {
    releaseExport: t.boolean({
      description: 'Lets an export of somebody else go on; they are told.',
      args: { job },
      resolve: async (_, input, ctx) => {
        await releaseExport(ctx, decodeJob(input.job))
        return true
      },
    }),
    refuseExport: t.boolean({
      description: 'Refuses an export of somebody else; they are told why.',
      args: { job, reason: t.arg.string({ required: true, description: 'Why not.' }) },
      resolve: async (_, input, ctx) => {
        await refuseExport(ctx, decodeJob(input.job), input.reason)
        return true
      },
    }),
  }
})
