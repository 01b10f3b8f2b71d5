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
