import type { Request, Router } from 'express'
import { Unauthenticated } from '../../../platform/errors.ts'
import { contentDisposition } from '../../../platform/file.ts'
import type { RouteTools } from '../../../platform/module.ts'
import type { EnrollmentRow } from '../tables.ts'
import { openExport, writeExport } from './export.ts'
import type { PupilFilter } from './filter.ts'
import { classOf, schoolAt } from './place.ts'
import type { PupilSort } from './queries.ts'

/**
 * `GET /students/:unit/:year/export.xlsx?class=9a2&words=an&columns=code,birth_date` gives the list as the page shows it,
 * with the same filters, to those who may take pupils out.
 */
export function recordRoutes(router: Router, { context }: RouteTools): void {
  router.get('/students/:unit/:year/export.xlsx', async (request, response) => {
    const ctx = await context(request)
    if (!ctx.account) throw new Unauthenticated()
    const school = await schoolAt(
      ctx,
      String(request.params.unit),
      Number(String(request.params.year).slice(0, 4)) || 0,
    )
    const slug = text(request, 'class')
    const room = slug ? await classOf(ctx, school, slug) : null
    const asked = {
      school,
      scope: room?.name ?? 'Toàn trường',
      sort: one<PupilSort>(request, 'sort', ['name', 'number', 'birth_date']) ?? 'name',
      columns: list(request, 'columns'),
      filter: {
        ...filterIn(request),
        school_id: school.school_id,
        academic_year: school.academic_year,
        class_id: room?.class_id ?? null,
      },
    }
    await openExport(ctx, asked)
    response.setHeader('content-type', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    response.setHeader(
      'content-disposition',
      contentDisposition(`Danh sách học sinh ${asked.scope} ${school.name}.xlsx`),
    )
    await writeExport(ctx, asked, response)
  })
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
