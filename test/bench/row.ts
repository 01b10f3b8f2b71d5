import type { Ground } from './ground.ts'

/** One line of the table: what, the figure, the limit beside it, their ratio and the target. */
export interface Figure {
  what: string
  ours: string
  limit: string
  ratio: number | null
  target: string
  /** Whether the target is met. */
  met: boolean
  /** The numbers behind the words, for the JSON file. */
  numbers: Readonly<Record<string, number>>
}

/** A row of the bench: a file of its own, named in run.ts. `--only` picks it by its name. */
export interface Row {
  name: string
  /** Left out unless `--only` names it. */
  onlyIfNamed?: boolean
  measure(ground: Ground, seconds: number): Promise<readonly Figure[]>
}
