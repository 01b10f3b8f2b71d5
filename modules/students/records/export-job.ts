import { PassThrough } from 'node:stream'
import { may } from '../../../platform/ability.ts'
import { change } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { NotFound } from '../../../platform/errors.ts'
import { safeFileName } from '../../../platform/file.ts'
import type { JobHandler } from '../../../platform/module.ts'
import { enqueue, offerJobFile, type JobResult, type JobRow } from '../../desk/public.ts'
import { countExport, fileNameOf, writeExport, workbookType, type PupilExport } from './export.ts'
import type { PupilFilter } from './filter.ts'
import { classOf, schoolAt } from './place.ts'
import type { PupilSort } from './queries.ts'

/** The kind of jobs that write lists of pupils. */
export const exportJob = 'students.list'
/** A longer list is written as a job. */
export const rowsAtOnce = 1_000

offerJobFile(exportJob, (job) => `/students/exports/${job}`)

/** An export as it is asked for: places by their slugs, so that it can be judged again whenever it is run. */
export interface ExportOrder {
  unit: string
  academic_year: number
  class: string | null
  filter: Omit<PupilFilter, 'school_id' | 'academic_year' | 'class_id'>
  sort: PupilSort
  columns: readonly string[]
}

/** The order with its keys; NotFound where the person may no longer see the place. */
export async function placed(ctx: Context, order: ExportOrder): Promise<PupilExport> {
  const school = await schoolAt(ctx, order.unit, order.academic_year)
  const room = order.class ? await classOf(ctx, school, order.class) : null
  return {
    school,
    scope: room?.name ?? null,
    sort: order.sort,
    columns: order.columns,
    filter: {
      ...order.filter,
      school_id: school.school_id,
      academic_year: school.academic_year,
      class_id: room?.class_id ?? null,
    },
  }
}

/** How many pupils an order would take out and, where they are too many for one answer, the job that writes them. */
export async function startExport(
  ctx: Context,
  order: ExportOrder,
  reason: string | null,
): Promise<{ rows: number; job: JobRow | null }> {
  const asked = await placed(ctx, order)
  const rows = await countExport(ctx, asked)
  if (rows <= rowsAtOnce) return { rows, job: null }
  const { school_id } = asked.school
  const why = [String(rows), reason?.trim()].filter(Boolean).join(' · ')
  const job = await change(ctx, 'student.export', { school_id, reason: why }, (open) =>
    enqueue(open, { kind: exportJob, school_id, input: { ...order }, persons: rows, reason }),
  )
  return { rows, job }
}

/** Whether the person may have the file of such a job now: only who takes out the whole school has so long a list. */
export async function assertStillPermitted(ctx: Context, order: ExportOrder): Promise<void> {
  const { school } = await placed(ctx, order)
  if (!may(ctx.ability, 'export', 'Student', { school_id: school.school_id })) throw new NotFound('Job')
}

/** Writes a list into a file; a file that lacks a pupil counted beforehand is thrown away. */
export const writeList: JobHandler = async (ctx, input, run) => {
  const order = input as unknown as ExportOrder
  const asked = await placed(ctx, order)
  const wanted = await countExport(ctx, asked)
  await run.progress(0, wanted)
  const say = (key: string, values?: Record<string, string | number>) => run.say('vi', key, values)
  const stream = new PassThrough()
  let done = 0
  const written = writeExport(ctx, asked, stream, say, async (count) => {
    done = count
    await run.progress(count, wanted)
  })
  const [stored] = await Promise.all([
    run.files.put(stream),
    written.catch((error: unknown) => {
      stream.destroy(error as Error)
      throw error
    }),
  ])
  if (done !== wanted) {
    await run.files.remove(stored.sha256)
    throw new Error(`a list holds ${done} of ${wanted} pupils`)
  }
  const result: JobResult = {
    file_name: safeFileName(fileNameOf(asked, say)),
    media_type: workbookType,
    ...stored,
    wanted,
    written: done,
  }
  return { ...result }
}
