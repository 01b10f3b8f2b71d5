/** Where a cell stands: which book, which pupil, which column. Ids only. */
export interface CellPlace {
  book: string
  student: string
  column: string
}

/** A cell that the book does not hold yet, as it is kept on the device: ids and values, no names. */
export interface WaitingCell extends CellPlace {
  /** What the person saw in the book. */
  was: string | null
  /** What it shall be; as typed where it is refused. */
  value: string | null
  source: string
  /** Why, where a column asks for a reason; the cell waits until one is given. */
  reason: string | null
  needsReason: boolean
  status: 'waiting' | 'refused' | 'conflict'
  refusal?: { message: string; values: Readonly<Record<string, string | number>> }
  other?: { value: string | null; by: string | null; at: string | null }
  /** When it was typed, in milliseconds. */
  at: number
}

/** Cells on their way: sent again under the same id until the server has answered. */
export interface Batch {
  id: string
  book: string
  source: string
  reason: string | null
  cells: readonly { student: string; column: string; was: string | null; value: string | null }[]
  at: number
}

/** What became of one sent cell. */
export interface CellOutcome {
  student: string
  column: string
  status: 'saved' | 'already' | 'conflict' | 'refused'
  /** What the book holds now. */
  value: string | null
  refusal?: WaitingCell['refusal']
  other?: WaitingCell['other']
}

/** What a sending met: an answer per cell, no line, a server in trouble, or a refusal of the whole. */
export type Sent =
  | { kind: 'answered'; savedAt: string; cells: readonly CellOutcome[] }
  | { kind: 'offline' }
  | { kind: 'trouble' }
  | { kind: 'rejected'; message: string }

/** Where waiting cells outlive the page. */
export interface Keeping {
  load(): Promise<{ cells: WaitingCell[]; batches: Batch[] }>
  /** Writes cells and batches; a null cell is forgotten. */
  write(changes: {
    cells?: readonly { place: CellPlace; cell: WaitingCell | null }[]
    batch?: Batch
    doneBatch?: string
  }): Promise<void>
  erase(): Promise<void>
}

/** How long what waits is kept on a device. */
export const keptFor = 14 * 24 * 3_600_000

/** One text for a place. */
export const placeKey = ({ book, student, column }: CellPlace): string => `${book} ${student} ${column}`
