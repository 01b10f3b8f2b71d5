import { may } from '../../../platform/ability.ts'
import { enumOf } from '../../../platform/enum.ts'
import { builder } from '../../../platform/graphql.ts'
import { NotFound, Unauthenticated } from '../../../platform/errors.ts'
import { encodeKey } from '../../../platform/key.ts'
import { TextValueRef } from '../../../platform/text-value.ts'
import { decodeStudent, encodeStudent } from '../keys.ts'
import { gridColumns, type GridColumn } from './columns.ts'
import { decodeBook, encodeBook } from './keys.ts'
import { cellHistory, gridOf, type Grid, type GridRow } from './queries.ts'
import type { BookColumn } from './book.ts'
import { recordMarks, type CellAnswer, type RowAnswer, type SaveAnswer, type SaveSource } from './save.ts'
import type { Openness } from './rules/openness.ts'
import type { AssessmentKind, BookState, MarkChangeRow, MissedState } from './tables.ts'

/** Kinds of assessment in the API. */
export const KindRef = enumOf<AssessmentKind>(
  'AssessmentKind',
  'The kinds of assessment (Circular 22/2021, Điều 6, 7).',
  {
    regular: 'Thường xuyên, weight 1.',
    midterm: 'Giữa kì, weight 2.',
    final: 'Cuối kì, weight 3.',
  },
)
/** States of a book in the API. */
export const StateRef = enumOf<BookState>('BookState', 'The life of a book.', {
  open: 'Takes marks.',
  submitted: 'Handed in by the teacher.',
  checked: 'Checked by the head of the subject team.',
  locked: 'Locked by the school.',
})
/** How a subject is assessed, in the API. */
export const AssessmentRef = enumOf<'scored' | 'comment'>(
  'SubjectAssessment',
  'How a subject is assessed (Circular 22/2021, Điều 5(3)).',
  {
    scored: 'By comments and marks.',
    comment: 'By comments alone: Đạt or Chưa đạt.',
  },
)
/** Missed tests in the API. */
export const MissedRef = enumOf<MissedState>('MissedTest', 'A missed periodic test (Circular 22/2021, Điều 7(4)(5)).', {
  none: 'Not missed.',
  pending: 'Missed with a reason of force majeure; the make-up is due within the term.',
  made_up: 'Made up.',
  zero_by_rule: 'Missed without such a reason or without a make-up: 0, or Chưa đạt.',
})
const ClosedRef = enumOf<(Openness & { open: false })['why']>('ColumnClosed', 'Why a column takes no marks.', {
  book_submitted: 'The book is submitted.',
  book_checked: 'The book is checked.',
  book_locked: 'The book is locked.',
  column_locked: 'The column is locked.',
  not_yet: 'Entry has not begun.',
  closed: 'Entry has ended.',
})
const SourceRef = enumOf<SaveSource>('SaveSource', 'How cells came about.', {
  typed: 'Typed cell by cell.',
  pasted: 'Pasted as a block.',
  filled: 'Filled down or copied from another column.',
  imported: 'Taken from a file.',
  chosen: 'Chosen among several results behind a regular mark.',
  undone: 'An earlier action taken back.',
})
const StatusRef = enumOf<CellAnswer['status']>('CellStatus', 'What became of a touched cell.', {
  saved: 'Written.',
  already: 'The book held this value before.',
  conflict: "Somebody else's value stands; see by and at.",
  refused: 'Not written; see refusal.',
})

/** A column in the API. */
export const ColumnRef = builder.objectRef<BookColumn>('GradebookColumn').implement({
  description: 'A column of a gradebook: one assessment.',
  fields: (t) => ({
    column: t.exposeString('column', { description: '`regular_1` … `regular_8`, `midterm`, `final`.' }),
    kind: t.expose('kind', { type: KindRef, description: 'What it assesses.' }),
    position: t.exposeInt('position', { description: 'The number within its kind, from 1.' }),
    label: t.exposeString('label', { nullable: true, description: 'What the teacher calls it.' }),
    heldOn: t.expose('held_on', { type: 'LocalDate', nullable: true, description: 'The day of the assessment.' }),
    form: t.exposeString('form', { nullable: true, description: 'How it was held: paper, practice, project.' }),
    note: t.exposeString('note', { nullable: true, description: 'A note for colleagues.' }),
    publishedAt: t.expose('published_at', {
      type: 'DateTime',
      nullable: true,
      description: 'Since when parents see it; null while they do not.',
    }),
    lockedAt: t.expose('locked_at', {
      type: 'DateTime',
      nullable: true,
      description: 'Since when this column alone is locked.',
    }),
    lockedBy: t.exposeString('locked_by', { nullable: true, description: 'Who locked the column, or the book.' }),
    opensOn: t.expose('opens_on', { type: 'LocalDate', nullable: true, description: 'The first day of entry.' }),
    closesOn: t.expose('closes_on', { type: 'LocalDate', nullable: true, description: 'The last day of entry.' }),
    open: t.boolean({ description: 'Whether the column takes marks now.', resolve: ({ openness }) => openness.open }),
    closedBecause: t.field({
      type: ClosedRef,
      nullable: true,
      description: 'Why not.',
      resolve: ({ openness }) => (openness.open ? null : openness.why),
    }),
    reasonNeeded: t.boolean({
      description: 'Whether a change needs a reason, because the column is unlocked for a time.',
      resolve: ({ openness }) => openness.open && openness.reasonNeeded,
    }),
    openUntil: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When the unlock ends.',
      resolve: ({ openness }) => (openness.open ? openness.until : null),
    }),
  }),
})

