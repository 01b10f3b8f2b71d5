import { may } from '../../../platform/ability.ts'
import { builder } from '../../../platform/graphql.ts'
import { decodeJob, JobRef } from '../../desk/public.ts'
import { readingsOf, setReading, type Reading, type ReadingDecision } from './policies.ts'
import { readingEffect, weighReading, type ReadingEffect } from './weigh.ts'

const DecisionRef = builder.objectRef<ReadingDecision>('ReadingDecision').implement({
  description: 'A decision of the department on a doubtful place of the law.',
  fields: (t) => ({
    change: t.field({ type: 'UUID', description: 'The change.', resolve: ({ change_id }) => change_id }),
    fromYear: t.exposeInt('valid_from', { description: 'The first academic year for which it holds.' }),
    value: t.exposeString('value', { description: 'What holds.' }),
    source: t.exposeString('source', { description: 'Why: the paper on which it rests.' }),
    decidedAt: t.expose('decided_at', { type: 'DateTime', description: 'When it was decided.' }),
    by: t.exposeString('by', { nullable: true, description: 'By whom.' }),
    undoneAt: t.expose('undone_at', { type: 'DateTime', nullable: true, description: 'When it was taken back.' }),
  }),
})

const ReadingRef = builder.objectRef<Reading>('PolicyReading').implement({
  description: 'A doubtful place of the law and how it is read.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'The reading.' }),
    value: t.exposeString('value', { description: 'What holds.' }),
    usual: t.exposeString('usual', { description: "The product's own reading." }),
    choices: t.stringList({ description: 'What could hold.', resolve: ({ choices }) => [...choices] }),
    confidence: t.exposeString('confidence', { description: 'V read, V2 second hand, K from practice, ? open.' }),
    source: t.exposeString('source', { description: 'The grounds.' }),
    ownSince: t.exposeInt('own_since', { nullable: true, description: "Since when it is the province's own choice." }),
    history: t.expose('history', { type: [DecisionRef], description: 'What was decided, newest first.' }),
  }),
})

const EffectRef = builder.objectRef<ReadingEffect>('ReadingEffect').implement({
  description: 'What another reading would change in a year, as counts of the whole province.',
  fields: (t) => ({
    academicYear: t.exposeInt('academic_year', { description: '2026 is 2026–2027.' }),
    pupils: t.exposeInt('pupils', { description: 'The pupils whose results are computed.' }),
    changed: t.exposeInt('changed', { description: 'Of whom some result would be another.' }),
    classes: t.exposeInt('classes', { description: 'The classes in which they are.' }),
    schools: t.exposeInt('schools', { description: 'The schools in which they are.' }),
    approved: t.exposeInt('approved', { description: 'Of them, in approved classes, whose results stay.' }),
  }),
})

builder.queryFields((t) => ({
  policyReadings: t.field({
    type: [ReadingRef],
    description: 'The readings of doubtful places that hold in a year.',
    args: { academicYear: t.arg.int({ required: true, description: '2026 is 2026–2027.' }) },
    resolve: (_, args, ctx) => readingsOf(ctx, args.academicYear),
  }),
  maySetReadings: t.boolean({
    description: 'Whether the signed-in person may decide on doubtful places.',
    resolve: (_, __, ctx) => may(ctx.ability, 'update', 'PolicyReading'),
  }),
  readingEffect: t.field({
    type: [EffectRef],
    description: 'What an own finished job counted of a reading: the last year and the running one.',
    args: { job: t.arg.id({ required: true, description: 'The job.' }) },
    resolve: (_, { job }, ctx) => readingEffect(ctx, decodeJob(job)),
  }),
}))

builder.mutationFields((t) => {
  const name = t.arg.string({ required: true, description: 'The reading.' })
  const value = t.arg.string({ required: true, description: 'What shall hold.' })
  return {
    setPolicyReading: t.field({
      type: 'UUID',
      description: 'The department reads a doubtful place in its own way from an academic year on; answers the change.',
      args: {
        name,
        value,
        fromYear: t.arg.int({ required: true, description: 'The first academic year, this one or a later.' }),
        source: t.arg.string({ required: true, description: 'Why: the paper on which it rests.' }),
      },
      resolve: (_, { fromYear, ...args }, ctx) => setReading(ctx, { ...args, valid_from: fromYear }),
    }),
    weighReading: t.field({
      type: JobRef,
      description: 'Counts what another reading would change, as a job.',
      args: { name, value },
      resolve: (_, args, ctx) => weighReading(ctx, args),
    }),
  }
})
