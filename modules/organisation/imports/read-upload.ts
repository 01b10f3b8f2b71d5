import type { Context } from '../../../platform/context.ts'
import { Invalid, NotFound } from '../../../platform/errors.ts'
import { importKinds, type ImportKind, type ImportPlace } from '../../../platform/import-kinds.ts'
import type { Grid } from '../../../platform/cell.ts'
import { readSheet, retitled, type ReadSheet } from '../../../platform/sheet-read.ts'
import { unaccented } from '../../../platform/name.ts'
import type { Sheet } from '../../../platform/sheet.ts'
import type { UploadedSheet } from './tables.ts'

/** More rows than any school's list has. */
const rowsAtMost = 10_000

interface Described {
  kind: ImportKind
  sheet: Sheet
}

interface Fit {
  kind: string
  grid: Grid
  read: ReadSheet
  score: number
}

/** The lists that this person may bring to this place; NotFound where there is none. */
export function permittedKinds(ctx: Context, place: ImportPlace): ImportKind[] {
  const kinds = importKinds().filter((kind) => kind.permitted(ctx, place))
  if (kinds.length === 0) throw new NotFound('ImportBatch')
  return kinds
}

/**
 * Finds the lists in a workbook: by the name of the tab, else by the titles that fit best. `only` names one list that
 * is wanted; then what keeps it from being read is said. `titles` are columns that a person has matched.
 */
export async function listsIn(
  ctx: Context,
  place: ImportPlace,
  grids: readonly Grid[],
  only: string | null,
  titles: Readonly<Record<string, string>> = {},
): Promise<UploadedSheet[]> {
  const kinds = permittedKinds(ctx, place).filter((kind) => only === null || kind.kind === only)
  const described = await Promise.all(
    kinds.map(async (kind) => ({ kind, sheet: retitled(await kind.sheet(ctx, place), titles) })),
  )
  const visible = grids.filter((grid) => !grid.hidden && grid.rows.length > 0)
  const lists = assign(fits(described, visible))
  const rows = lists.reduce((sum, { read }) => sum + read.rows.length, 0)
  if (lists.length === 0) throw whyNone(described, visible)
  if (rows === 0) throw new Invalid({ path: 'file', message: 'import.no_rows' })
  if (rows > rowsAtMost)
    throw new Invalid({ path: 'file', message: 'import.too_many_rows', values: { rows, limit: rowsAtMost } })
  return described.flatMap(({ kind }) => lists.filter((list) => list.kind === kind.kind))
}

function fits(described: readonly Described[], grids: readonly Grid[]): Fit[] {
  return described.flatMap(({ kind, sheet }) =>
    grids.flatMap((grid) => {
      const named = tab(grid.name) === tab(sheet.name)
      try {
        const read = readSheet(sheet, grid)
        return [{ kind: kind.kind, grid, read, score: read.columns.length + (named ? 1000 : 0) }]
      } catch (error) {
        // A tab that bears the name of a list but lacks its columns is a mistake to be told, not another list.
        if (error instanceof Invalid && !named) return []
        throw error
      }
    }),
  )
}

/** Each list at most one tab and each tab at most one list, the best fits first. */
function assign(found: readonly Fit[]): UploadedSheet[] {
  const lists: UploadedSheet[] = []
  const taken = new Set<Grid>()
  for (const { kind, grid, read } of found.toSorted((a, b) => b.score - a.score)) {
    if (taken.has(grid) || lists.some((list) => list.kind === kind)) continue
    taken.add(grid)
    lists.push({ kind, read })
  }
  return lists
}

function whyNone(described: readonly Described[], grids: readonly Grid[]): Error {
  const [first] = described
  const [grid] = grids
  if (described.length === 1 && first && grid) {
    try {
      readSheet(first.sheet, grid)
    } catch (error) {
      if (error instanceof Invalid) return error
    }
  }
  return new Invalid({
    path: 'file',
    message: 'import.no_list',
    values: { lists: described.map(({ sheet }) => sheet.name).join(', ') },
  })
}

const tab = (name: string) => unaccented(name).replace(/[^\p{L}\p{N}]+/gu, '')
