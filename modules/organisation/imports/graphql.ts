import { resolveArrayConnection } from '@pothos/plugin-relay'
import { enumOf } from '../../../platform/enum.ts'
import { builder } from '../../../platform/graphql.ts'
import { importKinds, type ImportKind, type ImportPlace } from '../../../platform/import-kinds.ts'
import type { CellViolation } from '../../../platform/sheet-value.ts'
import { TextValueRef } from '../../../platform/text-value.ts'
import { decodeUnit, encodeUnit } from '../keys.ts'
import { decideRow, discardBatch, undoBatch, writeBatch } from './commands.ts'
import { skipped } from './judge.ts'
import { decodeBatch, encodeBatch } from './keys.ts'
import { batchesOf, findBatch, type Batch } from './queries.ts'
import type { ImportChange, ImportStatus, PreviewRow } from './tables.ts'

const StatusRef = enumOf<ImportStatus>('ImportStatus', 'What a row of a file would do.', {
  new: 'Adds something.',
  changed: 'Changes something that stands.',
  unchanged: 'Says what stands already.',
  refused: 'Cannot be written; see its violations.',
})
const StateRef = enumOf<Batch['state']>('ImportState', 'What became of an uploaded workbook.', {
  preview: 'Nothing of it is written.',
  written: 'Written.',
  undone: 'Written and taken back.',
  discarded: 'Thrown away unwritten.',
})
const ModeRef = enumOf<'all' | 'good'>('ImportMode', 'Which rows of a file are written.', {
  all: 'All, and none if one of them is refused.',
  good: 'Those that are not refused.',
})

const ChangeRef = builder.objectRef<ImportChange>('ImportChange').implement({
  description: 'A value that a row would change, as printed.',
  fields: (t) => ({
    title: t.exposeString('title', { description: 'The title of the column.' }),
    was: t.exposeString('was', { description: 'What stands; empty for nothing.' }),
    value: t.exposeString('value', { description: 'What the file says.' }),
  }),
})

const ViolationRef = builder.objectRef<CellViolation>('CellViolation').implement({
  description: 'Why a cell of a file is refused.',
  fields: (t) => ({
    column: t.exposeString('column', { description: 'The title of the column.' }),
    address: t.exposeString('address', { description: 'The cell in the file: D7.' }),
    value: t.exposeString('value', { description: 'What stands in the cell.' }),
    reason: t.exposeString('reason', { description: 'The key of the reason.' }),
    remedy: t.exposeString('remedy', { description: 'The key of what to do.' }),
    values: t.field({
      type: [TextValueRef],
      complexity: { field: 1, multiplier: 3 },
      description: 'The values of both texts.',
      resolve: ({ values }) => Object.entries(values ?? {}),
    }),
    suggested: t.exposeString('suggested', { nullable: true, description: 'The value that was probably meant.' }),
  }),
})

interface Shown {
  batch: Batch
  row: PreviewRow
}

const RowRef = builder.objectRef<Shown>('ImportRow').implement({
  description: 'A row of an uploaded file, as judged.',
  fields: (t) => ({
    number: t.int({ description: 'The row in the file.', resolve: ({ row }) => row.number }),
    label: t.string({ description: 'What it is about: a name, a class.', resolve: ({ row }) => row.label }),
    status: t.field({ type: StatusRef, description: 'What it would do.', resolve: ({ row }) => row.status }),
    skipped: t.boolean({
      description: 'Whether a person left it out.',
      resolve: ({ batch, row }) => skipped(batch, row.kind, row.number),
    }),
    changes: t.field({
      type: [ChangeRef],
      complexity: { field: 1, multiplier: 3 },
      description: 'What it changes.',
      resolve: ({ row }) => [...row.changes],
    }),
    violations: t.field({
      type: [ViolationRef],
      complexity: { field: 1, multiplier: 2 },
      description: 'Why it is refused.',
      resolve: ({ row }) => [...row.violations],
    }),
  }),
})

