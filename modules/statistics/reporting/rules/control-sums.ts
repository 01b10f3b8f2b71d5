/** The figures of a row: all, and where persons are counted, women, ethnic minorities and the women among these. */
export interface Numbers {
  total: number
  female: number | null
  minority: number | null
  female_minority: number | null
}

/** A column of a form. */
export type FormColumn = keyof Numbers

/** The columns in the order of the forms. */
export const formColumns: readonly FormColumn[] = ['total', 'female', 'minority', 'female_minority']

/** A row as the control sums see it: of which rows it is a part, and with which others it adds up to them. */
export interface ControlledRow {
  code: string
  partOf: readonly { whole: string; adds: string | null }[]
}

/** Why figures cannot stand: where, which figure it is compared with, and both numbers. */
export interface ControlFault {
  kind: 'column' | 'part' | 'sum'
  code: string
  column: FormColumn
  /** The column of the same row (`column`), or the row (`part`, `sum`), with which it is compared. */
  against: string
  /** By what the parts are told apart (`sum`): grade, age … */
  by: string | null
  found: number
  expected: number
}

/**
 * Compares the figures of a form with each other: a part is at most its whole, in columns as in rows, and parts that
 * make up a whole add up to it. A row that is missing proves nothing. Source: docs/service-rules/reporting.md.
 */
export function controlFaults(rows: readonly ControlledRow[], figures: ReadonlyMap<string, Numbers>): ControlFault[] {
  return [
    ...rows.flatMap((row) => columnFaults(row, figures)),
    ...rows.flatMap((row) => partFaults(row, figures)),
    ...sumFaults(rows, figures),
  ]
}

function columnFaults({ code }: ControlledRow, figures: ReadonlyMap<string, Numbers>): ControlFault[] {
  const numbers = figures.get(code)
  if (!numbers) return []
  const { total, female, minority, female_minority } = numbers
  const fault = (column: FormColumn, against: FormColumn, found: number, expected: number): ControlFault => ({
    kind: 'column',
    code,
    column,
    against,
    by: null,
    found,
    expected,
  })
  const faults: ControlFault[] = []
  if (female !== null && female > total) faults.push(fault('female', 'total', female, total))
  if (minority !== null && minority > total) faults.push(fault('minority', 'total', minority, total))
  if (female_minority === null || female === null || minority === null) return faults
  if (female_minority > female) faults.push(fault('female_minority', 'female', female_minority, female))
  if (female_minority > minority) faults.push(fault('female_minority', 'minority', female_minority, minority))
  // Women and minorities together are not more than all.
  const least = female + minority - total
  if (faults.length === 0 && female_minority < least)
    faults.push(fault('female_minority', 'total', female_minority, least))
  return faults
}

function partFaults({ code, partOf }: ControlledRow, figures: ReadonlyMap<string, Numbers>): ControlFault[] {
  const part = figures.get(code)
  if (!part) return []
  return partOf.flatMap(({ whole, adds }) => {
    const all = adds === null ? figures.get(whole) : undefined
    if (!all) return []
    return formColumns.flatMap((column): ControlFault[] => {
      const [found, expected] = [part[column], all[column]]
      return found !== null && expected !== null && found > expected
        ? [{ kind: 'part', code, column, against: whole, by: null, found, expected }]
        : []
    })
  })
}

function sumFaults(rows: readonly ControlledRow[], figures: ReadonlyMap<string, Numbers>): ControlFault[] {
  const groups = new Map<string, { whole: string; by: string; parts: string[] }>()
  for (const { code, partOf } of rows)
    for (const { whole, adds } of partOf) {
      if (adds === null) continue
      const key = `${whole} ${adds}`
      const group = groups.get(key) ?? { whole, by: adds, parts: [] }
      group.parts.push(code)
      groups.set(key, group)
    }
  return [...groups.values()].flatMap(({ whole, by, parts }) => {
    const all = figures.get(whole)
    const each = parts.map((code) => figures.get(code))
    if (!all || each.some((part) => !part)) return []
    return formColumns.flatMap((column): ControlFault[] => {
      const found = all[column]
      if (found === null) return []
      const expected = each.reduce((sum, part) => sum + (part?.[column] ?? 0), 0)
      return found === expected ? [] : [{ kind: 'sum', code: whole, column, against: whole, by, found, expected }]
    })
  })
}
