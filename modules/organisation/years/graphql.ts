import type { Selectable } from 'kysely'
import { may } from '../../../platform/ability.ts'
import { enumOf } from '../../../platform/enum.ts'
import { builder } from '../../../platform/graphql.ts'
import { decodeKey, encodeKey, keyNumber } from '../../../platform/key.ts'
import { decodeUnit } from '../keys.ts'
import type { HolidayTable, SubjectTable } from '../tables.ts'
import type { TermDays } from './bounds.ts'
import { addHoliday, removeHoliday, setPeriods, setTerms, setYear } from './commands.ts'
import {
  calendarUnit,
  curriculumOf,
  findYear,
  historyArchivedAt,
  holidaysOf,
  subjectsOf,
  termsOf,
  yearsOf,
  type CurriculumLine,
  type TermOf,
  type YearOf,
} from './queries.ts'

/** How a subject stands in a grade or a section. */
export const SubjectKindRef = enumOf<CurriculumLine['kind']>('SubjectKind', 'How a subject stands in the programme.', {
  compulsory: 'Compulsory.',
  elective: 'Chosen in grades 10 to 12.',
  optional: 'Optional.',
  activity: 'A compulsory educational activity.',
})

/** A subject of the programme in the API. */
export const SubjectRef = builder.objectRef<Selectable<SubjectTable>>('Subject').implement({
  description: 'A subject or educational activity of the 2018 programme.',
  fields: (t) => ({
    id: t.id({ description: 'Opaque id.', resolve: ({ id }) => encodeSubject(id) }),
    code: t.exposeString('code', { description: 'Its code.' }),
    name: t.string({
      description: 'Its name.',
      resolve: (subject, _, ctx) => (ctx.locale === 'en' ? subject.name_en : subject.name),
    }),
    shortName: t.exposeString('short_name', { description: 'Its name in narrow places.' }),
  }),
})

/** The opaque id of a subject. */
export const encodeSubject = (id: number): string => encodeKey('Subject', [id])
/** The number of a subject in an id; anything else is NotFound. */
export const decodeSubject = (id: string): number => keyNumber('Subject', decodeKey('Subject', id)[0])

const CurriculumRef = builder.objectRef<CurriculumLine>('CurriculumLine').implement({
  description: 'A subject as a grade is taught it.',
  fields: (t) => ({
    subject: t.field({ type: SubjectRef, description: 'The subject.', resolve: (line) => line }),
    grade: t.exposeInt('grade', { description: 'The grade.' }),
    periods: t.exposeInt('periods', { description: 'Periods a year.' }),
    scored: t.boolean({
      description: 'Whether it is assessed by marks, not by comments alone (Circular 22/2021, Điều 5(3)).',
      resolve: ({ assessment }) => assessment === 'scored',
    }),
    kind: t.expose('kind', { type: SubjectKindRef, description: 'How it stands in the programme.' }),
    since: t.exposeInt('valid_from', { description: 'The academic year since which it is so.' }),
  }),
})

const DaysRef = builder.objectRef<TermDays>('TermDays').implement({
  description: 'The days of a term.',
  fields: (t) => ({
    startsOn: t.expose('starts_on', { type: 'LocalDate', description: 'Its first day.' }),
    endsOn: t.expose('ends_on', { type: 'LocalDate', description: 'Its last day.' }),
    resultsDueOn: t.expose('results_due_on', { type: 'LocalDate', description: 'By when its results are there.' }),
  }),
})

const TermRef = builder.objectRef<TermOf>('Term').implement({
  description: 'A term as a unit has it.',
  fields: (t) => ({
    term: t.exposeInt('term', { description: '1 or 2.' }),
    startsOn: t.expose('starts_on', { type: 'LocalDate', description: 'Its first day.' }),
    endsOn: t.expose('ends_on', { type: 'LocalDate', description: 'Its last day.' }),
    resultsDueOn: t.expose('results_due_on', { type: 'LocalDate', description: 'By when its results are there.' }),
    own: t.exposeBoolean('own', { description: 'Whether the unit has narrowed it.' }),
    bounds: t.expose('bounds', { type: DaysRef, description: "The department's days, which a school may narrow." }),
  }),
})

