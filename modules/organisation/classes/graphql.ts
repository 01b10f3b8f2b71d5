import { may } from '../../../platform/ability.ts'
import { enumOf } from '../../../platform/enum.ts'
import { builder } from '../../../platform/graphql.ts'
import { NotFound } from '../../../platform/errors.ts'
import { decodeClass, decodeSection, decodeUnit, encodeClass, encodeSection } from '../keys.ts'
import type { ClassRow, SectionRow } from '../tables.ts'
import { UnitRef, unitLoader } from '../unit-type.ts'
import { SubjectKindRef, SubjectRef, decodeSubject } from '../years/graphql.ts'
import { addClasses, alterClass, copyYear, removeClass, type Done } from './commands.ts'
import { campusesOf, classesOf, findClass, findSection, sectionsOf } from './queries.ts'
import {
  addListSection,
  addSections,
  alterSection,
  removeSection,
  undoStructure,
  type SectionsDone,
} from './section-commands.ts'
import { extraOf } from './section-plan.ts'
import { classLoader, subjectLoader } from './loaders.ts'

const ShiftRef = enumOf<ClassRow['shift']>('Shift', 'When of the day a class is taught.', {
  morning: 'In the morning.',
  afternoon: 'In the afternoon.',
  full_day: 'All day (two sessions).',
})
const RosterRef = enumOf<SectionRow['roster']>('Roster', 'Who is in a section.', {
  class: "The class's pupils.",
  list: 'Listed pupils, of several classes or a part of one.',
})

/** A class in the API; later modules add pupils and teachers. */
export const ClassRef = builder.objectRef<ClassRow>('Class')
/** A section in the API; later modules add pupils, teachers and books. */
export const SectionRef = builder.objectRef<SectionRow>('Section')

ClassRef.implement({
  description: 'A class of a school in an academic year.',
  fields: (t) => ({
    id: t.id({ description: 'Opaque id.', resolve: ({ school_id, id }) => encodeClass({ school_id, class_id: id }) }),
    name: t.exposeString('name', { description: '9A2.' }),
    slug: t.exposeString('slug', { description: 'Its name in addresses.' }),
    grade: t.exposeInt('grade', { description: 'The grade, 1 to 12.' }),
    academicYear: t.exposeInt('academic_year', { description: '2026 is 2026–2027.' }),
    shift: t.expose('shift', { type: ShiftRef, description: 'When of the day it is taught.' }),
    campus: t.field({
      type: UnitRef,
      nullable: true,
      description: 'The site where it is taught; none for the main one.',
      resolve: ({ campus_id }, _, ctx) => (campus_id === null ? null : unitLoader(ctx).load(campus_id)),
    }),
    school: t.field({
      type: UnitRef,
      nullable: true,
      description: 'Its school.',
      resolve: ({ school_id }, _, ctx) => unitLoader(ctx).load(school_id),
    }),
    specialisedSubject: t.field({
      type: SubjectRef,
      nullable: true,
      description: 'The subject that a class of grades 10 to 12 is specialised in (môn chuyên); none for others.',
      resolve: ({ specialised_subject_id: id }, _, ctx) => (id === null ? null : subjectLoader(ctx).load(id)),
    }),
    closedOn: t.expose('closed_on', { type: 'LocalDate', nullable: true, description: 'The day on which it closed.' }),
    sections: t.field({
      type: [SectionRef],
      complexity: 10,
      description: 'Its sections, in the order of the programme.',
      resolve: (one, _, ctx) => sectionsOf(ctx, one, [one.id]),
    }),
    canAlter: t.boolean({
      description: 'Whether the signed-in person may alter it and its sections.',
      resolve: (one, _, ctx) => may(ctx.ability, 'update', 'Class', one),
    }),
  }),
})

