import { enumOf } from '../../../platform/enum.ts'
import { builder } from '../../../platform/graphql.ts'
import { encodeKey } from '../../../platform/key.ts'
import { decodeClass, encodeClass } from '../../organisation/public.ts'
import { decodeStudent, encodeStudent } from '../keys.ts'
import { classOf, schoolAt } from '../records/place.ts'
import { StudentRef } from '../records/student-type.ts'
import { absencesOf, absencesOfStudent, type AbsenceCell, type AbsenceLine, type AbsenceSheet } from './queries.ts'
import { absenceLevel } from './rules/limits.ts'
import { recordAbsences, type AbsenceAnswer, type AbsenceRefusal, type AbsencesSaved } from './save.ts'

const LevelRef = enumOf<ReturnType<typeof absenceLevel>>(
  'AbsenceLevel',
  'How near the absences of a year are to the limit of 45 (Circular 22/2021, Điều 12).',
  {
    usual: 'Fewer than 36.',
    near: '36 to 45.',
    beyond: 'More than 45.',
  },
)
const StatusRef = enumOf<AbsenceAnswer['status']>('AbsenceStatus', 'What became of a touched month.', {
  saved: 'Written.',
  already: 'It stood so before.',
  conflict: "Somebody else's numbers stand; see by and at.",
  refused: 'Not written; see refusal.',
})
const RefusalRef = enumOf<AbsenceRefusal>('AbsenceRefusal', 'Why a month is not written.', {
  not_in_class: 'The pupil is not of this class.',
  outside_year: 'The month is not of this year, or has not begun.',
  after_leaving: 'The pupil had left.',
  negative: 'A number below 0.',
  too_many: 'More absences than the month has days.',
})

const CellRef = builder.objectRef<AbsenceCell>('MonthAbsences').implement({
  description: 'Absent sessions of a pupil in a month.',
  fields: (t) => ({
    month: t.expose('month', { type: 'LocalDate', description: 'The first day of the month.' }),
    excused: t.exposeInt('excused', { description: 'With leave (có phép).' }),
    unexcused: t.exposeInt('unexcused', { description: 'Without leave (không phép).' }),
  }),
})

const LineRef = builder.objectRef<AbsenceLine>('AbsenceLine').implement({
  description: 'A pupil of a class with the absences of the year.',
  fields: (t) => ({
    student: t.id({ description: "The pupil's record.", resolve: (line) => encodeStudent(line) }),
    number: t.exposeInt('number', { nullable: true, description: 'The class number (STT).' }),
    code: t.exposeString('code', { description: 'The code in the school; tells equal names apart.' }),
    restName: t.exposeString('rest_name', { description: 'Family and middle names.' }),
    givenName: t.exposeString('given_name', { description: 'The given name.' }),
    leftOn: t.expose('left_on', {
      type: 'LocalDate',
      nullable: true,
      description: 'The last day of a pupil who left.',
    }),
    months: t.field({ type: [CellRef], description: 'The months with numbers.', resolve: ({ cells }) => cells }),
    total: t.int({ description: 'All absences of the year.', resolve: totalOf }),
    level: t.field({
      type: LevelRef,
      description: 'How near the limit they are.',
      resolve: (line) => absenceLevel(totalOf(line)),
    }),
  }),
})

const SheetRef = builder.objectRef<AbsenceSheet>('ClassAbsences').implement({
  description: "A class's absences in its year, as numbers per pupil and month.",
  fields: (t) => ({
    id: t.id({ description: 'The id of the class.', resolve: (sheet) => encodeClass(sheet) }),
    className: t.exposeString('class_name', { description: 'The name of the class.' }),
    academicYear: t.exposeInt('academic_year', { description: '2026 is 2026–2027.' }),
    months: t.field({
      type: ['LocalDate'],
      description: 'The months of the year that have begun, each by its first day.',
      resolve: ({ months }) => months,
    }),
    lines: t.field({ type: [LineRef], description: 'The pupils, by number.', resolve: ({ lines }) => lines }),
    mayUpdate: t.exposeBoolean('mayUpdate', { description: 'Whether the signed-in person may enter absences.' }),
  }),
})

