import { may } from '../../platform/ability.ts'
import { enumOf } from '../../platform/enum.ts'
import { builder } from '../../platform/graphql.ts'
import { decodeKey, encodeKey, keyUuid } from '../../platform/key.ts'
import { personal } from '../../platform/machine.ts'
import type { TrailField, TrailLine } from './lines.ts'
import type { TrailRecord } from './names.ts'
import { archivedYears, linesAtMost, ownLastChange, trailEntry, trailPage, type TrailEntry } from './queries.ts'
import { sealOf, type SealState } from './seal.ts'
import { filterOf, placeOf, type TrailFilter, type TrailPlace } from './scope.ts'
import { undoChange, undoableFor } from './undo.ts'

const encodeCursor = ({ id }: Pick<TrailEntry, 'id'>): string => encodeKey('ChangeCursor', [id])
const decodeCursor = (cursor: string): string => keyUuid('ChangeCursor', decodeKey('ChangeCursor', cursor)[0])

const ActRef = enumOf<TrailLine['act']>('TrailAct', 'What a change did to a row.', {
  added: 'It was added.',
  altered: 'It was altered.',
  removed: 'It was removed.',
})

const FieldRef = builder.objectRef<TrailField>('TrailField').implement({
  description: 'A value that a change altered, as it was and as it became; names stand for keys.',
  fields: (t) => ({
    column: t.exposeString('column', { description: 'The column.' }),
    before: t.exposeString('before', { nullable: true, description: 'The value before; null is empty.' }),
    after: t.exposeString('after', { nullable: true, description: 'The value after; null is empty.' }),
  }),
})

const RecordRef = builder.objectRef<TrailRecord>('TrailRecord').implement({
  description: 'What a line is about.',
  fields: (t) => ({
    kind: t.exposeString('kind', { description: 'student, staff, class, section, unit, account, subject.' }),
    name: t.exposeString('name', { description: 'Its name today.' }),
    link: t.exposeString('link', { nullable: true, description: 'The page where it stands.' }),
    record: t.exposeString('record', { nullable: true, description: 'By which the trail finds its other changes.' }),
  }),
})

const LineRef = builder.objectRef<TrailLine>('TrailLine').implement({
  description: 'One row, or one mark, that a change wrote.',
  fields: (t) => ({
    table: t.exposeString('table', { description: 'Of which table it is a row; `mark` for a cell of a book.' }),
    act: t.expose('act', { type: ActRef, description: 'What was done to it.' }),
    record: t.expose('record', {
      type: RecordRef,
      nullable: true,
      description: 'What it is about, if it may be seen.',
    }),
    within: t.exposeString('within', { nullable: true, description: 'The class or the book around it.' }),
    fields: t.expose('fields', {
      type: [FieldRef],
      complexity: { multiplier: 4 },
      description: 'The values that were altered.',
    }),
    hidden: t.exposeBoolean('hidden', { description: 'Whether the reader may not see what was written.' }),
  }),
})

const EntryRef = builder.objectRef<TrailEntry>('TrailEntry').implement({
  description: 'A change: who, when, from where, what, why, and whether it was taken back.',
  fields: (t) => ({
    id: t.field({ type: 'UUID', description: 'The change.', resolve: ({ id }) => id }),
    at: t.expose('at', { type: 'DateTime', description: 'When.' }),
    verb: t.exposeString('verb', { description: 'What happened, as a verb of the product.' }),
    by: t.exposeString('by', { nullable: true, description: 'Who; null for one without an account.' }),
    role: t.exposeString('role', { nullable: true, description: 'In which post.' }),
    onBehalfOf: t.exposeString('on_behalf_of', {
      nullable: true,
      description: 'The school for which an officer acted.',
    }),
    address: t.exposeString('address', { nullable: true, description: 'From which address of the network.' }),
    reason: t.exposeString('reason', { nullable: true, description: 'Why.' }),
    unit: t.exposeString('unit', { nullable: true, description: 'The unit concerned; null is the province.' }),
    unitSlug: t.exposeString('unit_slug', { nullable: true, description: "The unit's name in addresses." }),
    reverts: t.field({
      type: 'UUID',
      nullable: true,
      description: 'The change that it takes back.',
      resolve: ({ reverts }) => reverts,
    }),
    undoneAt: t.expose('undone_at', { type: 'DateTime', nullable: true, description: 'When it was taken back.' }),
    undoneBy: t.exposeString('undone_by', { nullable: true, description: 'By whom it was taken back.' }),
    lines: t.expose('lines', { type: [LineRef], complexity: { multiplier: 4 }, description: 'Its first lines.' }),
    lineCount: t.exposeInt('line_count', { description: 'How many lines it has that the reader may count.' }),
    archivedYear: t.exposeInt('archived_year', {
      nullable: true,
      description: 'The academic year in whose archive the marks are that it wrote; its lines are without them.',
    }),
    canUndo: t.boolean({
      description: 'Whether the signed-in person may take it back, as long as nothing stands on it.',
      resolve: (entry, _, ctx) =>
        entry.undone_at === null && entry.archived_year === null && undoableFor(ctx, entry.verb, entry.unit_id),
    }),
  }),
})

const SealRef = builder.objectRef<SealState>('TrailSeal').implement({
  description: 'How far the trail of a unit is sealed.',
  fields: (t) => ({
    number: t.exposeInt('number', { description: 'How many seals there are.' }),
    changes: t.exposeInt('changes', { description: 'How many changes they cover.' }),
    sealedAt: t.expose('sealed_at', { type: 'DateTime', description: 'When the last was set.' }),
    digest: t.exposeString('digest', { description: 'The digest of the last, to be kept elsewhere and compared.' }),
  }),
})

