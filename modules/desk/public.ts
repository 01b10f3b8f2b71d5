export { enqueue } from './jobs/commands.ts'
export { JobRef, decodeJob, encodeJob } from './jobs/graphql.ts'
export { finishedJob, sweepJobs } from './jobs/queries.ts'
export type { JobResult, JobRow } from './jobs/tables.ts'