SectionRef.implement({
  description: 'The unit of teaching (lớp môn): one subject, one year, one school, usually one class.',
  fields: (t) => ({
    id: t.id({
      description: 'Opaque id.',
      resolve: ({ school_id, id }) => encodeSection({ school_id, section_id: id }),
    }),
    name: t.exposeString('name', { description: 'Toán 9A2.' }),
    slug: t.exposeString('slug', { description: 'Its name in addresses.' }),
    grade: t.exposeInt('grade', { description: 'The grade.' }),
    subject: t.field({
      type: SubjectRef,
      description: 'The subject.',
      resolve: ({ subject_id }, _, ctx) => subjectLoader(ctx).load(subject_id),
    }),
    class: t.field({
      type: ClassRef,
      nullable: true,
      description: 'Its class; none where it gathers pupils of several.',
      resolve: ({ school_id, class_id }, _, ctx) =>
        class_id === null ? null : classLoader(ctx).load(encodeClass({ school_id, class_id })),
    }),
    roster: t.expose('roster', { type: RosterRef, description: 'Who is in it.' }),
    kind: t.expose('kind', { type: SubjectKindRef, description: 'How its subject stands in the programme.' }),
    periods: t.exposeInt('periods', { description: 'Periods a year.' }),
    scored: t.boolean({
      description: 'Assessed by marks, not by comments alone.',
      resolve: ({ assessment }) => assessment === 'scored',
    }),
    regularDue: t.exposeInt('regular_due', {
      description: 'Regular assessments due in a term (Circular 22/2021, Điều 6(2)), topic clusters included.',
    }),
    extra: t.int({ description: 'Of these, the ones of topic clusters (cụm chuyên đề).', resolve: extraOf }),
    closedOn: t.expose('closed_on', { type: 'LocalDate', nullable: true, description: 'The day on which it closed.' }),
  }),
})

const DoneRef = builder.objectRef<Done & { school_id: number }>('ClassesChanged').implement({
  description: 'Classes after a change, and the change by which it can be taken back.',
  fields: (t) => ({
    change: t.expose('change_id', { type: 'UUID', description: 'The change.' }),
    classes: t.field({
      type: [ClassRef],
      description: 'The classes concerned.',
      resolve: ({ school_id, class_ids }, _, ctx) =>
        Promise.all(class_ids.map((class_id) => findClass(ctx, 'read', { school_id, class_id }))),
    }),
  }),
})

const SectionsDoneRef = builder.objectRef<SectionsDone>('SectionsChanged').implement({
  description: 'Sections after a change, and the change by which it can be taken back.',
  fields: (t) => ({
    change: t.expose('change_id', { type: 'UUID', description: 'The change.' }),
    sections: t.expose('sections', { type: [SectionRef], description: 'The sections concerned.' }),
  }),
})

builder.queryFields((t) => {
  const unit = t.arg.id({ required: true, description: 'The school.' })
  const academicYear = t.arg.int({ required: true, description: '2026 is 2026–2027.' })
  return {
    classes: t.field({
      type: [ClassRef],
      description: 'The classes of a school in a year, by grade and name.',
      args: { unit, academicYear },
      resolve: (_, args, ctx) => classesOf(ctx, { school_id: decodeUnit(args.unit), academic_year: args.academicYear }),
    }),
    class: t.field({
      type: ClassRef,
      nullable: true,
      description: 'A class by id.',
      args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
      resolve: (_, { id }, ctx) => findClass(ctx, 'read', decodeClass(id)),
    }),
    sections: t.field({
      type: [SectionRef],
      description: 'The sections of a school in a year, in the order of the programme.',
      args: { unit, academicYear },
      resolve: (_, args, ctx) =>
        sectionsOf(ctx, { school_id: decodeUnit(args.unit), academic_year: args.academicYear }),
    }),
    section: t.field({
      type: SectionRef,
      nullable: true,
      description: 'A section by id.',
      args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
      resolve: (_, { id }, ctx) => findSection(ctx, 'read', decodeSection(id)),
    }),
    campuses: t.field({
      type: [UnitRef],
      description: 'The open sites of a school.',
      args: { unit },
      resolve: async (_, args, ctx) => {
        const found = await campusesOf(ctx, decodeUnit(args.unit))
        const units = await Promise.all(found.map(({ id }) => unitLoader(ctx).load(id)))
        return units.filter((one) => one !== null)
      },
    }),
    canAddClasses: t.boolean({
      description: 'Whether the signed-in person may add classes to a school.',
      args: { unit },
      resolve: (_, args, ctx) => may(ctx.ability, 'create', 'Class', { school_id: decodeUnit(args.unit) }),
    }),
  }
})

