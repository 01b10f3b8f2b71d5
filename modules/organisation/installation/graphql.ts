import { builder } from '../../../platform/graphql.ts'
import { installationOf, provinces, type Installation, type Province } from './queries.ts'

const ProvinceRef = builder.objectRef<Province>('Province').implement({
  description: 'A province of the official list (Decision 19/2025/QĐ-TTg).',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'The official code.' }),
    name: t.exposeString('name', { description: 'The full name.' }),
    shortName: t.exposeString('short_name', { description: 'The name without its kind.' }),
  }),
})

const InstallationRef = builder.objectRef<Installation>('Installation').implement({
  description: 'What everybody may know of an installation before signing in.',
  fields: (t) => ({
    provinceName: t.exposeString('province_name', {
      nullable: true,
      description: 'The short name of the province; null before the first run.',
    }),
    emblem: t.exposeString('emblem', { nullable: true, description: 'A small image as a data address.' }),
    demo: t.exposeBoolean('demo', { description: 'Whether everything in it is invented.' }),
  }),
})

builder.queryFields((t) => ({
  installation: t.field({
    type: InstallationRef,
    description: 'This installation.',
    resolve: (_, __, ctx) => installationOf(ctx.db),
  }),
  provinces: t.field({
    type: [ProvinceRef],
    description: 'The provinces of the official list.',
    resolve: (_, __, ctx) => provinces(ctx.db),
  }),
}))