const CountsRef = builder.objectRef<PreviewRow[]>('ImportCounts').implement({
  description: 'How many rows of a sheet would do what.',
  fields: (t) => {
    const count = (status: ImportStatus, description: string) =>
      t.int({ description, resolve: (rows) => rows.filter((row) => row.status === status).length })
    return {
      new: count('new', 'Rows that add.'),
      changed: count('changed', 'Rows that change.'),
      unchanged: count('unchanged', 'Rows that change nothing.'),
      refused: count('refused', 'Rows that are refused.'),
    }
  },
})

interface SheetOf {
  batch: Batch
  kind: string
}
const rowsOf = ({ batch, kind }: SheetOf, status?: ImportStatus | null) =>
  batch.judged.filter((row) => row.kind === kind && (!status || row.status === status))

const ColumnRef = builder.objectRef<{ key: string; title: string; matched: boolean }>('ImportColumn').implement({
  description: 'A column that a list knows.',
  fields: (t) => ({
    key: t.exposeString('key', { description: 'The name of the column, for matching.' }),
    title: t.exposeString('title', { description: 'Its title.' }),
    matched: t.exposeBoolean('matched', { description: 'Whether the file has it.' }),
  }),
})

const SheetRef = builder.objectRef<SheetOf>('ImportSheet').implement({
  description: 'A sheet of an uploaded workbook that is one of the lists that can be imported.',
  fields: (t) => ({
    list: t.exposeString('kind', { description: '`classes`, `staff`, `assignments`, `pupils` …' }),
    name: t.string({
      description: 'The name of the tab.',
      resolve: ({ batch, kind }) => batch.sheets.find((sheet) => sheet.kind === kind)?.read.name ?? '',
    }),
    columns: t.field({
      type: [ColumnRef],
      description: 'The columns that the list knows, and which of them the file has.',
      resolve: async ({ batch, kind }, _, ctx) => {
        const found = new Set(batch.sheets.find((sheet) => sheet.kind === kind)?.read.columns.map(({ key }) => key))
        const sheet = await importKinds()
          .find((one) => one.kind === kind)!
          .sheet(ctx, batch)
        return sheet.columns
          .filter(({ counter }) => !counter)
          .map(({ key, title }) => ({ key, title, matched: found.has(key) }))
      },
    }),
    unknownColumns: t.stringList({
      description: 'Titles that this list does not know; their cells are not read.',
      resolve: ({ batch, kind }) => batch.sheets.find((sheet) => sheet.kind === kind)?.read.unknown ?? [],
    }),
    counts: t.field({
      type: CountsRef,
      description: 'How many rows would do what.',
      resolve: (sheet) => rowsOf(sheet),
    }),
    rows: t.connection({
      type: RowRef,
      // A part of what is in memory already; the bytes of an answer are bounded by the most that one asks for.
      complexity: { field: 1, multiplier: 5 },
      description: 'The rows in the order of the file.',
      args: { status: t.arg({ type: StatusRef, description: 'Only rows of this status.' }) },
      resolve: (sheet, { status, ...args }) =>
        resolveArrayConnection(
          { args: { ...args, first: Math.min(args.first ?? 50, 500) } },
          rowsOf(sheet, status).map((row) => ({ batch: sheet.batch, row })),
        ),
    }),
  }),
})

const BatchRef = builder.objectRef<Batch>('ImportBatch').implement({
  description: 'An uploaded workbook and what became of it.',
  fields: (t) => ({
    id: t.id({ description: 'Opaque id.', resolve: encodeBatch }),
    unit: t.id({ description: 'The school, by its id.', resolve: ({ school_id }) => encodeUnit(school_id) }),
    academicYear: t.exposeInt('academic_year', { description: '2026 is 2026–2027.' }),
    fileName: t.exposeString('file_name', { description: 'The name of the file.' }),
    state: t.expose('state', { type: StateRef, description: 'What became of it.' }),
    createdAt: t.expose('created_at', { type: 'DateTime', description: 'When it was uploaded.' }),
    endedAt: t.expose('ended_at', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was written or taken back.',
    }),
    by: t.exposeString('account_name', { description: 'Who uploaded it.' }),
    sheets: t.field({
      type: [SheetRef],
      complexity: { field: 1, multiplier: 4 },
      description: 'The lists found in it.',
      resolve: (batch) =>
        importKinds()
          .map(({ kind }) => ({ batch, kind }))
          .filter(
            ({ kind }) => batch.judged.some((row) => row.kind === kind) || batch.sheets.some((it) => it.kind === kind),
          ),
    }),
  }),
})

