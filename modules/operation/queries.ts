import { sql } from 'kysely'
import { allowed } from '../../platform/ability.ts'
import type { Context } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { NotFound } from '../../platform/errors.ts'
import type { CertificateState, DiskState, ProcessState, ReplicaState, SystemProbe } from '../../platform/system.ts'
import { judge, type Check } from './judge.ts'

/** What the database tells of itself and of the work that lies in it. Ages are seconds. */
export interface DatabaseFacts {
  version: string
  size: number
  connections: number
  connections_at_most: number
  jobs_waiting: number
  jobs_running: number
  jobs_failed: number
  job_wait: number
  sums_lag: number
  sum_faults: number
  seal_open: number
  seal_behind: number
  backup_at: Date | null
  backup_age: number | null
  backup_bytes: number | null
  backup_failed: boolean
  trial_at: Date | null
  trial_age: number | null
  verified_at: Date | null
  verified_age: number | null
  verified_changes: number | null
  verified_faults: number | null
}

/** A statement that takes long, by the name that its comment gives it (null for all without); times are ms. */
export interface SlowStatement {
  name: string | null
  calls: number
  mean: number
  longest: number
}

/** A job that ended by an error within the last day. */
export interface FailedJob {
  kind: string
  error_id: string | null
  finished_at: Date
}

/** The whole of it, with what it means. */
export interface SystemState {
  at: Date
  checks: readonly Check[]
  processes: readonly ProcessState[]
  replicas: readonly ReplicaState[]
  disks: readonly DiskState[]
  certificate: CertificateState | null
  database: DatabaseFacts
  statements: readonly SlowStatement[]
  failed_jobs: readonly FailedJob[]
  program: SystemProbe['program']
}

const listed = 8
/** More unsealed changes than this are not counted. */
const openAtMost = 10_000

/** How the installation is; NotFound for whom it is nothing of, or where no server tells. */
export async function systemState(ctx: Context): Promise<SystemState> {
  const { db, system } = ctx
  const [database] = await databaseFacts(ctx)
  if (!database || !system) throw new NotFound('SystemState')
  const [processes, disks, certificate, scanner, failed_jobs] = await Promise.all([
    system.processes(),
    system.disks(),
    system.certificate(),
    system.scanner(),
    failedJobs(db),
  ])
  const replicas = system.replicas()
  const statements = slowest(processes)
  const { wanted, backedUp, program } = system
  const record = system.record()
  const at = new Date()
  const facts = { at, wanted, backedUp, processes, replicas, disks, certificate, record, scanner, database, statements }
  return {
    at,
    checks: judge(facts),
    processes,
    replicas,
    disks,
    certificate,
    database,
    statements,
    failed_jobs,
    program,
  }
}

async function databaseFacts({ db, ability }: Context): Promise<DatabaseFacts[]> {
  const { rows } = await sql<DatabaseFacts>`/* operation.facts */
    select current_setting('server_version') as version, pg_database_size(current_database()) as size,
      (select count(*)::integer from pg_stat_activity where backend_type = 'client backend') as connections,
      current_setting('max_connections')::integer as connections_at_most,
      j.*, s.*, t.*, b.*, p.*, v.*
    from (select) r
    cross join (select count(*) filter (where state = 'waiting' and run_at <= now())::integer as jobs_waiting,
        count(*) filter (where state = 'running')::integer as jobs_running,
        count(*) filter (where state = 'failed' and finished_at > now() - interval '1 day')::integer as jobs_failed,
        coalesce(extract(epoch from clock_timestamp() - min(run_at) filter (where state = 'waiting' and run_at <= now())), 0)::float8 as job_wait
      from job) j
    cross join (select coalesce(extract(epoch from clock_timestamp() - min(at)), 0)::float8 as sums_lag,
        (select count(*)::integer from sum_fault where at > now() - interval '30 days') as sum_faults from sum_due) s
    cross join (select count(*)::integer as seal_open, coalesce(extract(epoch from clock_timestamp() - min(o.at)), 0)::float8 as seal_behind
      from (select uuid_extract_timestamp(c.id) as at from change c
        where c.id > coalesce((select to_id from trail_seal order by to_id desc limit 1), '00000000-0000-0000-0000-000000000000')
        order by c.id limit ${openAtMost}) o) t
    cross join (select max(at) filter (where error is null) as backup_at,
        extract(epoch from clock_timestamp() - max(at) filter (where error is null))::float8 as backup_age,
        (select bytes from backup_run where kind = 'backup' and error is null order by at desc limit 1) as backup_bytes,
        coalesce((select error is not null from backup_run where kind = 'backup' order by at desc limit 1), false) as backup_failed
      from backup_run where kind = 'backup') b
    cross join (select max(at) as trial_at, extract(epoch from clock_timestamp() - max(at))::float8 as trial_age
      from backup_run where kind = 'trial' and error is null) p
    left join lateral (select at as verified_at, extract(epoch from clock_timestamp() - at)::float8 as verified_age,
        changes as verified_changes, faults as verified_faults
      from trail_check order by at desc limit 1) v on true
    where ${allowed(ability, 'read', 'SystemState', 'r')}`.execute(db)
  return rows
}

async function failedJobs(db: Db): Promise<FailedJob[]> {
  const { rows } = await sql<FailedJob>`/* operation.failed_jobs */
    select kind, error_id, finished_at from job where state = 'failed' and finished_at > now() - interval '1 day'
    order by finished_at desc limit ${listed}`.execute(db)
  return rows
}

/** The statements that take longest on average, over all processes. */
function slowest(processes: readonly ProcessState[]): SlowStatement[] {
  const byName = Map.groupBy(
    processes.flatMap(({ statements }) => statements),
    ({ name }) => name,
  )
  return [...byName]
    .map(([name, times]) => {
      const calls = times.reduce((sum, time) => sum + time.calls, 0)
      const total = times.reduce((sum, time) => sum + time.total, 0)
      return { name, calls, mean: total / calls, longest: Math.max(...times.map(({ longest }) => longest)) }
    })
    .sort((one, other) => other.mean - one.mean)
    .slice(0, listed)
}
