import { builder } from '../../../platform/graphql.ts'
import { endPublication, publishYearbook, standing, type Standing } from './publish.ts'

const PublicationRef = builder.objectRef<Standing>('Publication').implement({
  description: 'Figures that everybody may read, as they were published.',
  fields: (t) => ({
    publishedAt: t.expose('published_at', { type: 'DateTime', description: 'Since when.' }),
    publishedBy: t.exposeString('by', { description: 'By whom.' }),
  }),
})

builder.queryFields((t) => ({
  yearbookPublication: t.field({
    type: PublicationRef,
    nullable: true,
    description: 'The yearbook that everybody may read at /open; null where none stands, or out of reach.',
    resolve: (_, __, ctx) => standing(ctx),
  }),
  mayPublish: t.boolean({
    description: 'Whether the reader may publish the yearbook for everybody.',
    resolve: (_, __, ctx) => ctx.ability.can('publish', 'Publication'),
  }),
}))

builder.mutationFields((t) => ({
  publishYearbook: t.field({
    type: PublicationRef,
    description: 'Publishes the yearbook of the last five years as it is approved now, for everybody at /open.',
    resolve: (_, __, ctx) => publishYearbook(ctx),
  }),
  endPublication: t.boolean({
    description: 'Takes the published yearbook back.',
    resolve: async (_, __, ctx) => {
      await endPublication(ctx)
      return true
    },
  }),
}))
