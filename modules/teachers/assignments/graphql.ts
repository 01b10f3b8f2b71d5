import { may } from '../../../platform/ability.ts'
import { NotFound } from '../../../platform/errors.ts'
import { builder } from '../../../platform/graphql.ts'
import {
  ClassRef,
  SectionRef,
  classesOf,
  decodeClass,
  decodeSection,
  decodeUnit,
  sectionsOf,
} from '../../organisation/public.ts'
import { decodeAssignment, decodeStaff, encodeAssignment, encodeStaff } from '../keys.ts'
import { StaffRef } from '../staff/graphql.ts'
import { staffOf } from '../staff/queries.ts'
import type { StaffRow } from '../tables.ts'
import {
  addSubstitute,
  endAssignment,
  setAssignments,
  undoAssignments,
  type Assigned,
  type Target,
} from './commands.ts'
import { assignmentsOf, weekly, type Held } from './queries.ts'

/** An assignment in the API. */
export const AssignmentRef = builder.objectRef<Held>('Assignment').implement({
  description: 'Who teaches a section or leads a class, from a day to a day.',
  fields: (t) => ({
    id: t.id({
      description: 'Opaque id.',
      resolve: ({ school_id, id }) => encodeAssignment({ school_id, assignment_id: id }),
    }),
    staff: t.id({
      description: 'The member of staff.',
      resolve: ({ school_id, staff_id }) => encodeStaff({ school_id, staff_id }),
    }),
    fullName: t.exposeString('full_name', { description: 'Their full name.' }),
    restName: t.exposeString('rest_name', { description: 'Family and middle names.' }),
    givenName: t.exposeString('given_name', { description: 'The given name.' }),
    from: t.expose('valid_from', { type: 'LocalDate', description: 'The first day.' }),
    to: t.expose('valid_to', { type: 'LocalDate', nullable: true, description: 'The last day; open while it runs.' }),
    substitute: t.boolean({
      description: 'Whether they stand in for another (dạy thay).',
      resolve: ({ substitute_for }) => substitute_for !== null,
    }),
    strand: t.exposeString('strand', {
      nullable: true,
      description: 'The part of the subject, where several teach one section.',
    }),
  }),
})

interface Board {
  school_id: number
  academic_year: number
  day: string
  held: Held[]
}

interface BoardSection {
  board: Board
  section: Awaited<ReturnType<typeof sectionsOf>>[number]
}

const isCurrent = (held: Held, day: string) => held.valid_to === null || held.valid_to >= day

const BoardSectionRef = builder.objectRef<BoardSection>('AssignedSection').implement({
  description: 'A section with who teaches it.',
  fields: (t) => ({
    section: t.expose('section', { type: SectionRef, description: 'The section.' }),
    assignments: t.field({
      type: [AssignmentRef],
      description: 'Who teaches it on the day or later, stand-ins last.',
      resolve: ({ board, section }) =>
        board.held.filter((held) => held.section_id === section.id && isCurrent(held, board.day)),
    }),
  }),
})

interface BoardClass {
  board: Board
  one: Awaited<ReturnType<typeof classesOf>>[number]
}

const BoardClassRef = builder.objectRef<BoardClass>('AssignedClass').implement({
  description: 'A class with who leads it.',
  fields: (t) => ({
    class: t.expose('one', { type: ClassRef, description: 'The class.' }),
    homeroom: t.field({
      type: [AssignmentRef],
      description: 'Who leads it on the day or later, stand-ins last.',
      resolve: ({ board, one }) =>
        board.held.filter((held) => held.class_id === one.id && held.kind === 'homeroom' && isCurrent(held, board.day)),
    }),
  }),
})

interface Load {
  staff: StaffRow
  periods: number
  sections: number
  homeroom: number
}

const LoadRef = builder.objectRef<Load>('TeachingLoad').implement({
  description: 'What a member of staff teaches on a day.',
  fields: (t) => ({
    staff: t.expose('staff', { type: StaffRef, description: 'The member of staff.' }),
    periodsAYear: t.exposeInt('periods', { description: 'Periods a year, summed over the sections.' }),
    periodsAWeek: t.float({
      description: 'Periods a week: those of the year over 35 weeks.',
      resolve: ({ periods }) => weekly(periods) / 10,
    }),
    sections: t.exposeInt('sections', { description: 'How many sections.' }),
    homeroom: t.exposeInt('homeroom', { description: 'How many classes they lead.' }),
  }),
})