const AnswerRef = builder.objectRef<AbsenceAnswer & { school_id: number }>('AbsenceAnswer').implement({
  description: 'What became of a touched month.',
  fields: (t) => ({
    student: t.id({ description: 'The pupil.', resolve: (row) => encodeStudent(row) }),
    month: t.expose('month', { type: 'LocalDate', description: 'The first day of the month.' }),
    status: t.expose('status', { type: StatusRef, description: 'Written or not.' }),
    refusal: t.expose('refusal', { type: RefusalRef, nullable: true, description: 'Why not.' }),
    excused: t.exposeInt('excused', { description: 'What stands now.' }),
    unexcused: t.exposeInt('unexcused', { description: 'What stands now.' }),
    total: t.exposeInt('total', { description: 'All absences of the year now.' }),
    level: t.field({ type: LevelRef, description: 'How near the limit.', resolve: ({ total }) => absenceLevel(total) }),
    by: t.exposeString('by', { nullable: true, description: 'For a conflict: whose numbers stand.' }),
    at: t.expose('at', { type: 'DateTime', nullable: true, description: 'For a conflict: since when.' }),
  }),
})

const SavedRef = builder.objectRef<AbsencesSaved>('AbsencesSaved').implement({
  description: 'The answer of a save of absences.',
  fields: (t) => ({
    change: t.id({
      description: 'The change, to undo it.',
      resolve: (saved) => encodeKey('Change', [saved.change_id]),
    }),
    savedAt: t.expose('saved_at', { type: 'DateTime', description: 'When it was written.' }),
    rows: t.field({
      type: [AnswerRef],
      description: 'One answer for each row sent, in the same order.',
      resolve: ({ rows, school_id }) => rows.map((row) => ({ ...row, school_id })),
    }),
  }),
})

const InputRef = builder.inputType('AbsenceInput', {
  description: "A pupil's month as it shall be, and as the person saw it.",
  fields: (t) => ({
    student: t.id({ required: true, description: 'The pupil.' }),
    month: t.field({ type: 'LocalDate', required: true, description: 'The first day of the month.' }),
    wasExcused: t.int({ required: true, description: 'What the person saw.' }),
    wasUnexcused: t.int({ required: true, description: 'What the person saw.' }),
    excused: t.int({ required: true, description: 'With leave.' }),
    unexcused: t.int({ required: true, description: 'Without leave.' }),
  }),
})

builder.queryFields((t) => ({
  classAbsences: t.field({
    type: SheetRef,
    description: 'The absences of a class.',
    args: {
      unit: t.arg.string({ required: true, description: 'The slug of the school.' }),
      year: t.arg.int({ required: true, description: '2026 is 2026–2027.' }),
      class: t.arg.string({ required: true, description: 'The slug of the class.' }),
    },
    resolve: async (_, { unit, year, class: slug }, ctx) =>
      absencesOf(ctx, await classOf(ctx, await schoolAt(ctx, unit, year), slug)),
  }),
}))

builder.mutationFields((t) => ({
  recordAbsences: t.field({
    type: SavedRef,
    description: 'Writes touched months of pupils of a class in one transaction, with one answer each.',
    args: {
      class: t.arg.id({ required: true, description: 'The class.' }),
      rows: t.arg({ type: [InputRef], required: true, description: 'The touched months, at most 1,000.' }),
    },
    resolve: (_, { class: id, rows }, ctx) => {
      const key = decodeClass(id)
      const inputs = rows.map((row) => ({
        student_id: decodeStudent(row.student).student_id,
        month: row.month,
        was_excused: row.wasExcused,
        was_unexcused: row.wasUnexcused,
        excused: row.excused,
        unexcused: row.unexcused,
      }))
      return recordAbsences(ctx, key, inputs)
    },
  }),
}))

builder.objectFields(StudentRef, (t) => ({
  absences: t.field({
    type: [CellRef],
    description: 'Absences of a year, month by month, as far as the signed-in person may see them.',
    args: { year: t.arg.int({ required: true, description: '2026 is 2026–2027.' }) },
    complexity: { field: 5 },
    resolve: ({ record }, { year }, ctx) =>
      absencesOfStudent(ctx, { school_id: record.school_id, student_id: record.id }, year),
  }),
}))

function totalOf({ cells }: AbsenceLine): number {
  return cells.reduce((sum, cell) => sum + cell.excused + cell.unexcused, 0)
}
