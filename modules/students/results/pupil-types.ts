import { may } from '../../../platform/ability.ts'
import { builder } from '../../../platform/graphql.ts'
import { encodeKey } from '../../../platform/key.ts'
import { ConditionRef, LevelExplanationRef, SubjectExplanationRef, levelNumbers } from '../explanation-types.ts'
import { MissedRef } from '../gradebook/graphql.ts'
import { encodeBook } from '../gradebook/keys.ts'
import { encodeStudent } from '../keys.ts'
import type { PupilResult, SubjectOfPupil } from './compute.ts'
import type { ClassResults } from './queries.ts'
import { outcomeOf } from './snapshot.ts'
import { OutcomeRef, TermLevelRef, TitleRef } from './vocabulary-types.ts'

/** Of which class and term a pupil's results are. */
export type ResultPlace = Pick<ClassResults['loaded'], 'school_id' | 'academic_year'> & { term: 0 | 1 | 2 }

const PupilSubjectRef = builder.objectRef<SubjectOfPupil & { place: ResultPlace }>('PupilSubject').implement({
  description: "A pupil's result in one subject, of a term or the year.",
  fields: (t) => ({
    subject: t.exposeInt('subject_id', { description: 'The number of the subject.' }),
    book: t.id({
      nullable: true,
      description: 'The book of the marks; null for a year.',
      resolve: ({ section_id, place: { school_id, academic_year, term } }) =>
        section_id && term !== 0 ? encodeBook({ school_id, academic_year, section_id, term }) : null,
    }),
    average: t.field({
      type: 'Mark',
      nullable: true,
      description: 'The average, once complete.',
      resolve: ({ result }) => result.average,
    }),
    provisional: t.field({
      type: 'Mark',
      nullable: true,
      description: 'The average of what is there so far ("tạm tính").',
      resolve: ({ result }) => result.provisional.average,
    }),
    passed: t.boolean({
      nullable: true,
      description: 'Đạt or Chưa đạt of a comment subject, once complete.',
      resolve: ({ result }) => result.passed,
    }),
    exempt: t.boolean({
      description: 'Exempt from the whole subject.',
      resolve: ({ result }) => result.status === 'exempt',
    }),
    midtermState: t.expose('midterm_state', { type: MissedRef, description: 'Whether the midterm was missed.' }),
    finalState: t.expose('final_state', { type: MissedRef, description: 'Whether the final was missed.' }),
    retestAverage: t.field({
      type: 'Mark',
      nullable: true,
      description: 'The re-assessed average after the summer.',
      resolve: ({ retest }) => retest?.average ?? null,
    }),
    retestPassed: t.boolean({
      nullable: true,
      description: 'The re-assessed result of a comment subject.',
      resolve: ({ retest }) => retest?.passed ?? null,
    }),
    canMoveTest: t.boolean({
      description: 'Whether one may say that a midterm or final test was missed or made up.',
      resolve: ({ subject_id, section_id, place: { school_id, academic_year, term } }, _, { ability }) => {
        if (!section_id || term === 0) return false
        const book = { school_id, academic_year, section_id, subject_id }
        return may(ability, 'decide', 'Gradebook', book) || may(ability, 'mark', 'Gradebook', book)
      },
    }),
    why: t.field({
      type: SubjectExplanationRef,
      description: 'Why it is so.',
      resolve: ({ result }) => result.explanation,
    }),
    termsWhy: t.field({
      type: [SubjectExplanationRef],
      description: 'Of a year: why each term is so.',
      complexity: { multiplier: 2 },
      resolve: ({ terms }) => terms?.map(({ explanation }) => explanation) ?? [],
    }),
  }),
})

const ExemptionRef = builder
  .objectRef<{
    school_id: number
    id: string
    subject_id: number
    term: 1 | 2 | null
    document: string
    extent: string
  }>('PupilExemption')
  .implement({
    description: 'A running exemption (Circular 22/2021, Điều 10, 11).',
    fields: (t) => ({
      id: t.id({ description: 'Opaque id.', resolve: ({ school_id, id }) => encodeKey('Exemption', [school_id, id]) }),
      subject: t.exposeInt('subject_id', { description: 'The number of the subject.' }),
      extent: t.exposeString('extent', { description: 'practice: the subject stays; subject: it is left out.' }),
      term: t.exposeInt('term', { nullable: true, description: 'The term; null is the whole year.' }),
      document: t.exposeString('document', { description: 'The papers on which it rests.' }),
    }),
  })