/** A pupil's row in the API. */
export const RowRef = builder.objectRef<GridRow>('GradebookRow').implement({
  description: 'A pupil with the marks of one section and term.',
  fields: (t) => ({
    student: t.id({ description: "The pupil's record.", resolve: (row) => encodeStudent(row) }),
    number: t.exposeInt('number', { nullable: true, description: 'The class number (STT).' }),
    code: t.exposeString('code', { description: "The pupil's code in the school." }),
    restName: t.exposeString('rest_name', { description: 'Family and middle names.' }),
    givenName: t.exposeString('given_name', { description: 'The given name.' }),
    birthDate: t.expose('birth_date', { type: 'LocalDate', description: 'Tells equal names apart.' }),
    leftOn: t.expose('left_on', {
      type: 'LocalDate',
      nullable: true,
      description: 'The last day in the section of a pupil who left.',
    }),
    cells: t.expose('cells', {
      type: ['String'],
      nullable: { list: false, items: true },
      description: 'The marks in the order of the columns: `7.5`, `Đ`, `CĐ`, `V` (absent); null is empty.',
    }),
    comment: t.exposeString('comment', { nullable: true, description: "The teacher's comment of the term." }),
    exempt: t.exposeBoolean('exempt', { description: 'Exempt from the subject, as the school has decided.' }),
    midtermState: t.expose('midterm_state', { type: MissedRef, description: 'Whether the midterm was missed.' }),
    finalState: t.expose('final_state', { type: MissedRef, description: 'Whether the final was missed.' }),
    average: t.expose('average', {
      type: 'Mark',
      nullable: true,
      description: 'The term average, once complete (Circular 22/2021, Điều 9(1)(b)).',
    }),
    passed: t.exposeBoolean('passed', {
      nullable: true,
      description: 'Đạt or Chưa đạt of a comment subject, once complete.',
    }),
  }),
})

/** A book in the API. */
export const GradebookRef = builder.objectRef<Grid>('Gradebook').implement({
  description: "A section's book of marks in one term.",
  fields: (t) => ({
    id: t.id({ description: 'Opaque id.', resolve: ({ book }) => encodeBook(book) }),
    name: t.string({ description: 'The name of the section.', resolve: ({ book }) => book.name }),
    academicYear: t.int({ description: '2026 is 2026–2027.', resolve: ({ book }) => book.academic_year }),
    term: t.int({ description: '1 or 2.', resolve: ({ book }) => book.term }),
    assessment: t.field({
      type: AssessmentRef,
      description: 'How the subject is assessed.',
      resolve: ({ book }) => book.assessment,
    }),
    regularDue: t.int({ description: 'Regular assessments due (Điều 6(2)).', resolve: ({ book }) => book.regular_due }),
    state: t.field({ type: StateRef, description: 'The state of the book.', resolve: ({ book }) => book.state }),
    canMark: t.boolean({
      description: 'Whether the signed-in person may enter marks here.',
      resolve: ({ book }, _, ctx) => may(ctx.ability, 'mark', 'Gradebook', book),
    }),
    columns: t.field({
      type: [ColumnRef],
      description: 'The columns in order: regular, midterm, final.',
      resolve: ({ book }) => book.columns,
    }),
    rows: t.field({
      type: [RowRef],
      description: 'The pupils by number.',
      resolve: ({ rows }) => rows,
    }),
  }),
})

const HistoryRef = builder.objectRef<MarkChangeRow>('MarkChange').implement({
  description: 'One change of a cell.',
  fields: (t) => ({
    before: t.exposeString('before', { nullable: true, description: 'The cell before, as text.' }),
    after: t.exposeString('after', { nullable: true, description: 'The cell after, as text.' }),
    at: t.expose('at', { type: 'DateTime', description: 'When.' }),
    by: t.exposeString('account_name', { description: 'Who.' }),
    source: t.exposeString('source', {
      description:
        'typed, pasted, filled, imported, chosen, undone; decided, where the school did; carried, from the class before; restored, from a backup.',
    }),
    reason: t.exposeString('reason', { nullable: true, description: 'Why, where a reason was needed or given.' }),
    locked: t.exposeBoolean('locked', { description: 'Whether it happened under an unlock.' }),
  }),
})

