import { may } from '../../../platform/ability.ts'
import { NotFound } from '../../../platform/errors.ts'
import { builder } from '../../../platform/graphql.ts'
import { decodeKey, encodeKey, keyNumber, keyUuid } from '../../../platform/key.ts'
import type { Context } from '../../../platform/context.ts'
import { encodeClass, UnitRef, unitLoader } from '../../organisation/public.ts'
import { decodeStudent } from '../keys.ts'
import './graphql-changes.ts'
import './graphql-export.ts'
import type { PupilFilter } from './filter.ts'
import { FilterRef, plainFilter, SortRef, type FilterInput } from './filter-type.ts'
import { classesOf, classOf, findClasses, schoolAt, type ClassPlace, type SchoolPlace } from './place.ts'
import {
  countPupils,
  findPupil,
  listPupils,
  pageAtMost,
  type Pupil,
  type PupilPage,
  type PupilSort,
} from './queries.ts'
import { StudentRef } from './student-type.ts'

interface PageArgs {
  first?: number | null
  after?: string | null
  last?: number | null
  before?: string | null
  sort?: PupilSort | null
  descending?: boolean | null
}

/** A page as asked, with the list that it belongs to. */
interface Connection {
  filter: PupilFilter
  page: PupilPage
  pupils: Pupil[]
  more: boolean
}

const encodeCursor = ({ record }: Pupil): string => encodeKey('StudentCursor', [record.school_id, record.id])

function decodeCursor(cursor: string): { school_id: number; student_id: string } {
  const [school, student] = decodeKey('StudentCursor', cursor)
  return { school_id: keyNumber('StudentCursor', school), student_id: keyUuid('StudentCursor', student) }
}

function pageOf({ first, after, last, before, sort, descending }: PageArgs): PupilPage {
  const backward = last != null
  const cursor = backward ? before : after
  return {
    first: Math.max(1, Math.min((backward ? last : first) ?? 50, pageAtMost)),
    after: cursor ? decodeCursor(cursor) : null,
    backward,
    sort: sort ?? 'name',
    descending: descending ?? false,
  }
}

async function connectionOf(ctx: Context, filter: PupilFilter, args: PageArgs): Promise<Connection> {
  const page = pageOf(args)
  return { filter, page, ...(await listPupils(ctx, filter, page)) }
}

const EdgeRef = builder.objectRef<Pupil>('StudentEdge').implement({
  description: 'A pupil in a list.',
  fields: (t) => ({
    node: t.field({ type: StudentRef, description: 'The pupil.', resolve: (pupil) => pupil }),
    cursor: t.string({ description: 'The place in the list, for `after` and `before`.', resolve: encodeCursor }),
  }),
})

const ConnectionRef = builder.objectRef<Connection>('StudentConnection').implement({
  description: 'A page of pupils.',
  fields: (t) => ({
    edges: t.field({ type: [EdgeRef], description: 'The pupils of the page.', resolve: ({ pupils }) => pupils }),
    pageInfo: t.field({
      type: builder.pageInfoRef(),
      description: 'Whether more follow.',
      resolve: ({ pupils, page, more }) => ({
        startCursor: pupils[0] ? encodeCursor(pupils[0]) : null,
        endCursor: pupils.length ? encodeCursor(pupils.at(-1)!) : null,
        hasNextPage: page.backward ? page.after !== null : more,
        hasPreviousPage: page.backward ? more : page.after !== null,
      }),
    }),
    totalCount: t.int({
      description: 'How many pupils the whole list has; counted when asked.',
      complexity: { field: 20 },
      resolve: ({ filter }, _, ctx) => countPupils(ctx, filter),
    }),
  }),
})

const pageArgs = builder.args((t) => ({
  first: t.int({ description: 'How many pupils, 50 unless said, at most 200.' }),
  after: t.string({ description: 'After this place of the list.' }),
  last: t.int({ description: 'How many pupils backwards, at most 200.' }),
  before: t.string({ description: 'Before this place of the list; with `last`.' }),
  sort: t.field({ type: SortRef, description: 'The order; by name where nothing is said.' }),
  descending: t.boolean({ description: 'From the end.' }),
}))

/** The price of a page: each pupil counts. */
const pagePrice = ({ first, last }: PageArgs) => ({
  field: 5,
  multiplier: Math.min(last ?? first ?? 50, pageAtMost),
})