const NewClassRef = builder.inputType('NewClass', {
  description: 'A class to add.',
  fields: (t) => ({
    name: t.string({ required: true, description: '9A2.' }),
    grade: t.int({ required: true, description: 'The grade.' }),
    shift: t.field({ type: ShiftRef, description: 'When of the day; the morning unless said.' }),
    campus: t.id({ description: 'The site; the main one unless said.' }),
    subjects: t.idList({ description: 'Electives and optional subjects.' }),
    clusters: t.idList({ description: 'Subjects with a topic cluster (cụm chuyên đề).' }),
    specialisedSubject: t.id({ description: 'The subject of a specialised class (môn chuyên), grades 10 to 12.' }),
  }),
})

const ClassChangesRef = builder.inputType('ClassChanges', {
  description: 'What of a class is altered; what is left out stays.',
  fields: (t) => ({
    name: t.string({ description: 'Its name; the sections are called after it.' }),
    shift: t.field({ type: ShiftRef, description: 'When of the day it is taught.' }),
    campus: t.id({ description: 'The site; null for the main one.' }),
    specialisedSubject: t.id({
      description: 'The subject of a specialised class (môn chuyên), which gets its section; null for none.',
    }),
    closedOn: t.field({ type: 'LocalDate', description: 'The day on which it closes; null opens it again.' }),
  }),
})

const SectionChangesRef = builder.inputType('SectionChanges', {
  description: 'What of a section is altered; what is left out stays.',
  fields: (t) => ({
    name: t.string({ description: 'Its name.' }),
    periods: t.int({ description: 'Periods a year; the regular assessments due follow from them.' }),
    extra: t.int({ description: 'Regular assessments of topic clusters, beside those of the rule.' }),
    closedOn: t.field({ type: 'LocalDate', description: 'The day on which it closes; null opens it again.' }),
  }),
})

