import type { Board, Held } from './board-query.ts'

/** A cell of the board: a section, or the homeroom of a class, with who holds it. */
export interface BoardCell {
  key: string
  row: number
  column: number
  class: Board['classes'][number]['class']
  section: Board['sections'][number]['section'] | null
  held: readonly Held[]
}

/** A column: a subject, or the homeroom. */
export interface BoardColumn {
  key: string
  short: string
  name: string
}

/** The board as rows of cells; a class that is not taught a subject has no cell there. */
export interface BoardTable {
  columns: readonly BoardColumn[]
  rows: readonly { class: BoardCell['class']; cells: readonly (BoardCell | null)[] }[]
}

/** Lays the classes by the subjects that any of them is taught, the homeroom first. */
export function tableOf(board: Board, homeroom: BoardColumn): BoardTable {
  const own = board.sections.filter(({ section }) => section.roster === 'class' && section.class)
  const subjects = new Map(own.map(({ section }) => [section.subject.id, section.subject]))
  const columns = [
    homeroom,
    ...[...subjects.values()].map(({ id, shortName, name }) => ({ key: id, short: shortName, name })),
  ]
  const rows = board.classes
    .filter((line) => !line.class.closedOn)
    .map((line, row) => {
      const base = { row, class: line.class }
      const cells = columns.map((column, index): BoardCell | null => {
        if (index === 0) return { ...base, key: line.class.id, column: 0, section: null, held: line.homeroom }
        const found = own.find(
          ({ section }) => section.class?.id === line.class.id && section.subject.id === column.key,
        )
        return found
          ? { ...base, key: found.section.id, column: index, section: found.section, held: found.assignments }
          : null
      })
      return { class: line.class, cells }
    })
  return { columns, rows }
}

/** Who holds a cell on a day, and not as a stand-in. */
export const mainOf = (cell: BoardCell, day: string): Held | undefined =>
  cell.held.find(({ substitute, from, to }) => !substitute && from <= day && (to === null || to >= day)) ??
  cell.held.find(({ substitute }) => !substitute)

/** Who stands in on a day. */
export const substituteOf = (cell: BoardCell, day: string): Held | undefined =>
  cell.held.find(({ substitute, from, to }) => substitute && from <= day && (to === null || to >= day))

/** A name in a narrow place: T.T.T. Lan; only as many initials as tell it from the others. */
export function shortNames(
  people: readonly { id: string; restName: string; givenName: string }[],
): Map<string, string> {
  const initials = (rest: string) =>
    rest
      .split(/\s+/)
      .filter(Boolean)
      .map((word) => word[0]!.toUpperCase())
  const byGiven = Map.groupBy(people, ({ givenName }) => givenName)
  return new Map(
    people.map(({ id, restName, givenName }) => {
      const others = byGiven.get(givenName)!
      if (others.length === 1) return [id, givenName]
      const last = initials(restName).at(-1) ?? ''
      const alone = others.filter((other) => (initials(other.restName).at(-1) ?? '') === last).length === 1
      return [id, alone ? `${last}. ${givenName}` : `${initials(restName).join('')}. ${givenName}`]
    }),
  )
}