const BoardRef = builder.objectRef<Board>('AssignmentBoard').implement({
  description: "A school's assignments of a year on a day: classes by subjects, and what each teaches.",
  fields: (t) => ({
    classes: t.field({
      type: [BoardClassRef],
      description: 'The classes with who leads them.',
      resolve: async (board, _, ctx) => (await classesOf(ctx, board)).map((one) => ({ board, one })),
    }),
    sections: t.field({
      type: [BoardSectionRef],
      description: 'The sections with who teaches them, in the order of the programme.',
      resolve: async (board, _, ctx) => (await sectionsOf(ctx, board)).map((section) => ({ board, section })),
    }),
    loads: t.field({
      type: [LoadRef],
      description: 'What each member of staff teaches on the day, in Vietnamese order.',
      resolve: async (board, _, ctx) => {
        const [staff, sections] = await Promise.all([staffOf(ctx, board.school_id), sectionsOf(ctx, board)])
        const today = board.held.filter((held) => isCurrent(held, board.day) && held.valid_from <= board.day)
        const periods = new Map(sections.map(({ id, periods: count }) => [id, count]))
        return staff.map((one) => {
          const own = today.filter(({ person_id }) => person_id === one.person_id)
          const taught = own.filter(({ section_id }) => section_id !== null)
          return {
            staff: one,
            periods: taught.reduce((sum, { section_id }) => sum + (periods.get(section_id ?? '') ?? 0), 0),
            sections: taught.length,
            homeroom: own.length - taught.length,
          }
        })
      },
    }),
    canAssign: t.boolean({
      description: 'Whether the signed-in person assigns here.',
      resolve: ({ school_id }, _, ctx) => may(ctx.ability, 'assign', 'Assignment', { school_id }),
    }),
  }),
})

const AssignedRef = builder.objectRef<Assigned>('Assigned').implement({
  description: 'The change by which assignments can be taken back.',
  fields: (t) => ({ change: t.expose('change_id', { type: 'UUID', description: 'The change.' }) }),
})

builder.queryField('assignmentBoard', (t) =>
  t.field({
    type: BoardRef,
    complexity: 30,
    description: "A school's assignments of a year on a day.",
    args: {
      unit: t.arg.id({ required: true, description: 'The school.' }),
      academicYear: t.arg.int({ required: true, description: '2026 is 2026–2027.' }),
      at: t.arg({ type: 'LocalDate', description: 'The day; today unless said.' }),
    },
    resolve: async (_, { unit, academicYear, at }, ctx) => {
      const school_id = decodeUnit(unit)
      const held = await assignmentsOf(ctx, school_id, academicYear)
      return { school_id, academic_year: academicYear, day: at ?? ctx.today, held }
    },
  }),
)

const CellRef = builder.inputType('AssignmentCell', {
  description: 'Who shall teach a section or lead a class.',
  fields: (t) => ({
    section: t.id({ description: 'The section; or a class.' }),
    class: t.id({ description: 'The class to lead; or a section.' }),
    staff: t.id({ description: 'The member of staff; null for nobody.' }),
  }),
})

function targetOf(cell: { section?: string | null; class?: string | null }, school_id: number): Target {
  if (cell.section && !cell.class) {
    const key = decodeSection(cell.section)
    if (key.school_id !== school_id) throw new NotFound('Section')
    return { section_id: key.section_id }
  }
  const key = decodeClass(cell.class ?? '')
  if (key.school_id !== school_id) throw new NotFound('Class')
  return { class_id: key.class_id }
}

function staffIn(id: string, school_id: number): string {
  const key = decodeStaff(id)
  if (key.school_id !== school_id) throw new NotFound('Staff')
  return key.staff_id
}

builder.mutationFields((t) => {
  const assignment = t.arg.id({ required: true, description: 'The assignment.' })
  const day = { type: 'LocalDate', required: true } as const
  return {
    setAssignments: t.field({
      type: AssignedRef,
      description: 'Sets who teaches and leads from a day on; who did so until then ends the day before.',
      args: {
        unit: t.arg.id({ required: true, description: 'The school.' }),
        academicYear: t.arg.int({ required: true, description: '2026 is 2026–2027.' }),
        from: t.arg({ ...day, description: 'From which day on.' }),
        cells: t.arg({ type: [CellRef], required: true, description: 'The cells, at most 3,000.' }),
      },
      resolve: (_, { unit, academicYear, from, cells }, ctx) => {
        const school_id = decodeUnit(unit)
        const wishes = cells.map((cell) => ({
          target: targetOf(cell, school_id),
          staff_id: cell.staff ? staffIn(cell.staff, school_id) : null,
        }))
        return setAssignments(ctx, { school_id, academic_year: academicYear }, from, wishes)
      },
    }),
    addSubstitute: t.field({
      type: AssignedRef,
      description:
        'Lets a colleague stand in for days (dạy thay): they teach and mark as the one who holds the assignment.',
      args: {
        assignment,
        staff: t.arg.id({ required: true, description: 'The colleague.' }),
        from: t.arg({ ...day, description: 'The first day.' }),
        to: t.arg({ ...day, description: 'The last day.' }),
      },
      resolve: (_, { assignment: id, staff, from, to }, ctx) => {
        const key = decodeAssignment(id)
        return addSubstitute(ctx, key, { staff_id: staffIn(staff, key.school_id), from, to })
      },
    }),
    endAssignment: t.field({
      type: AssignedRef,
      description: 'Ends an assignment with a last day.',
      args: { assignment, on: t.arg({ ...day, description: 'The last day.' }) },
      resolve: (_, { assignment: id, on }, ctx) => endAssignment(ctx, decodeAssignment(id), on),
    }),
    undoAssignments: t.boolean({
      description: 'Takes back a change of assignments, as long as nothing was altered since.',
      args: {
        unit: t.arg.id({ required: true, description: 'The school.' }),
        change: t.arg({ type: 'UUID', required: true, description: 'The change.' }),
      },
      resolve: async (_, { unit, change }, ctx) => {
        await undoAssignments(ctx, decodeUnit(unit), change)
        return true
      },
    }),
  }
})
