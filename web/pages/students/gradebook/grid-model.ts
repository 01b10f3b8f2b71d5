/** How the cells of an action came about; the API's `SaveSource`. */
export type Source = 'typed' | 'pasted' | 'filled' | 'imported' | 'chosen' | 'undone'

/** What a visible column holds. `average` is computed; everything else is written by people. */
export type ColumnKind = 'regular' | 'midterm' | 'final' | 'average' | 'comment'

/** Why a column takes nothing now. */
export type Closed = 'book_submitted' | 'book_checked' | 'book_locked' | 'column_locked' | 'not_yet' | 'closed'

/** A visible column of the grid. */
export interface Column {
  /** `regular_1` … `final`, `average`, `comment`. */
  key: string
  kind: ColumnKind
  position: number
  open: boolean
  closedBecause: Closed | null
  /** A change needs a reason: the column is unlocked for a time. */
  reasonNeeded: boolean
  openUntil: string | null
  opensOn: string | null
  closesOn: string | null
  lockedAt: string | null
  lockedBy: string | null
  publishedAt: string | null
  label: string | null
  heldOn: string | null
  form: string | null
  note: string | null
}

/** A pupil of the book. */
export interface Pupil {
  id: string
  number: number | null
  code: string
  restName: string
  givenName: string
  birthDate: string
  /** The last day of one who left; their row stays, struck out. */
  leftOn: string | null
  /** What tells the pupil apart where another has the same name: the birth date, or the code where that is equal too. */
  told: string | null
}

/** What of a book does not change while marks are entered. */
export interface Sheet {
  id: string
  term: 1 | 2
  assessment: 'scored' | 'comment'
  regularDue: number
  /** "85" is 8,5 here. */
  tenthsWithoutComma: boolean
  canMark: boolean
  columns: readonly Column[]
}

/** The reason of a refusal: the key of its text and the text's values. */
export interface Refusal {
  message: string
  values: Readonly<Record<string, string | number>>
}

/** Somebody else's value in a cell that was written meanwhile. */
export interface OtherValue {
  value: string | null
  by: string | null
  at: string | null
}

/** What a person wants in a cell and the book does not hold yet. */
export interface Entry {
  /** As cell text; as typed where it is refused. Null empties the cell. */
  text: string | null
  status: 'waiting' | 'refused' | 'conflict'
  source: Source
  refusal?: Refusal
  other?: OtherValue
}

/** One cell: what the book holds, and what waits on top of it. */
export interface Cell {
  stored: string | null
  entry?: Entry
}

/** A pupil's row: cells by column key, `exempt` among them. */
export interface Row {
  pupil: Pupil
  cells: Readonly<Record<string, Cell>>
  midtermState: TestState
  finalState: TestState
}

/** How a midterm or final stands in the book. */
export type TestState = 'none' | 'pending' | 'made_up' | 'zero_by_rule'

/** A place in the grid, counted from 0 over rows and visible columns. */
export interface Place {
  row: number
  col: number
}

/** A rectangle of places, both ends included. */
export interface Range {
  top: number
  bottom: number
  left: number
  right: number
}

/** What a cell shows: what is wanted, else what the book holds. */
export const shown = (cell: Cell | undefined): string | null => (cell?.entry ? cell.entry.text : (cell?.stored ?? null))

/** Whether the school has exempted a pupil from the subject. */
export const isExempt = (row: Row): boolean => row.cells['exempt']?.stored === 'M'

/** Whether a column holds marks. */
export const isMarkColumn = (column: Column): boolean => column.kind !== 'average' && column.kind !== 'comment'
