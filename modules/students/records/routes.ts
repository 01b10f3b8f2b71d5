import { pipeline } from 'node:stream/promises'
import type { Request, Response, Router } from 'express'
import { Invalid, NotFound, Unauthenticated } from '../../../platform/errors.ts'
import { contentDisposition } from '../../../platform/file.ts'
import type { RouteTools } from '../../../platform/module.ts'
import { decodeJob, finishedJob } from '../../desk/public.ts'
import type { EnrollmentRow } from '../tables.ts'
import { countExport, fileNameOf, openExport, workbookType, writeExport } from './export.ts'
import { assertStillPermitted, exportJob, placed, rowsAtOnce, type ExportOrder } from './export-job.ts'
import type { PupilFilter } from './filter.ts'
import { pupilGroups } from '../rules/pupil-groups.ts'
import type { PupilSort } from './queries.ts'

/**
 * `GET /students/:unit/:year/export.xlsx?class=9a2&words=an&columns=code,birth_date` gives the list as the page shows it,
 * with the same filters, to those who may take pupils out; `GET /students/exports/:job` the file of an own finished job.
 */
export function recordRoutes(router: Router, { context, files, say }: RouteTools): void {
  router.get('/students/exports/:job', async (request, response) => {
    const ctx = await context(request)
    const { input, result } = await finishedJob(ctx, exportJob, decodeJob(String(request.params.job)))
    await assertStillPermitted(ctx, input as unknown as ExportOrder)
    const stored = await files.open(result.sha256)
    if (!stored) throw new NotFound('Job')
    answerAs(response, result.file_name)
    response.setHeader('content-length', result.size)
    await pipeline(stored, response)
  })

  router.get('/students/:unit/:year/export.xlsx', async (request, response) => {
    const ctx = await context(request)
    if (!ctx.account) throw new Unauthenticated()
    const words = (key: string, values?: Record<string, string | number>) => say(ctx.locale, key, values)
    const asked = await placed(ctx, {
      unit: String(request.params.unit),
      academic_year: Number(String(request.params.year).slice(0, 4)) || 0,
      class: text(request, 'class'),
      sort: one<PupilSort>(request, 'sort', ['name', 'number', 'birth_date']) ?? 'name',
      columns: list(request, 'columns'),
      filter: filterIn(request),
    })
    if ((await countExport(ctx, asked)) > rowsAtOnce)
      throw new Invalid({ path: '', message: 'students.export_as_job', values: { limit: rowsAtOnce } })
    await openExport(ctx, asked)
    answerAs(response, fileNameOf(asked, words))
    await writeExport(ctx, asked, response, words)
  })
}

function answerAs(response: Response, name: string): void {
  response.setHeader('content-type', workbookType)
  response.setHeader('content-disposition', contentDisposition(name))
}

function filterIn(request: Request): Omit<PupilFilter, 'school_id' | 'academic_year'> {
  const sex = one(request, 'sex', ['male', 'female'])
  const disabled = text(request, 'disabled')
  return {
    words: text(request, 'words'),
    grades: list(request, 'grade').map(Number).filter(Number.isInteger),
    status: one<EnrollmentRow['status']>(request, 'status', [
      'studying',
      'moved_class',
      'transferred',
      'left',
      'deferred',
      'completed',
    ]),
    sex: sex ? (sex === 'male' ? 1 : 2) : null,
    policy_groups: list(request, 'policy'),
    ethnicities: list(request, 'ethnicity').filter((code) => code !== 'minority'),
    minority: list(request, 'ethnicity').includes('minority'),
    disabled: disabled === null ? null : disabled === 'true',
    group: one(request, 'group', pupilGroups),
  }
}

function text(request: Request, name: string): string | null {
  const value = request.query[name]
  return typeof value === 'string' && value !== '' ? value : null
}

const list = (request: Request, name: string): string[] => text(request, name)?.split(',') ?? []

function one<Value extends string>(request: Request, name: string, among: readonly Value[]): Value | null {
  const value = text(request, name)
  return among.find((it) => it === value) ?? null
}