const HolidayRef = builder.objectRef<Selectable<HolidayTable> & { own: boolean }>('Holiday').implement({
  description: 'Days without lessons.',
  fields: (t) => ({
    startsOn: t.expose('starts_on', { type: 'LocalDate', description: 'The first day.' }),
    endsOn: t.expose('ends_on', { type: 'LocalDate', description: 'The last day.' }),
    name: t.exposeString('name', { description: 'What they are called.' }),
    own: t.exposeBoolean('own', { description: "Whether they are the unit's own, not the department's." }),
  }),
})

const YearRef = builder.objectRef<YearOf>('AcademicYear').implement({
  description: 'An academic year as a unit lives it.',
  fields: (t) => ({
    year: t.exposeInt('year', { description: '2026 is 2026–2027.' }),
    startsOn: t.expose('starts_on', { type: 'LocalDate', description: 'Its first day.' }),
    endsOn: t.expose('ends_on', { type: 'LocalDate', description: 'Its last day.' }),
    terms: t.field({
      type: [TermRef],
      complexity: 5,
      description: 'Its terms.',
      resolve: ({ unit_id, year }, _, ctx) => termsOf(ctx, unit_id, year),
    }),
    holidays: t.field({
      type: [HolidayRef],
      complexity: 5,
      description: 'Days without lessons.',
      resolve: ({ unit_id, year }, _, ctx) => holidaysOf(ctx, unit_id, year),
    }),
    canSetTerms: t.boolean({
      description: 'Whether the signed-in person may set the terms and holidays of this unit.',
      resolve: ({ unit_id }, _, ctx) => may(ctx.ability, 'update', 'Term', { unit_id }),
    }),
    canSetYear: t.boolean({
      description: 'Whether the signed-in person may set the year itself.',
      resolve: (_, __, ctx) => may(ctx.ability, 'update', 'AcademicYear'),
    }),
  }),
})

const unitOf = async (ctx: Parameters<typeof calendarUnit>[0], unit: string | null | undefined) =>
  unit ? decodeUnit(unit) : calendarUnit(ctx)

builder.queryFields((t) => ({
  academicYears: t.field({
    type: [YearRef],
    description: 'The academic years, newest first, as a unit lives them (without one: as the department set them).',
    args: { unit: t.arg.id({ description: 'The unit.' }) },
    resolve: async (_, { unit }, ctx) => yearsOf(ctx, await unitOf(ctx, unit)),
  }),
  historyArchivedAt: t.field({
    type: 'DateTime',
    nullable: true,
    description: "Since when the history of a year's marks is in the archive; null while it is here.",
    args: { academicYear: t.arg.int({ required: true, description: 'The year; 2026 is 2026–2027.' }) },
    resolve: (_, { academicYear }, ctx) => historyArchivedAt(ctx, academicYear),
  }),
  subjects: t.field({
    type: [SubjectRef],
    description: 'All subjects of the programme, in its order.',
    resolve: (_, __, ctx) => subjectsOf(ctx),
  }),
  curriculum: t.field({
    type: [CurriculumRef],
    description: 'The subjects of grades in a year, in the order of the programme.',
    args: {
      grades: t.arg.intList({ required: true, description: 'The grades.' }),
      academicYear: t.arg.int({ required: true, description: '2026 is 2026–2027.' }),
    },
    resolve: (_, { grades, academicYear }, ctx) => curriculumOf(ctx, grades.slice(0, 12), academicYear),
  }),
}))

const TermInputRef = builder.inputType('TermInput', {
  description: 'The days of a term.',
  fields: (t) => ({
    term: t.int({ required: true, description: '1 or 2.' }),
    startsOn: t.field({ type: 'LocalDate', required: true, description: 'Its first day.' }),
    endsOn: t.field({ type: 'LocalDate', required: true, description: 'Its last day.' }),
    resultsDueOn: t.field({ type: 'LocalDate', required: true, description: 'By when its results are there.' }),
  }),
})

