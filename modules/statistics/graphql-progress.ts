import { fromReplica } from '../../platform/context.ts'
import { enumOf } from '../../platform/enum.ts'
import { NotFound } from '../../platform/errors.ts'
import { builder } from '../../platform/graphql.ts'
import { decodeUnit, encodeUnit } from '../organisation/public.ts'
import { LevelRef } from './graphql.ts'
import type { SchoolLevel } from './question.ts'
import { setUpOf, type SetUp, type UnitToSetUp } from './set-up.ts'
import { remindSchools, schoolsProgress, type Asked, type SchoolProgress } from './unfinished.ts'

const ProgressKindRef = enumOf<Asked['kind']>('ProgressKind', 'Which marks are asked after.', {
  regular: 'Regular marks.',
  midterm: 'The midterm.',
  final: 'The final.',
})

const ProgressRef = builder.objectRef<SchoolProgress>('SchoolProgress').implement({
  description: 'How far the marks of a kind are in a school.',
  fields: (t) => ({
    unit: t.id({ description: 'The school.', resolve: ({ school_id }) => encodeUnit(school_id) }),
    slug: t.exposeString('slug', { description: 'The school in addresses.' }),
    name: t.exposeString('name', { description: 'Its name.' }),
    commune: t.exposeString('commune', { nullable: true, description: 'The commune in which it stands.' }),
    entered: t.exposeInt('entered', { description: 'Marks entered.' }),
    due: t.exposeInt('due', { description: 'Marks due.' }),
    books: t.exposeInt('books', { description: 'Books.' }),
    lockedBooks: t.exposeInt('locked_books', { description: 'Books that are locked.' }),
    closesOn: t.expose('closes_on', { type: 'LocalDate', nullable: true, description: 'The last day of entry.' }),
    principal: t.exposeString('principal', { nullable: true, description: 'Who leads it; null where nobody does.' }),
    remindedAt: t.expose('reminded_at', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was last reminded.',
    }),
  }),
})

const UnitToSetUpRef = builder.objectRef<UnitToSetUp>('UnitToSetUp').implement({
  description: 'A unit in which something of the setting up is not done.',
  fields: (t) => ({
    unit: t.id({ description: 'The unit.', resolve: ({ id }) => encodeUnit(id) }),
    slug: t.exposeString('slug', { description: 'The unit in addresses.' }),
    name: t.exposeString('name', { description: 'Its name.' }),
    count: t.exposeInt('count', { description: 'How many things are not done, where they are counted.' }),
  }),
})

const SetUpRef = builder.objectRef<SetUp>('SetUp').implement({
  description: "What is unfinished in setting up the units within an administrator's reach.",
  fields: (t) => ({
    yearsWithoutTerms: t.exposeIntList('years_without_terms', {
      description: 'Years that run or come and lack terms.',
    }),
    schools: t.exposeInt('schools', { description: 'Schools in reach.' }),
    schoolsWithoutPrincipal: t.expose('schools_without_principal', {
      type: [UnitToSetUpRef],
      description: 'Nobody leads them.',
    }),
    schoolsWithoutClasses: t.expose('schools_without_classes', {
      type: [UnitToSetUpRef],
      description: 'No class in the running year.',
    }),
    accounts: t.exposeInt('accounts', { description: 'Accounts of the units in reach.' }),
    unitsWithUnopened: t.expose('units_with_unopened', {
      type: [UnitToSetUpRef],
      description: 'Units with accounts that nobody has opened yet, the most first.',
    }),
  }),
})

const RemindedRef = builder.objectRef<{ schools: number; people: number }>('SchoolsReminded').implement({
  description: 'What a reminder did.',
  fields: (t) => ({
    schools: t.exposeInt('schools', { description: 'Schools that lack marks.' }),
    people: t.exposeInt('people', { description: 'Principals who were told.' }),
  }),
})

builder.queryFields((t) => ({
  schoolsProgress: t.field({
    type: [ProgressRef],
    description: 'The schools within reach with how far their marks are, the least first.',
    args: {
      academicYear: t.arg.int({ required: true, description: '2026 is 2026–2027.' }),
      term: t.arg.int({ required: true, description: '1 or 2.' }),
      kind: t.arg({ type: ProgressKindRef, required: true, description: 'Which marks.' }),
      level: t.arg({ type: LevelRef, description: 'One level of schooling.' }),
      subject: t.arg.string({ description: 'One subject, by its code.' }),
    },
    resolve: (_, args, ctx) => schoolsProgress(fromReplica(ctx), askedOf(args)),
  }),
  setUp: t.field({
    type: SetUpRef,
    description: 'What is unfinished in setting up, for an administrator.',
    resolve: (_, __, ctx) => setUpOf(ctx),
  }),
}))

builder.mutationField('remindSchools', (t) =>
  t.field({
    type: RemindedRef,
    description: 'Reminds the principals of schools that lack marks of a kind.',
    args: {
      schools: t.arg.idList({ required: true, description: 'The schools.' }),
      academicYear: t.arg.int({ required: true, description: '2026 is 2026–2027.' }),
      term: t.arg.int({ required: true, description: '1 or 2.' }),
      kind: t.arg({ type: ProgressKindRef, required: true, description: 'Which marks.' }),
      level: t.arg({ type: LevelRef, description: 'One level of schooling.' }),
      subject: t.arg.string({ description: 'One subject, by its code.' }),
    },
    resolve: (_, { schools, ...args }, ctx) => remindSchools(ctx, askedOf(args), schools.map(decodeUnit)),
  }),
)

interface AskedArgs {
  academicYear: number
  term: number
  kind: Asked['kind']
  level?: SchoolLevel | null
  subject?: string | null
}

function askedOf({ academicYear, term, kind, level, subject }: AskedArgs): Asked {
  if (term !== 1 && term !== 2) throw new NotFound('Term')
  return { academic_year: academicYear, term, kind, level: level ?? null, subject: subject ?? null }
}