interface Offered {
  kind: ImportKind
  place: ImportPlace
}
const KindRef = builder.objectRef<Offered>('ImportList').implement({
  description: 'A list that the signed-in person may bring to a school by file.',
  fields: (t) => ({
    list: t.string({ description: '`classes`, `staff` …', resolve: ({ kind }) => kind.kind }),
    sheet: t.string({
      description: 'The name of its tab.',
      resolve: async ({ kind, place }, _, ctx) => (await kind.sheet(ctx, place)).name,
    }),
  }),
})

builder.queryFields((t) => ({
  importLists: t.field({
    type: [KindRef],
    description: 'The lists that the signed-in person may bring to a school; none where they may bring nothing.',
    args: {
      unit: t.arg.id({ required: true, description: 'The school.' }),
      academicYear: t.arg.int({ required: true, description: '2026 is 2026–2027.' }),
    },
    resolve: (_, { unit, academicYear }, ctx) => {
      const place = { school_id: decodeUnit(unit), academic_year: academicYear }
      return importKinds()
        .filter((kind) => kind.permitted(ctx, place))
        .map((kind) => ({ kind, place }))
    },
  }),
  importBatch: t.field({
    type: BatchRef,
    nullable: true,
    description: 'An uploaded workbook by id.',
    args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
    resolve: (_, { id }, ctx) => findBatch(ctx, 'read', decodeBatch(id)),
  }),
  importBatches: t.field({
    type: [BatchRef],
    description: 'What a school brought by file in a year, newest first, at most 30.',
    args: {
      unit: t.arg.id({ required: true, description: 'The school.' }),
      academicYear: t.arg.int({ required: true, description: '2026 is 2026–2027.' }),
    },
    resolve: (_, { unit, academicYear }, ctx) =>
      batchesOf(ctx, { school_id: decodeUnit(unit), academic_year: academicYear }),
  }),
}))

builder.mutationFields((t) => {
  const id = t.arg.id({ required: true, description: 'The uploaded workbook.' })
  return {
    decideImportRow: t.field({
      type: BatchRef,
      description: 'Leaves a row out or takes it in again, or takes the suggested values of its refused cells.',
      args: {
        id,
        list: t.arg.string({ required: true, description: 'The list that the row stands in.' }),
        row: t.arg.int({ required: true, description: 'The row in the file.' }),
        skip: t.arg.boolean({ description: 'Whether it is left out.' }),
        useSuggested: t.arg.boolean({ description: 'Takes the suggested values.' }),
      },
      resolve: (_, { id: batch, list, row, skip, useSuggested }, ctx) =>
        decideRow(
          ctx,
          decodeBatch(batch),
          { kind: list, number: row },
          { ...(skip == null ? {} : { skip }), suggested: useSuggested ?? false },
        ),
    }),
    writeImport: t.field({
      type: BatchRef,
      description: 'Writes an uploaded workbook to the records, in one change that can be taken back.',
      args: { id, mode: t.arg({ type: ModeRef, required: true, description: 'Which rows.' }) },
      resolve: (_, { id: batch, mode }, ctx) => writeBatch(ctx, decodeBatch(batch), mode),
    }),
    undoImport: t.field({
      type: BatchRef,
      description: 'Takes a written workbook back, as long as nothing stands on what it wrote.',
      args: { id },
      resolve: (_, { id: batch }, ctx) => undoBatch(ctx, decodeBatch(batch)),
    }),
    discardImport: t.field({
      type: BatchRef,
      description: 'Throws an uploaded workbook away unwritten.',
      args: { id },
      resolve: (_, { id: batch }, ctx) => discardBatch(ctx, decodeBatch(batch)),
    }),
  }
})