const ClassRef = builder.objectRef<ClassPlace>('SchoolClass').implement({
  description: 'A class of a school in a year, as lists of pupils need it.',
  fields: (t) => ({
    id: t.id({ description: 'Opaque id.', resolve: (row) => encodeClass(row) }),
    name: t.exposeString('name', { description: 'The name.' }),
    slug: t.exposeString('slug', { description: 'The name in addresses.' }),
    grade: t.exposeInt('grade', { description: 'The grade.' }),
    size: t.exposeInt('size', { description: 'How many pupils study in it.' }),
    unit: t.field({
      type: UnitRef,
      nullable: true,
      description: 'The school.',
      resolve: ({ school_id }, _, ctx) => unitLoader(ctx).load(school_id),
    }),
    homeroom: t.exposeString('homeroom', { nullable: true, description: 'Who leads it today.' }),
    mayReadAbsences: t.boolean({
      description: 'Whether the signed-in person reads its absences.',
      resolve: ({ school_id, class_id }, _, ctx) => may(ctx.ability, 'read', 'Absence', { school_id, class_id }),
    }),
  }),
})

const SchoolRef = builder.objectRef<SchoolPlace>('SchoolPupils').implement({
  description: 'The pupils of a school in an academic year.',
  fields: (t) => ({
    unit: t.field({
      type: UnitRef,
      nullable: true,
      description: 'The school.',
      resolve: ({ school_id }, _, ctx) => unitLoader(ctx).load(school_id),
    }),
    academicYear: t.exposeInt('academic_year', { description: '2026 is 2026–2027.' }),
    classes: t.field({
      type: [ClassRef],
      description: 'The classes that the signed-in person may see.',
      resolve: (school, _, ctx) => classesOf(ctx, school),
    }),
    pupils: t.field({
      type: ConnectionRef,
      description: 'The pupils, page by page, at most 200 in one.',
      complexity: pagePrice,
      args: {
        ...pageArgs,
        filter: t.arg({ type: FilterRef, description: 'Which pupils.' }),
      },
      resolve: async (school, { filter, ...args }, ctx) => connectionOf(ctx, await filterOf(ctx, school, filter), args),
    }),
    mayCreate: t.boolean({
      description: 'Whether the signed-in person may open records.',
      resolve: ({ school_id }, _, ctx) => may(ctx.ability, 'create', 'Student', { school_id }),
    }),
    mayImport: t.boolean({
      description: 'Whether the signed-in person may import lists.',
      resolve: ({ school_id }, _, ctx) => may(ctx.ability, 'import', 'Student', { school_id }),
    }),
    mayExport: t.boolean({
      description: 'Whether the signed-in person may export the list of the whole school.',
      resolve: ({ school_id }, _, ctx) => may(ctx.ability, 'export', 'Student', { school_id }),
    }),
    seesPrivate: t.boolean({
      description: 'Whether fields such as ethnicity and policy are there to filter by.',
      resolve: ({ school_id }, _, ctx) => may(ctx.ability, 'read', 'Student', { school_id }, 'ethnicity'),
    }),
  }),
})

/** The filter of a school's list: slugs become keys. */
async function filterOf(ctx: Context, school: SchoolPlace, input?: FilterInput | null): Promise<PupilFilter> {
  const { class_id } = input?.class ? await classOf(ctx, school, input.class) : { class_id: null }
  return { ...plainFilter(input), school_id: school.school_id, academic_year: school.academic_year, class_id }
}

builder.queryFields((t) => ({
  student: t.field({
    type: StudentRef,
    description: "A school's record of a pupil.",
    args: { id: t.arg.id({ required: true, description: 'The id of a record.' }) },
    resolve: (_, { id }, ctx) => findPupil(ctx, decodeStudent(id)),
  }),
  findClasses: t.field({
    type: [ClassRef],
    description:
      'Classes of a year whose name begins with words, in all schools that the signed-in person may see; at most eight, without their sizes.',
    args: {
      year: t.arg.int({ required: true, description: '2026 is 2026–2027.' }),
      words: t.arg.string({ required: true, description: 'The beginning of a name: 9a.' }),
    },
    resolve: (_, { year, words }, ctx) => findClasses(ctx, year, words),
  }),
  schoolPupils: t.field({
    type: SchoolRef,
    description: 'The pupils of a school in an academic year.',
    args: {
      unit: t.arg.string({ required: true, description: 'The slug of the school.' }),
      year: t.arg.int({ required: true, description: '2026 is 2026–2027.' }),
    },
    resolve: (_, { unit, year }, ctx) => schoolAt(ctx, unit, year),
  }),
  students: t.field({
    type: ConnectionRef,
    description: 'Pupils of all schools that the signed-in person may see, found by words; at least two letters.',
    complexity: pagePrice,
    args: {
      ...pageArgs,
      year: t.arg.int({ required: true, description: '2026 is 2026–2027.' }),
      filter: t.arg({ type: FilterRef, required: true, description: 'The words, and which pupils.' }),
    },
    resolve: (_, { year, filter, ...args }, ctx) => {
      if (!ctx.account) throw new NotFound('Student')
      return connectionOf(ctx, { ...plainFilter(filter), school_id: null, academic_year: year }, args)
    },
  }),
}))
