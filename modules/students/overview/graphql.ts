import { enumOf } from '../../../platform/enum.ts'
import { builder } from '../../../platform/graphql.ts'
import { encodeStudent } from '../keys.ts'
import { homeroomClasses, type ApprovalState, type HomeroomClass } from './homeroom.ts'
import type { OftenAbsent } from './often-absent.ts'

const StateRef = enumOf<ApprovalState>('ClassResultState', "How far a class's results are on their way to parents.", {
  open: 'The homeroom teacher works on them.',
  submitted: 'Handed in to the principal.',
  approved: 'Approved, not yet published.',
  published: 'Parents see them.',
})

/** A pupil near the limit of absences. */
export const OftenAbsentRef = builder.objectRef<OftenAbsent>('OftenAbsent').implement({
  description: 'A pupil whose absences come near the limit of the year (Circular 22/2021, Điều 12(1)(c)).',
  fields: (t) => ({
    student: t.id({ description: "The pupil's record.", resolve: (pupil) => encodeStudent(pupil) }),
    fullName: t.exposeString('full_name', { description: 'The name.' }),
    className: t.exposeString('class_name', { description: 'The class.' }),
    class: t.exposeString('class_slug', { description: 'The class in addresses.' }),
    excused: t.exposeInt('excused', { description: 'Excused absences of the year.' }),
    unexcused: t.exposeInt('unexcused', { description: 'Unexcused ones.' }),
  }),
})

const HomeroomRef = builder.objectRef<HomeroomClass>('HomeroomClass').implement({
  description: "A homeroom teacher's class today, in the term that runs.",
  fields: (t) => ({
    unit: t.exposeString('unit_slug', { description: 'The school in addresses.' }),
    class: t.exposeString('class_slug', { description: 'The class in addresses.' }),
    className: t.exposeString('class_name', { description: 'Its name.' }),
    academicYear: t.exposeInt('academic_year', { description: '2026 is 2026–2027.' }),
    term: t.exposeInt('term', { description: '1 or 2.' }),
    resultsDueOn: t.expose('results_due_on', { type: 'LocalDate', description: "The last day of the term's results." }),
    pupils: t.exposeInt('pupils', { description: 'Pupils who study in it.' }),
    absentExcused: t.exposeInt('absent_excused', { description: 'Excused absences of this month.' }),
    absentUnexcused: t.exposeInt('absent_unexcused', { description: 'Unexcused ones.' }),
    absentPupils: t.exposeInt('absent_pupils', { description: 'Pupils who were absent this month.' }),
    oftenAbsent: t.expose('often_absent', {
      type: [OftenAbsentRef],
      description: 'Pupils near the limit of the year.',
    }),
    conductDue: t.exposeInt('conduct_due', { description: 'Pupils without a level of conduct in the term.' }),
    unclaimed: t.exposeInt('unclaimed', { description: 'Pupils of whom no guardian has an account yet.' }),
    state: t.expose('state', { type: StateRef, description: "How far the term's results are." }),
  }),
})

builder.queryField('homeroomClasses', (t) =>
  t.field({
    type: [HomeroomRef],
    description: 'The classes that the signed-in person leads today.',
    resolve: (_, __, ctx) => homeroomClasses(ctx),
  }),
)
