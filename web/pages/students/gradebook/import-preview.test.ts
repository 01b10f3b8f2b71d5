import { expect, test } from 'vitest'
import { aRow, aSheet } from './grid-samples.ts'
import { openGrid, undo } from './grid-state.ts'
import { writeImported } from './grid-import.ts'
import { cellKey, cellsToWrite } from './import-preview.ts'
import type { FileCell, FilePreview } from './import-preview.ts'

const rows = [aRow('Nguyễn Hoàng Anh', { midterm: '5.0' }), aRow('Triệu Mai Hương')]
const cell = (
  column: string,
  kind: FileCell['kind'],
  value: string | null,
  over: Partial<FileCell> = {},
): FileCell => ({
  line: 2,
  student: 'Nguyễn Hoàng Anh',
  column,
  was: null,
  value,
  kind,
  refusal: null,
  far: false,
  ...over,
})
const preview: FilePreview = {
  file: 'so.xlsx',
  sheet: '9A2',
  at: '',
  by: 'name',
  lines: 3,
  same: 0,
  cells: [
    cell('regular_1', 'new', '7.5'),
    cell('midterm', 'changed', '8.5', { was: '5.0' }),
    cell('regular_2', 'refused', '68', { refusal: { message: 'x', values: { suggestion: '6,8' } } }),
    cell('regular_3', 'kept', null, { was: '9.0' }),
  ],
  strangers: [
    {
      line: 3,
      name: 'Triệu Mai Hường',
      why: 'unknown',
      nearest: { student: 'Triệu Mai Hương', name: 'Triệu Mai Hương' },
      cells: [
        { column: 'regular_1', value: '7' },
        { column: 'midterm', value: '11' },
      ],
    },
  ],
}
const nothing = { kept: new Set<string>(), suggested: new Set<string>(), recognised: new Set<number>() }

test('new and changed cells are written; what was left, refused or empty in the file is not', () => {
  const written = (decisions: Partial<typeof nothing>) =>
    cellsToWrite(aSheet(), rows, preview, { ...nothing, ...decisions }).map(({ column, value }) => [column, value])
  expect(written({})).toEqual([
    ['regular_1', '7.5'],
    ['midterm', '8.5'],
  ])
  expect(written({ kept: new Set([cellKey(preview.cells[1]!)]) })).toEqual([['regular_1', '7.5']])
  expect(written({ suggested: new Set([cellKey(preview.cells[2]!)]) })).toContainEqual(['regular_2', '6.8'])
  expect(written({ recognised: new Set([3]) })).toHaveLength(3)
})

test('an import is one action in the grid, and a cell that somebody changed since the preview is a conflict', () => {
  const state = openGrid(aSheet(), [aRow('Nguyễn Hoàng Anh', { midterm: '9.0' }), rows[1]!])
  const next = writeImported(state, cellsToWrite(aSheet(), rows, preview, nothing))
  expect(next.rows[0]?.cells['regular_1']?.entry).toEqual({ text: '7.5', status: 'waiting', source: 'imported' })
  expect(next.rows[0]?.cells['midterm']?.entry).toMatchObject({
    text: '8.5',
    status: 'conflict',
    other: { value: '9.0' },
  })
  expect(undo(next).rows[0]?.cells['regular_1']?.entry).toBeUndefined()
})
