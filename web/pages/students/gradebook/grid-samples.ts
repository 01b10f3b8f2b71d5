import type { Cell, Column, ColumnKind, Pupil, Row, Sheet } from './grid-model.ts'

/** A column for tests: open unless said otherwise. */
export function aColumn(key: string, over: Partial<Column> = {}): Column {
  const kind: ColumnKind = key.startsWith('regular_') ? 'regular' : (key as ColumnKind)
  const position = kind === 'regular' ? Number(key.slice(8)) : 1
  return {
    key,
    kind,
    position,
    open: true,
    closedBecause: null,
    reasonNeeded: false,
    openUntil: null,
    opensOn: null,
    closesOn: null,
    lockedAt: null,
    lockedBy: null,
    publishedAt: null,
    label: null,
    heldOn: null,
    form: null,
    note: null,
    ...over,
  }
}

/** A book for tests: four regular marks, midterm, final, average, comment. */
export const aSheet = (over: Partial<Sheet> = {}): Sheet => ({
  id: 'book',
  term: 1,
  assessment: 'scored',
  regularDue: 4,
  tenthsWithoutComma: false,
  canMark: true,
  columns: ['regular_1', 'regular_2', 'regular_3', 'regular_4', 'midterm', 'final', 'average', 'comment'].map((key) =>
    aColumn(key),
  ),
  ...over,
})

/** A pupil's row for tests, with what the book holds. */
export function aRow(name: string, stored: Record<string, string> = {}, over: Partial<Pupil> = {}): Row {
  const words = name.split(' ')
  const givenName = words.pop()!
  const cells: Record<string, Cell> = {}
  for (const { key } of [...aSheet().columns, { key: 'exempt' }]) cells[key] = { stored: stored[key] ?? null }
  return {
    pupil: {
      id: name,
      number: 1,
      code: name,
      restName: words.join(' '),
      givenName,
      birthDate: '2012-05-06',
      leftOn: null,
      told: null,
      ...over,
    },
    cells,
    midtermState: 'none',
    finalState: 'none',
  }
}