const CellInputRef = builder.inputType('CellInput', {
  description: 'A touched cell.',
  fields: (t) => ({
    student: t.id({ required: true, description: 'The pupil.' }),
    column: t.string({ required: true, description: '`regular_1` …, `midterm`, `final`, `comment`.' }),
    was: t.string({ description: 'What the person saw; null for empty.' }),
    value: t.string({ description: 'What it shall be; null empties the cell.' }),
  }),
})

const CellAnswerRef = builder.objectRef<CellAnswer & { school_id: number }>('CellAnswer').implement({
  description: 'What became of a touched cell.',
  fields: (t) => ({
    student: t.id({ description: 'The pupil.', resolve: (cell) => encodeStudent(cell) }),
    column: t.exposeString('column', { description: 'The column.' }),
    status: t.expose('status', { type: StatusRef, description: 'What became of it.' }),
    value: t.exposeString('value', { nullable: true, description: 'What the book holds now.' }),
    refusal: t.string({
      nullable: true,
      description: 'The key of the reason of a refusal.',
      resolve: (cell) => cell.refusal?.message ?? null,
    }),
    refusalValues: t.field({
      type: [TextValueRef],
      description: "The values of the reason's text.",
      resolve: (cell) => Object.entries(cell.refusal?.values ?? {}),
    }),
    by: t.exposeString('by', { nullable: true, description: 'Whose value stands, for a conflict.' }),
    at: t.expose('at', { type: 'DateTime', nullable: true, description: 'Since when it stands.' }),
  }),
})

const RowAnswerRef = builder.objectRef<RowAnswer & { school_id: number }>('RowAnswer').implement({
  description: "A pupil's derived values after a save.",
  fields: (t) => ({
    student: t.id({ description: 'The pupil.', resolve: (row) => encodeStudent(row) }),
    average: t.expose('average', { type: 'Mark', nullable: true, description: 'The term average, once complete.' }),
    passed: t.exposeBoolean('passed', { nullable: true, description: 'Đạt or Chưa đạt, once complete.' }),
    missing: t.exposeInt('missing', { description: 'How many marks lack.' }),
  }),
})

const SaveRef = builder.objectRef<SaveAnswer & { school_id: number }>('SavedMarks').implement({
  description: 'The answer of a save: one line per touched cell.',
  fields: (t) => ({
    savedAt: t.expose('saved_at', {
      type: 'DateTime',
      description: 'When it was written; the first time for a repetition.',
    }),
    cells: t.field({
      type: [CellAnswerRef],
      description: 'One answer per cell, in the order sent.',
      resolve: ({ cells, school_id }) => cells.map((cell) => ({ ...cell, school_id })),
    }),
    rows: t.field({
      type: [RowAnswerRef],
      description: 'The touched pupils.',
      resolve: ({ rows, school_id }) => rows.map((row) => ({ ...row, school_id })),
    }),
  }),
})

builder.queryFields((t) => ({
  gradebook: t.field({
    type: GradebookRef,
    nullable: true,
    description: 'A book by id.',
    args: { id: t.arg.id({ required: true, description: 'The id of a book.' }) },
    resolve: (_, { id }, ctx) => gridOf(ctx, decodeBook(id)),
  }),
  cellHistory: t.field({
    type: [HistoryRef],
    description: 'The history of one cell, newest first.',
    args: {
      gradebook: t.arg.id({ required: true, description: 'The book.' }),
      student: t.arg.id({ required: true, description: 'The pupil.' }),
      column: t.arg.string({ required: true, description: 'The column.' }),
    },
    resolve: (_, { gradebook, student, column }, ctx) => {
      if (!gridColumns.has(column)) throw new NotFound('MarkChange')
      return cellHistory(ctx, decodeBook(gradebook), decodeStudent(student).student_id, column as GridColumn)
    },
  }),
}))

builder.mutationFields((t) => ({
  recordMarks: t.field({
    type: SaveRef,
    description:
      'Writes touched cells of a book in one transaction, with one answer per cell. Repeating an id repeats the answer.',
    args: {
      gradebook: t.arg.id({ required: true, description: 'The book.' }),
      id: t.arg({ type: 'UUID', required: true, description: 'Made by the client for this save.' }),
      account: t.arg.id({
        description: 'Whose cells these are, where they have waited on a device; anybody else must sign in again.',
      }),
      source: t.arg({ type: SourceRef, required: true, description: 'How the cells came about.' }),
      reason: t.arg.string({ description: 'Why; needed while the book is unlocked for a time.' }),
      cells: t.arg({ type: [CellInputRef], required: true, description: 'The touched cells, at most 2,000.' }),
    },
    resolve: async (_, { gradebook, id, account, source, reason, cells }, ctx) => {
      if (account && account !== encodeKey('Account', [ctx.account?.id ?? ''])) throw new Unauthenticated()
      const key = decodeBook(gradebook)
      const touched = cells.map(({ student, column, was, value }) => ({
        student_id: decodeStudent(student).student_id,
        column,
        was: was ?? null,
        value: value ?? null,
      }))
      const answer = await recordMarks(ctx, key, { id, source, reason: reason ?? null, cells: touched })
      return { ...answer, school_id: key.school_id }
    },
  }),
}))