const termDays = (
  terms: readonly { term: number; startsOn: string; endsOn: string; resultsDueOn: string }[],
): TermDays[] =>
  terms
    .filter(({ term }) => term === 1 || term === 2)
    .map(({ term, startsOn, endsOn, resultsDueOn }) => ({
      term: term === 1 ? 1 : 2,
      starts_on: startsOn,
      ends_on: endsOn,
      results_due_on: resultsDueOn,
    }))

builder.mutationFields((t) => {
  const year = t.arg.int({ required: true, description: '2026 is 2026–2027.' })
  const unit = t.arg.id({ description: 'The school; without one, the department.' })
  const day = { type: 'LocalDate', required: true } as const
  return {
    setAcademicYear: t.field({
      type: YearRef,
      description: 'Opens an academic year with its terms, or alters its days; the department alone.',
      args: {
        year,
        startsOn: t.arg({ ...day, description: 'Its first day.' }),
        endsOn: t.arg({ ...day, description: 'Its last day.' }),
        terms: t.arg({ type: [TermInputRef], required: true, description: 'Its two terms.' }),
      },
      resolve: async (_, { year: number, startsOn, endsOn, terms }, ctx) => ({
        ...(await setYear(ctx, { year: number, starts_on: startsOn, ends_on: endsOn }, termDays(terms))),
        unit_id: await calendarUnit(ctx),
      }),
    }),
    setTerms: t.field({
      type: YearRef,
      description: "Gives a school terms of its own within the department's; without terms, the department's again.",
      args: { unit, year, terms: t.arg({ type: [TermInputRef], description: 'Both terms.' }) },
      resolve: async (_, { unit: id, year: number, terms }, ctx) => {
        const unit_id = await unitOf(ctx, id)
        await setTerms(ctx, unit_id, number, terms ? termDays(terms) : null)
        return { ...(await findYear(ctx, number)), unit_id }
      },
    }),
    addHoliday: t.field({
      type: YearRef,
      description: 'Adds days without lessons, for all (the department) or for one school.',
      args: {
        unit,
        year,
        startsOn: t.arg({ ...day, description: 'The first day.' }),
        endsOn: t.arg({ ...day, description: 'The last day.' }),
        name: t.arg.string({ required: true, description: 'What they are called.' }),
      },
      resolve: async (_, { unit: id, year: number, startsOn, endsOn, name }, ctx) => {
        const unit_id = await unitOf(ctx, id)
        await addHoliday(ctx, { unit_id, academic_year: number, starts_on: startsOn, ends_on: endsOn, name })
        return { ...(await findYear(ctx, number)), unit_id }
      },
    }),
    removeHoliday: t.field({
      type: YearRef,
      description: 'Takes days without lessons back.',
      args: { unit, year, startsOn: t.arg({ ...day, description: 'Their first day.' }) },
      resolve: async (_, { unit: id, year: number, startsOn }, ctx) => {
        const unit_id = await unitOf(ctx, id)
        await removeHoliday(ctx, unit_id, number, startsOn)
        return { ...(await findYear(ctx, number)), unit_id }
      },
    }),
    setPeriods: t.field({
      type: CurriculumRef,
      description: 'Sets the periods of a subject in a grade from a year on; the department alone.',
      args: {
        subject: t.arg.id({ required: true, description: 'The subject.' }),
        grade: t.arg.int({ required: true, description: 'The grade.' }),
        from: t.arg.int({ required: true, description: 'The first academic year.' }),
        periods: t.arg.int({ required: true, description: 'Periods a year.' }),
      },
      resolve: (_, { subject, ...line }, ctx) => setPeriods(ctx, { subject_id: decodeSubject(subject), ...line }),
    }),
  }
})
