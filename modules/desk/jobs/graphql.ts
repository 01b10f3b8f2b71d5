import { enumOf } from '../../../platform/enum.ts'
import { builder } from '../../../platform/graphql.ts'
import { decodeKey, encodeKey, keyUuid } from '../../../platform/key.ts'
import { personal } from '../../../platform/machine.ts'
import { stopJob } from './commands.ts'
import { jobFilePath } from './files.ts'
import { ownJob, ownJobs } from './queries.ts'
import type { JobResult, JobRow } from './tables.ts'

/** The opaque id of a job. */
export const encodeJob = (id: string): string => encodeKey('Job', [id])
/** The uuid in an id of a job; anything else is NotFound. */
export const decodeJob = (id: string): string => keyUuid('Job', decodeKey('Job', id)[0])

const StateRef = enumOf<JobRow['state']>('JobState', 'How far a job is.', {
  held: 'A second person must release it first.',
  refused: 'The second person refused it.',
  waiting: 'In the queue.',
  running: 'At work.',
  done: 'Finished; its file can be fetched.',
  failed: 'Ended by an error.',
  cancelled: 'Stopped by its starter.',
})

const FileRef = builder.objectRef<JobResult>('JobFile').implement({
  description: 'The file that a job has made. It belongs to the account that started the job.',
  fields: (t) => ({
    name: t.exposeString('file_name', { description: 'Its name.' }),
    size: t.exposeInt('size', { description: 'In bytes.' }),
    wanted: t.exposeInt('wanted', { description: 'How many things were to be written, counted beforehand.' }),
    written: t.exposeInt('written', { description: 'How many were written; the same number when all is well.' }),
  }),
})

/** A job in the API; the module that does the work adds what it is about and where its file is fetched. */
export const JobRef = builder.objectRef<JobRow>('Job').implement({
  description: 'A piece of work that outlives its request: a large export.',
  fields: (t) => ({
    id: t.id({ description: 'Opaque id.', resolve: ({ id }) => encodeJob(id) }),
    kind: t.exposeString('kind', { description: 'What kind of work.' }),
    state: t.expose('state', { type: StateRef, description: 'How far it is.' }),
    done: t.exposeInt('done', { description: 'How many things are done.' }),
    total: t.exposeInt('total', { nullable: true, description: 'Of how many; null before they are counted.' }),
    createdAt: t.expose('created_at', { type: 'DateTime', description: 'When it was started.' }),
    finishedAt: t.expose('finished_at', { type: 'DateTime', nullable: true, description: 'When it ended.' }),
    expiresAt: t.expose('expires_at', { type: 'DateTime', description: 'When it and its file are forgotten.' }),
    file: t.field({
      type: FileRef,
      nullable: true,
      description: 'Its file, once done; null for work that makes none.',
      resolve: ({ state, result }) => (state === 'done' && result?.sha256 ? result : null),
    }),
    href: t.string({
      nullable: true,
      description: 'Where its file is fetched by its starter; null until it is done.',
      resolve: ({ id, kind, state }) => (state === 'done' ? jobFilePath(kind, encodeJob(id)) : null),
    }),
    refusedBecause: t.exposeString('decision_reason', {
      nullable: true,
      description: 'Why a second person refused it.',
    }),
    errorId: t.exposeString('error_id', { nullable: true, description: 'The code to quote when it failed.' }),
  }),
})

builder.queryFields((t) => ({
  myJobs: t.field({
    extensions: personal,
    type: [JobRef],
    description: 'The own jobs that have not expired, newest first, at most fifty.',
    resolve: (_, __, ctx) => ownJobs(ctx),
  }),
  job: t.field({
    extensions: personal,
    type: JobRef,
    description: 'An own job.',
    args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
    resolve: (_, { id }, ctx) => ownJob(ctx, decodeJob(id)),
  }),
}))

builder.mutationField('stopJob', (t) =>
  t.field({
    extensions: personal,
    type: JobRef,
    description: 'Stops an own job; what it had made is thrown away.',
    args: { id: t.arg.id({ required: true, description: 'The job.' }) },
    resolve: (_, { id }, ctx) => stopJob(ctx, decodeJob(id)),
  }),
)