/** A pupil's results in the API. */
export const PupilResultsRef = builder.objectRef<PupilResult & { place: ResultPlace }>('PupilResults').implement({
  description: "A pupil's results of a term or the year, each with its reasons.",
  fields: (t) => ({
    student: t.id({
      description: "The pupil's record.",
      resolve: ({ pupil, place }) => encodeStudent({ school_id: place.school_id, student_id: pupil.student_id }),
    }),
    number: t.int({ nullable: true, description: 'The class number (STT).', resolve: ({ pupil }) => pupil.number }),
    code: t.string({ description: "The pupil's code in the school.", resolve: ({ pupil }) => pupil.code }),
    restName: t.string({ description: 'Family and middle names.', resolve: ({ pupil }) => pupil.rest_name }),
    givenName: t.string({ description: 'The given name.', resolve: ({ pupil }) => pupil.given_name }),
    birthDate: t.field({
      type: 'LocalDate',
      description: 'Tells equal names apart.',
      resolve: ({ pupil }) => pupil.birth_date,
    }),
    leftOn: t.field({
      type: 'LocalDate',
      nullable: true,
      description: 'The last day of a pupil who left.',
      resolve: ({ pupil }) => pupil.left_on,
    }),
    disability: t.boolean({
      description: 'Whether the principal may decide on the outcome (Điều 12(4)), and exempt from a subject (Điều 11).',
      resolve: ({ pupil }) => pupil.disability,
    }),
    subjects: t.field({
      type: [PupilSubjectRef],
      description: "The subjects in the programme's order.",
      complexity: { multiplier: 13 },
      resolve: ({ subjects, place }) => subjects.map((subject) => ({ ...subject, place })),
    }),
    exemptions: t.field({
      type: [ExemptionRef],
      description: 'Running exemptions.',
      resolve: ({ pupil, place: { school_id } }) => [
        ...pupil.practice.map((it) => ({ ...it, school_id, extent: 'practice' })),
        ...pupil.exemptions.map((it) => ({ ...it, school_id, extent: 'subject' })),
      ],
    }),
    level: t.int({
      nullable: true,
      description: `The level of learning: ${levelNumbers}; null while a subject lacks.`,
      resolve: ({ learning }) => learning.finalLevel,
    }),
    rawLevel: t.int({
      nullable: true,
      description: 'The level by the marks alone.',
      resolve: ({ learning }) => learning.rawLevel,
    }),
    why: t.field({
      type: LevelExplanationRef,
      description: 'Why the level is so.',
      resolve: ({ learning }) => learning.explanation,
    }),
    conduct: t.int({
      nullable: true,
      description: `The level of conduct: ${levelNumbers}.`,
      resolve: ({ conduct }) => conduct.level,
    }),
    grounds: t.string({
      nullable: true,
      description: 'On what grounds, in a term.',
      resolve: ({ conduct }) => conduct.grounds,
    }),
    conductWhy: t.field({
      type: TermLevelRef,
      nullable: true,
      description: "How the year's conduct follows from the terms.",
      resolve: ({ conduct: { year } }) => year && { level: year.level, ...year.explanation },
    }),
    excused: t.int({ description: 'Half-days absent with leave.', resolve: ({ pupil }) => pupil.excused }),
    unexcused: t.int({ description: 'Half-days absent without leave.', resolve: ({ pupil }) => pupil.unexcused }),
    outcome: t.field({
      type: OutcomeRef,
      nullable: true,
      description: 'What follows from the year, after the summer where it brought something.',
      resolve: (it) => outcomeOf(it),
    }),
    firstOutcome: t.field({
      type: OutcomeRef,
      nullable: true,
      description: 'What followed before the summer.',
      resolve: ({ year }) => year?.promotion.outcome ?? null,
    }),
    outcomeWhy: t.field({
      type: [ConditionRef],
      description: 'The tests of promotion, on the results that hold.',
      complexity: { multiplier: 3 },
      resolve: ({ year }) => [...((year?.after ?? year?.promotion)?.explanation.conditions ?? [])],
    }),
    outcomeRule: t.string({
      nullable: true,
      description: 'The place in the law on which the outcome rests.',
      resolve: ({ year }) => (year?.after ?? year?.promotion)?.explanation.rule ?? null,
    }),
    outcomeReason: t.string({
      nullable: true,
      description: "The reason of the principal's decision on a pupil with a disability.",
      resolve: ({ pupil, year }) => (year ? (pupil.stored?.outcome_reason ?? null) : null),
    }),
    retestSubjects: t.intList({
      description: 'The subjects that may be re-assessed.',
      resolve: ({ year }) => [...(year?.promotion.retestSubjects ?? [])],
    }),
    levelAfter: t.int({
      nullable: true,
      description: 'The level after re-assessment.',
      resolve: ({ year }) => year?.after?.reassessment.learning.finalLevel ?? null,
    }),
    conductAfter: t.int({
      nullable: true,
      description: 'Conduct after the summer training.',
      resolve: ({ pupil, year }) => (year ? (pupil.stored?.conduct_after ?? null) : null),
    }),
    title: t.field({
      type: TitleRef,
      nullable: true,
      description: 'The title of the year.',
      resolve: ({ year }) => year?.title.title ?? null,
    }),
    titleWarnings: t.stringList({
      description: 'What to look at before a title is signed: absences_over_limit.',
      resolve: ({ year }) => [...(year?.title.warnings ?? [])],
    }),
    titleWhy: t.field({
      type: [ConditionRef],
      description: 'The tests of the titles.',
      complexity: { multiplier: 3 },
      resolve: ({ year }) => [...(year?.title.explanation.conditions ?? [])],
    }),
  }),
})
