import { enumOf } from '../../platform/enum.ts'
import { builder } from '../../platform/graphql.ts'
import type { DiskState, ProcessState, RecentError, ReplicaState, SystemProbe } from '../../platform/system.ts'
import { TextValueRef } from '../../platform/text-value.ts'
import { systemState, type FailedJob, type SlowStatement, type SystemState } from './queries.ts'
import { parts, type Check, type Level } from './judge.ts'

const LevelRef = enumOf<Level>('SystemLevel', 'How a part of the installation is.', {
  good: 'Well.',
  look: 'To be looked at soon.',
  bad: 'To be mended now.',
})

const CheckRef = builder.objectRef<Check>('SystemCheck').implement({
  description: 'A part of the installation with its verdict.',
  fields: (t) => ({
    part: t.exposeString('part', { description: `Which part: ${parts.join(', ')}.` }),
    level: t.expose('level', { type: LevelRef, description: 'How it is.' }),
    text: t.exposeString('text', { description: 'The key of the words that say so.' }),
    remedy: t.exposeString('remedy', {
      nullable: true,
      description: 'The key of what to do; null where nothing is to be done.',
    }),
    values: t.field({
      type: [TextValueRef],
      description: 'The values of both: sizes in bytes, ages in seconds, instants in ISO 8601.',
      resolve: ({ values }) => Object.entries(values),
    }),
  }),
})

const ErrorRef = builder.objectRef<RecentError>('SystemError').implement({
  description: 'An error that nobody foresaw. What it was about stands in the log under its id.',
  fields: (t) => ({
    id: t.exposeString('id', { description: 'The code that the person was told.' }),
    at: t.expose('at', { type: 'DateTime', description: 'When.' }),
    code: t.exposeString('code', { description: 'The code or class of the error.' }),
  }),
})

const ProcessRef = builder.objectRef<ProcessState>('SystemProcess').implement({
  description: 'A process of the server that answers this request.',
  fields: (t) => ({
    pid: t.exposeInt('pid', { description: 'Its number in the operating system.' }),
    part: t.exposeString('part', { description: '`worker` answers, `primary` does the chores, `whole` both.' }),
    startedAt: t.expose('startedAt', { type: 'DateTime', description: 'Since when it runs.' }),
    memory: t.exposeFloat('memory', { description: 'Bytes that it holds.' }),
    delay: t.exposeInt('delay', { description: 'By how many ms at most its work waited, in 99 of 100 turns.' }),
    errors: t.field({
      type: [ErrorRef],
      description: 'Its last unforeseen errors, newest first.',
      resolve: ({ errors }) => [...errors],
    }),
  }),
})

const ReplicaRef = builder.objectRef<ReplicaState>('SystemReplica').implement({
  description: 'A database that follows the first one.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Its place in the settings.' }),
    used: t.exposeBoolean('used', { description: 'Whether it is read from now.' }),
    lag: t.exposeFloat('lag', { nullable: true, description: 'Seconds that it is behind; null without an answer.' }),
  }),
})

const DiskRef = builder.objectRef<DiskState>('SystemDisk').implement({
  description: 'The disk under a folder.',
  fields: (t) => ({
    folder: t.exposeString('folder', { description: '`data` or `backup`.' }),
    free: t.exposeFloat('free', { nullable: true, description: 'Bytes left; null where it cannot be read.' }),
    size: t.exposeFloat('size', { nullable: true, description: 'Bytes in all.' }),
  }),
})

const StatementRef = builder.objectRef<SlowStatement>('SystemStatement').implement({
  description: 'A statement to the database. Its text is not told.',
  fields: (t) => ({
    name: t.exposeString('name', { nullable: true, description: 'Its name; null for one without.' }),
    calls: t.exposeFloat('calls', { description: 'How often it was asked.' }),
    mean: t.exposeFloat('mean', { description: 'How many ms it takes on average.' }),
    longest: t.exposeFloat('longest', { description: 'How many ms it took at most.' }),
  }),
})

const FailedJobRef = builder.objectRef<FailedJob>('SystemFailedJob').implement({
  description: 'A piece of work that ended by an error within the last day.',
  fields: (t) => ({
    kind: t.exposeString('kind', { description: 'What kind of work.' }),
    errorId: t.exposeString('error_id', { nullable: true, description: 'The code under which the log has it.' }),
    finishedAt: t.expose('finished_at', { type: 'DateTime', description: 'When.' }),
  }),
})

const ProgramRef = builder.objectRef<SystemProbe['program']>('SystemProgram').implement({
  description: 'What runs.',
  fields: (t) => ({
    version: t.exposeString('version', { description: 'The version of the program.' }),
    schema: t.exposeString('schema', { description: 'The last migration of the database.' }),
    node: t.exposeString('node', { description: 'The version of Node.' }),
  }),
})

const StateRef = builder.objectRef<SystemState>('SystemState').implement({
  description: 'How the installation is.',
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime', description: 'When it was looked at.' }),
    checks: t.field({ type: [CheckRef], description: 'Its parts.', resolve: ({ checks }) => [...checks] }),
    processes: t.field({
      type: [ProcessRef],
      description: 'The processes of the server.',
      resolve: ({ processes }) => [...processes],
    }),
    replicas: t.field({
      type: [ReplicaRef],
      description: 'The databases that follow.',
      resolve: ({ replicas }) => [...replicas],
    }),
    disks: t.field({ type: [DiskRef], description: 'The disks.', resolve: ({ disks }) => [...disks] }),
    statements: t.field({
      type: [StatementRef],
      description: 'The statements that take longest on average since the processes began.',
      resolve: ({ statements }) => [...statements],
    }),
    failedJobs: t.field({
      type: [FailedJobRef],
      description: 'Work that failed within the last day.',
      resolve: ({ failed_jobs }) => [...failed_jobs],
    }),
    program: t.expose('program', { type: ProgramRef, description: 'What runs.' }),
  }),
})

builder.queryField('systemState', (t) =>
  t.field({
    type: StateRef,
    description: 'How the installation is, for its administrators.',
    resolve: (_, __, ctx) => systemState(ctx),
  }),
)
