import { may } from '../../../platform/ability.ts'
import { enumOf } from '../../../platform/enum.ts'
import { Invalid, NotFound } from '../../../platform/errors.ts'
import { builder } from '../../../platform/graphql.ts'
import { decodeClass, encodeClass } from '../../organisation/public.ts'
import { decodeStudent, encodeStudent } from '../keys.ts'
import type { Level } from '../results/tables.ts'
import { conductOfClass, type ClassConduct, type ConductRow } from './queries.ts'
import { recordConduct, type ConductAnswer } from './record.ts'

/** What a level's number means, for descriptions. */
const levels = '4 Tốt, 3 Khá, 2 Đạt, 1 Chưa đạt'

const RowRef = builder.objectRef<ConductRow & { school_id: number }>('ConductRow').implement({
  description: "A pupil's conduct in a term, with what the homeroom teacher looks at.",
  fields: (t) => ({
    student: t.id({ description: "The pupil's record.", resolve: (row) => encodeStudent(row) }),
    number: t.exposeInt('number', { nullable: true, description: 'The class number (STT).' }),
    code: t.exposeString('code', { description: "The pupil's code in the school." }),
    restName: t.exposeString('rest_name', { description: 'Family and middle names.' }),
    givenName: t.exposeString('given_name', { description: 'The given name.' }),
    birthDate: t.expose('birth_date', { type: 'LocalDate', description: 'Tells equal names apart.' }),
    leftOn: t.expose('left_on', { type: 'LocalDate', nullable: true, description: 'The last day of one who left.' }),
    level: t.exposeInt('level', { nullable: true, description: `The level: ${levels}.` }),
    grounds: t.exposeString('grounds', { nullable: true, description: 'On what grounds.' }),
    decidedBy: t.exposeString('decided_by', { nullable: true, description: 'Who judged.' }),
    decidedAt: t.expose('decided_at', { type: 'DateTime', nullable: true, description: 'When.' }),
    otherLevel: t.exposeInt('other_level', { nullable: true, description: `The other term's level: ${levels}.` }),
    yearLevel: t.exposeInt('year_level', {
      nullable: true,
      description: `The year's level by the table of Circular 22/2021, Điều 8(2)(b): ${levels}.`,
    }),
    excused: t.exposeInt('excused', { description: 'Half-days absent with leave, of the year so far.' }),
    unexcused: t.exposeInt('unexcused', { description: 'Half-days absent without leave, of the year so far.' }),
  }),
})

const StateRef = enumOf<ClassConduct['approval']>('ApprovalState', "Where a class's results stand.", {
  open: 'Not handed in.',
  submitted: 'Handed in by the homeroom teacher, or reopened by a later change.',
  approved: 'Approved by the principal.',
  published: 'Parents and pupils see them.',
})

/** The states of approval in the API; the results use them too. */
export const ApprovalStateRef = StateRef

const ClassConductRef = builder.objectRef<ClassConduct>('ClassConduct').implement({
  description: 'The conduct of a class in a term.',
  fields: (t) => ({
    class: t.id({ description: 'The class.', resolve: (it) => encodeClass(it) }),
    className: t.exposeString('name', { description: 'The name of the class.' }),
    approval: t.expose('approval', { type: StateRef, description: "Where the class's results stand." }),
    canDecide: t.boolean({
      description: 'Whether one may judge here.',
      resolve: ({ school_id, academic_year, class_id }, _, ctx) =>
        may(ctx.ability, 'decide', 'Conduct', { school_id, academic_year, class_id }),
    }),
    rows: t.field({
      type: [RowRef],
      description: 'The pupils by number.',
      resolve: ({ rows, school_id }) => rows.map((row) => ({ ...row, school_id })),
    }),
  }),
})

const StatusRef = enumOf<ConductAnswer['status']>('ConductStatus', 'What became of a touched row.', {
  saved: 'Written.',
  already: 'It stood so before.',
  conflict: "Somebody else's judgement stands; see by and at.",
  refused: 'Not written; see refusal.',
})

