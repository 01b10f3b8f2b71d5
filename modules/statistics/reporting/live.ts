import { sql } from 'kysely'
import { allowed } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import { gradesOf, isInstitutionCode } from '../../organisation/rules/institution-code.ts'
import { classCells, leaverCells, pupilCells } from '../../students/public.ts'
import { fillForm, gapsOf, type FormFigures, type Gap } from './compute.ts'
import { formsIn, type Form } from './forms.ts'
import type { Period } from './periods.ts'
import type { SchoolCell } from './tables.ts'

/** A school's filled form. */
export interface LiveForm {
  form: Form
  figures: FormFigures
  gaps: Gap[]
}

/** The forms of schools by school, from the records at the period's day. Three statements, however many schools. */
export async function liveForms(
  ctx: Pick<Context, 'db' | 'ability'>,
  period: Period,
  school_ids: readonly number[],
): Promise<Map<number, LiveForm[]>> {
  const { academic_year, as_of } = period
  const cutOff = { school_ids, academic_year, as_of }
  const ending = period.period === 'end'
  const [schools, classes, pupils, leavers] = await Promise.all([
    schoolCells(ctx, school_ids),
    ending ? [] : classCells(ctx, cutOff),
    pupilCells(ctx, cutOff, ending),
    ending ? leaverCells(ctx, cutOff) : [],
  ])
  const of = <Cell extends { school_id: number }>(cells: readonly Cell[]) =>
    Map.groupBy(cells, (cell) => cell.school_id)
  const [byClasses, byPupils, byLeavers] = [of(classes), of(pupils), of(leavers)]
  return new Map(
    schools.map((school) => {
      const cells = {
        school,
        classes: byClasses.get(school.id) ?? [],
        pupils: byPupils.get(school.id) ?? [],
        leavers: byLeavers.get(school.id) ?? [],
      }
      // A year before the records has no figures, which is not the same as none.
      const recorded = cells.classes.length + cells.pupils.length + cells.leavers.length > 0
      const figures = (form: Form): FormFigures => (recorded ? fillForm(form, cells) : new Map())
      return [
        school.id,
        formsOf(school, period).map((form) => ({ form, figures: figures(form), gaps: gapsOf(form, cells) })),
      ]
    }),
  )
}

/** The forms of a school: those of the levels that its kind teaches. */
export function formsOf({ institution_code }: Pick<SchoolCell, 'institution_code'>, period: Period): Form[] {
  if (!institution_code || !isInstitutionCode(institution_code)) return []
  const taught = gradesOf(institution_code)
  return formsIn(period.academic_year, period.period).filter(({ grades }) =>
    grades.some((grade) => taught.includes(grade)),
  )
}

/** The kinds of schools that hand in a form of these periods. */
export const reportingKinds = ['C2', 'C3', 'C12', 'C23', 'C123', 'TX'] as const

async function schoolCells({ db, ability }: Pick<Context, 'db' | 'ability'>, school_ids: readonly number[]) {
  const { rows } = await sql<SchoolCell & { id: number }>`/* reporting.school_cells */
    select u.id, u.institution_code, u.ownership from (select k.*, k.id as school_id from unit k) u
    where u.id = any(${school_ids}::integer[]) and ${allowed(ability, 'read', 'SchoolReturn', 'u')}`.execute(db)
  return rows
}
