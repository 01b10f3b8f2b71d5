import type { ClassCell, LeaverCell, PupilCell } from '../../students/public.ts'
import type { FormRow } from './form-rows.ts'
import type { Form } from './forms.ts'
import type { Numbers } from './rules/control-sums.ts'
import type { SchoolCell } from './tables.ts'

/** What is counted of one school. */
export interface SchoolCells {
  school: SchoolCell
  classes: readonly ClassCell[]
  pupils: readonly PupilCell[]
  leavers: readonly LeaverCell[]
}

/** What the records lack: pupils whose sex is not stated, classes without pupils, pupils without an approved result. */
export type GapCode = 'sex' | 'empty_class' | 'result'

/** How often something lacks. */
export interface Gap {
  code: GapCode
  count: number
}

/** What lacks in the records behind a form; nothing of it keeps a return from being handed in. */
export function gapsOf({ grades, period }: Form, { classes, pupils }: SchoolCells): Gap[] {
  const count = (where: (cell: PupilCell) => boolean) =>
    pupils.reduce((sum, cell) => (grades.includes(cell.grade) && where(cell) ? sum + cell.pupils : sum), 0)
  const empty = classes.reduce(
    (sum, cell) => (grades.includes(cell.grade) && cell.size === 0 ? sum + cell.classes : sum),
    0,
  )
  const gaps: Gap[] = [
    { code: 'sex', count: count(({ female }) => female === null) },
    { code: 'empty_class', count: empty },
    { code: 'result', count: period === 'end' ? count(({ level }) => level === null) : 0 },
  ]
  return gaps.filter((gap) => gap.count > 0)
}

/** The figures of a form by row. */
export type FormFigures = Map<string, Numbers>

/** The figures of a school's form from its cells. */
export const fillForm = ({ rows }: Form, cells: SchoolCells): FormFigures =>
  new Map(rows.map((row) => [row.code, numbersOf(row, cells)]))

function numbersOf({ count }: FormRow, { school, classes, pupils, leavers }: SchoolCells): Numbers {
  switch (count.of) {
    case 'schools':
      return things(count.where(school) ? 1 : 0)
    case 'classes':
      return things(classes.reduce((sum, cell) => (count.where(cell) ? sum + cell.classes : sum), 0))
    case 'pupils':
      return persons(pupils, count.where)
    case 'leavers':
      return persons(leavers, count.where)
  }
}

const things = (total: number): Numbers => ({ total, female: null, minority: null, female_minority: null })

interface Persons {
  female: boolean | null
  minority: boolean
  pupils: number
}

function persons<Cell extends Persons>(cells: readonly Cell[], where: (cell: Cell) => boolean): Numbers {
  let [total, female, minority, female_minority] = [0, 0, 0, 0]
  for (const cell of cells) {
    if (!where(cell)) continue
    total += cell.pupils
    if (cell.female) female += cell.pupils
    if (cell.minority) minority += cell.pupils
    if (cell.female && cell.minority) female_minority += cell.pupils
  }
  return { total, female, minority, female_minority }
}