const AnswerRef = builder.objectRef<ConductAnswer & { school_id: number }>('ConductAnswer').implement({
  description: 'What became of a touched row.',
  fields: (t) => ({
    student: t.id({ description: 'The pupil.', resolve: (row) => encodeStudent(row) }),
    status: t.expose('status', { type: StatusRef, description: 'What became of it.' }),
    level: t.exposeInt('level', { nullable: true, description: `The level that stands: ${levels}.` }),
    grounds: t.exposeString('grounds', { nullable: true, description: 'The grounds that stand.' }),
    refusal: t.exposeString('refusal', { nullable: true, description: 'The key of the reason of a refusal.' }),
    by: t.exposeString('by', { nullable: true, description: 'Whose judgement stands, for a conflict.' }),
    at: t.expose('at', { type: 'DateTime', nullable: true, description: 'Since when.' }),
  }),
})

const SavedRef = builder
  .objectRef<{ saved_at: string; rows: ConductAnswer[]; school_id: number }>('SavedConduct')
  .implement({
    description: 'The answer of a save: one line per touched row.',
    fields: (t) => ({
      savedAt: t.expose('saved_at', { type: 'DateTime', description: 'When it was written.' }),
      rows: t.field({
        type: [AnswerRef],
        description: 'One answer per row, in the order sent.',
        resolve: ({ rows, school_id }) => rows.map((row) => ({ ...row, school_id })),
      }),
    }),
  })

const InputRef = builder.inputType('ConductInput', {
  description: 'A touched row: what the person saw and what it shall be.',
  fields: (t) => ({
    student: t.id({ required: true, description: 'The pupil.' }),
    wasLevel: t.int({ description: `The level seen: ${levels}; null for none.` }),
    wasGrounds: t.string({ description: 'The grounds seen.' }),
    level: t.int({ description: `The level wanted: ${levels}; null takes it away.` }),
    grounds: t.string({ description: 'The grounds wanted.' }),
  }),
})

/** A level in the input, or Invalid. */
export function levelIn(path: string, level: number | null | undefined): Level | null {
  if (level === null || level === undefined) return null
  if (level !== 1 && level !== 2 && level !== 3 && level !== 4) throw new Invalid({ path, message: 'conduct.no_level' })
  return level
}

function termIn(term: number): 1 | 2 {
  if (term !== 1 && term !== 2) throw new NotFound('Conduct')
  return term
}

builder.queryField('classConduct', (t) =>
  t.field({
    type: ClassConductRef,
    nullable: true,
    description: 'The conduct of a class in a term.',
    args: {
      unit: t.arg.string({ required: true, description: "The school's name in addresses." }),
      academicYear: t.arg.int({ required: true, description: '2026 is 2026–2027.' }),
      term: t.arg.int({ required: true, description: '1 or 2.' }),
      class: t.arg.string({ required: true, description: "The class's name in addresses." }),
    },
    resolve: (_, args, ctx) =>
      conductOfClass(ctx, {
        unit: args.unit,
        academic_year: args.academicYear,
        term: termIn(args.term),
        class: args.class,
      }),
  }),
)

builder.mutationField('recordConduct', (t) =>
  t.field({
    type: SavedRef,
    description: 'Writes the homeroom teacher’s judgements, with one answer per row; repeating it changes nothing.',
    args: {
      class: t.arg.id({ required: true, description: 'The class.' }),
      academicYear: t.arg.int({ required: true, description: '2026 is 2026–2027.' }),
      term: t.arg.int({ required: true, description: '1 or 2.' }),
      reason: t.arg.string({ description: 'Why; needed after the results were approved.' }),
      rows: t.arg({ type: [InputRef], required: true, description: 'The touched rows.' }),
    },
    resolve: async (_, args, ctx) => {
      const { school_id, class_id } = decodeClass(args.class)
      const rows = args.rows.map((row) => ({
        student_id: decodeStudent(row.student).student_id,
        was: { level: levelIn('wasLevel', row.wasLevel), grounds: row.wasGrounds ?? null },
        now: { level: levelIn('level', row.level), grounds: row.grounds ?? null },
      }))
      const key = { school_id, class_id, academic_year: args.academicYear, term: termIn(args.term) }
      return { ...(await recordConduct(ctx, key, rows, args.reason ?? null)), school_id }
    },
  }),
)