type Page = { place: TrailPlace; filter: TrailFilter; entries: TrailEntry[]; more: boolean; after: string | null }

const EdgeRef = builder.objectRef<TrailEntry>('TrailEdge').implement({
  description: 'A change in a list.',
  fields: (t) => ({
    node: t.field({ type: EntryRef, description: 'The change.', resolve: (entry) => entry }),
    cursor: t.string({ description: 'The place in the list, for `after`.', resolve: encodeCursor }),
  }),
})

const TrailRef = builder.objectRef<Page>('Trail').implement({
  description: 'The trail of a unit, newest first, page by page.',
  fields: (t) => ({
    unitName: t.string({ description: 'The unit.', resolve: ({ place }) => place.name }),
    unitShortName: t.string({ description: 'Its short name.', resolve: ({ place }) => place.short_name }),
    whole: t.boolean({
      description: 'Whether it holds the changes of several units.',
      resolve: ({ place }) => place.unit_ids === null || place.unit_ids.length > 1,
    }),
    edges: t.expose('entries', {
      type: [EdgeRef],
      // The page as a whole has its price.
      complexity: { multiplier: 1 },
      description: 'The changes of the page.',
    }),
    pageInfo: t.field({
      type: builder.pageInfoRef(),
      description: 'Whether more follow.',
      resolve: ({ entries, more, after }) => ({
        startCursor: entries[0] ? encodeCursor(entries[0]) : null,
        endCursor: entries.at(-1) ? encodeCursor(entries.at(-1)!) : null,
        hasNextPage: more,
        hasPreviousPage: after !== null,
      }),
    }),
    seal: t.field({
      type: SealRef,
      nullable: true,
      description: 'How far it is sealed; null where nothing is yet.',
      resolve: ({ place }, _, ctx) => sealOf(ctx.db, place.unit_ids === null ? 0 : place.unit_id),
    }),
    archivedYears: t.intList({
      description: 'The academic years whose marks are in the archive: no change is found by a mark of theirs.',
      resolve: (_page, _, ctx) => archivedYears(ctx),
    }),
    mayExport: t.boolean({
      description: 'Whether the signed-in person may take it out as a file.',
      resolve: ({ place }, _, ctx) =>
        place.unit_ids === null
          ? may(ctx.ability, 'export', 'Change')
          : place.unit_ids.some((school_id) => may(ctx.ability, 'export', 'Change', { school_id })),
    }),
  }),
})

const FilterRef = builder.inputType('TrailFilterInput', {
  description: 'What of a trail is looked for; what is absent narrows nothing.',
  fields: (t) => ({
    by: t.string({ description: 'A part of the name of who did it.' }),
    about: t.string({ description: 'The name or code of a pupil, a member of staff, a class or a section.' }),
    record: t.string({ description: 'A record as a line of the trail names it.' }),
    verbs: t.stringList({ description: 'Verbs, or beginnings that end in a point; at most 40.' }),
    from: t.field({ type: 'LocalDate', description: 'From this day.' }),
    to: t.field({ type: 'LocalDate', description: 'Until this day.' }),
  }),
})

const pageAtMost = 100

builder.queryFields((t) => ({
  trail: t.field({
    type: TrailRef,
    description: 'The trail of a unit: of a school its own, of an office that of all below it.',
    complexity: ({ first }) => ({ field: 20, multiplier: Math.min(first ?? 30, pageAtMost) }),
    args: {
      unit: t.arg.string({ required: true, description: "The unit's name in addresses." }),
      filter: t.arg({ type: FilterRef, description: 'What is looked for.' }),
      first: t.arg.int({ description: 'How many changes, 30 unless said, at most 100.' }),
      after: t.arg.string({ description: 'After this place of the list.' }),
    },
    resolve: async (_, { unit, filter: input, first, after }, ctx) => {
      const place = await placeOf(ctx, unit)
      const filter = filterOf(input)
      const page = { first: Math.max(1, Math.min(first ?? 30, pageAtMost)), after: after ? decodeCursor(after) : null }
      return { place, filter, after: page.after, ...(await trailPage(ctx, place, filter, page)) }
    },
  }),
  trailEntry: t.field({
    type: EntryRef,
    description: `A change of the trail with its lines, at most ${linesAtMost}.`,
    args: { change: t.arg({ type: 'UUID', required: true, description: 'The change.' }) },
    resolve: (_, { change }, ctx) => trailEntry(ctx, change),
  }),
  lastChange: t.field({
    extensions: personal,
    type: 'UUID',
    nullable: true,
    description: 'What the signed-in person did last, of these verbs and within ten minutes, if they may take it back.',
    args: { verbs: t.arg.stringList({ required: true, description: 'The verbs.' }) },
    resolve: async (_, { verbs }, ctx) => {
      const last = await ownLastChange(ctx, verbs.slice(0, 20))
      return last && undoableFor(ctx, last.verb, last.school_id) ? last.id : null
    },
  }),
}))

builder.mutationField('undoChange', (t) =>
  t.field({
    type: 'Boolean',
    description: 'Takes a change back; refused where a row was altered since, or something stands on it.',
    args: { change: t.arg({ type: 'UUID', required: true, description: 'The change.' }) },
    resolve: async (_, { change }, ctx) => {
      await undoChange(ctx, change)
      return true
    },
  }),
)