builder.mutationFields((t) => {
  const unit = t.arg.id({ required: true, description: 'The school.' })
  const academicYear = t.arg.int({ required: true, description: '2026 is 2026–2027.' })
  const klass = t.arg.id({ required: true, description: 'The class.' })
  const section = t.arg.id({ required: true, description: 'The section.' })
  return {
    addClasses: t.field({
      type: DoneRef,
      description: "Adds classes to a school's year, each with the sections of its programme.",
      args: {
        unit,
        academicYear,
        classes: t.arg({ type: [NewClassRef], required: true, description: 'At most 200.' }),
      },
      resolve: async (_, args, ctx) => {
        const school_id = decodeUnit(args.unit)
        const classes = args.classes.slice(0, 200).map((one) => ({
          name: one.name,
          grade: one.grade,
          shift: one.shift ?? ('morning' as const),
          campus_id: one.campus ? decodeUnit(one.campus) : null,
          chosen: (one.subjects ?? []).map(decodeSubject),
          clusters: (one.clusters ?? []).map(decodeSubject),
          specialised_subject_id: one.specialisedSubject ? decodeSubject(one.specialisedSubject) : null,
        }))
        return { ...(await addClasses(ctx, { school_id, academic_year: args.academicYear }, classes)), school_id }
      },
    }),
    alterClass: t.field({
      type: DoneRef,
      description: 'Renames, moves or closes a class.',
      args: {
        class: klass,
        changes: t.arg({ type: ClassChangesRef, required: true, description: 'What is altered.' }),
      },
      resolve: async (_, { class: id, changes }, ctx) => {
        const key = decodeClass(id)
        const { name, shift, campus, specialisedSubject, closedOn } = changes
        const done = await alterClass(ctx, key, {
          ...(name == null ? {} : { name }),
          ...(shift == null ? {} : { shift }),
          ...(campus === undefined ? {} : { campus_id: campus === null ? null : decodeUnit(campus) }),
          ...(specialisedSubject === undefined
            ? {}
            : { specialised_subject_id: specialisedSubject === null ? null : decodeSubject(specialisedSubject) }),
          ...(closedOn === undefined ? {} : { closed_on: closedOn }),
        })
        return { ...done, school_id: key.school_id }
      },
    }),
    removeClass: t.field({
      type: DoneRef,
      description: 'Removes a class that nothing stands on.',
      args: { class: klass },
      resolve: async (_, { class: id }, ctx) => ({
        ...(await removeClass(ctx, decodeClass(id))),
        school_id: decodeClass(id).school_id,
      }),
    }),
    copyClassesFromLastYear: t.field({
      type: DoneRef,
      description:
        "Makes a year's classes from those of the year before, each one grade up; the first grade of a level begins anew.",
      args: { unit, academicYear },
      resolve: async (_, args, ctx) => {
        const school_id = decodeUnit(args.unit)
        return { ...(await copyYear(ctx, { school_id, academic_year: args.academicYear })), school_id }
      },
    }),
    addSections: t.field({
      type: SectionsDoneRef,
      description:
        'Adds the sections that a class lacks: its programme, and the electives and optional subjects named.',
      args: { class: klass, subjects: t.arg.idList({ description: 'Electives and optional subjects.' }) },
      resolve: (_, { class: id, subjects }, ctx) =>
        addSections(ctx, decodeClass(id), (subjects ?? []).map(decodeSubject)),
    }),
    addListSection: t.field({
      type: SectionRef,
      description: 'Adds a section whose pupils are listed: of several classes, or a part of one.',
      args: {
        unit,
        academicYear,
        grade: t.arg.int({ required: true, description: 'The grade.' }),
        subject: t.arg.id({ required: true, description: 'The subject.' }),
        name: t.arg.string({ required: true, description: 'Its name.' }),
        class: t.arg.id({ description: 'The class of which it is a part; none for several.' }),
      },
      resolve: (_, args, ctx) => {
        const school_id = decodeUnit(args.unit)
        const own = args.class ? decodeClass(args.class) : null
        if (own && own.school_id !== school_id) throw new NotFound('Class')
        return addListSection(
          ctx,
          { school_id, academic_year: args.academicYear },
          {
            grade: args.grade,
            subject_id: decodeSubject(args.subject),
            name: args.name,
            class_id: own?.class_id ?? null,
          },
        )
      },
    }),
    alterSection: t.field({
      type: SectionsDoneRef,
      description: 'Alters a section; the regular assessments due follow from periods and topic clusters.',
      args: { section, changes: t.arg({ type: SectionChangesRef, required: true, description: 'What is altered.' }) },
      resolve: (_, { section: id, changes }, ctx) => {
        const { name, periods, extra, closedOn } = changes
        return alterSection(ctx, decodeSection(id), {
          ...(name == null ? {} : { name }),
          ...(periods == null ? {} : { periods }),
          ...(extra == null ? {} : { extra }),
          ...(closedOn === undefined ? {} : { closed_on: closedOn }),
        })
      },
    }),
    removeSection: t.field({
      type: 'UUID',
      description: 'Removes a section that nothing stands on; answers the change by which it can be taken back.',
      args: { section },
      resolve: (_, { section: id }, ctx) => removeSection(ctx, decodeSection(id)),
    }),
    undoClassesChange: t.boolean({
      description: 'Takes back a change of classes and sections, as long as nothing stands on it.',
      args: { unit, change: t.arg({ type: 'UUID', required: true, description: 'The change.' }) },
      resolve: async (_, args, ctx) => {
        await undoStructure(ctx, decodeUnit(args.unit), args.change)
        return true
      },
    }),
  }
})
