import { enumOf } from '../../platform/enum.ts'
import { builder } from '../../platform/graphql.ts'
import { MissedRef } from './gradebook/graphql.ts'
import type { LearningLevel, LevelAttempt, Adjustment, LeftOut } from './results/rules/learning-level.ts'
import type { Condition, Fraction, MarkLabel, MissingItem, SubjectExplanation, Term } from './rules/explanation.ts'

/** What a level's number means, for descriptions. */
export const levelNumbers = '4 Tốt, 3 Khá, 2 Đạt, 1 Chưa đạt'

const LabelRef = enumOf<MarkLabel>('MarkLabel', 'What stands at a place of an average.', {
  regular: 'A regular mark.',
  midterm: 'The midterm.',
  final: 'The final.',
  term_1: "The first term's average.",
  term_2: "The second term's average.",
})
const LackRef = enumOf<MissingItem['why']>('MissingReason', 'Why a result lacks something.', {
  no_mark: 'Nothing is entered.',
  absent: 'The pupil was absent.',
  make_up_pending: 'The make-up test is awaited.',
  no_term_result: 'The term has no result.',
})

const KindRef = enumOf<SubjectExplanation['kind']>('ExplanationKind', "Of what kind a subject's result is.", {
  average: 'A weighted average.',
  comment: 'Đạt or Chưa đạt.',
  exempt: 'Exempt from the whole subject.',
})

const TermRef = builder.objectRef<Term>('ResultTerm').implement({
  description: 'One value that entered a result.',
  fields: (t) => ({
    label: t.expose('label', { type: LabelRef, description: 'What it is.' }),
    position: t.exposeInt('position', { description: 'The number among the regular marks; 1 elsewhere.' }),
    value: t.exposeInt('value', { description: 'In tenths; 1 or 0 (Đạt, Chưa đạt) in a comment subject.' }),
    weight: t.exposeInt('weight', { description: 'What it weighs.' }),
    state: t.expose('state', { type: MissedRef, description: 'Whether the test was missed.' }),
  }),
})

const MissingRef = builder.objectRef<MissingItem>('MissingMark').implement({
  description: 'One thing without which there is no result.',
  fields: (t) => ({
    label: t.expose('label', { type: LabelRef, description: 'What it is.' }),
    position: t.exposeInt('position', { description: 'The number among the regular marks; 1 elsewhere.' }),
    why: t.expose('why', { type: LackRef, description: 'Why it lacks.' }),
  }),
})

const FractionRef = builder.objectRef<Fraction>('ExactAverage').implement({
  description: 'An average before rounding, in tenths of a mark.',
  fields: (t) => ({
    numerator: t.exposeInt('numerator', { description: 'The weighted sum in tenths.' }),
    denominator: t.exposeInt('denominator', { description: 'The sum of the weights.' }),
  }),
})

/** Why a subject's result is what it is, in the API. */
export const SubjectExplanationRef = builder.objectRef<SubjectExplanation>('SubjectExplanation').implement({
  description: "Why a subject's result is what it is: marks, weights, what lacks, and the article.",
  fields: (t) => ({
    kind: t.expose('kind', { type: KindRef, description: 'Of what kind it is.' }),
    exempt: t.boolean({ description: 'Exempt from the subject.', resolve: ({ kind }) => kind === 'exempt' }),
    rule: t.exposeString('rule', { description: 'The place in the law: `circular-22-2021/9.1.b` is Điều 9(1)(b).' }),
    terms: t.field({
      type: [TermRef],
      description: 'What entered the result.',
      complexity: { multiplier: 7 },
      resolve: (it) => ('terms' in it ? [...it.terms] : []),
    }),
    divisor: t.int({
      nullable: true,
      description: 'The divisor of an average.',
      resolve: (it) => ('divisor' in it ? it.divisor : null),
    }),
    exact: t.field({
      type: FractionRef,
      nullable: true,
      description: 'The average before rounding; null while no mark is there.',
      resolve: (it) => ('exact' in it ? it.exact : null),
    }),
    failed: t.int({
      nullable: true,
      description: 'How many assessments of a comment subject are Chưa đạt.',
      resolve: (it) => ('failed' in it ? it.failed : null),
    }),
    missing: t.field({
      type: [MissingRef],
      description: 'What lacks.',
      complexity: { multiplier: 4 },
      resolve: ({ missing }) => [...missing],
    }),
  }),
})

const CodeRef = enumOf<Condition['code']>('ConditionCode', 'What a rule tests.', {
  failed_comments_at_most: 'At most so many comment subjects Chưa đạt.',
  every_average_at_least: 'Every scored subject from a bound.',
  averages_at_least: 'So many scored subjects from a bound.',
  conduct_at_least: 'Conduct from a level.',
  learning_at_least: 'Learning from a level.',
  absences_at_most: 'At most so many half-days absent.',
  overall_average_at_least: 'The mean of the subjects from a bound (older circulars).',
  key_subject_at_least: 'One of the key subjects from a bound (older circulars).',
  specialised_subject_at_least: 'The specialised subject from a bound (older circulars).',
  principal_decided: 'The principal decides (Điều 12(4)).',
})

/** One test of a law, in the API. */
export const ConditionRef = builder.objectRef<Condition>('RuleCondition').implement({
  description: 'One test of a law and how it went.',
  fields: (t) => ({
    code: t.expose('code', { type: CodeRef, description: 'What is tested.' }),
    rule: t.exposeString('rule', { description: 'The place in the law.' }),
    holds: t.exposeBoolean('holds', { description: 'Whether it holds.' }),
    threshold: t.int({
      nullable: true,
      description: 'The bound in tenths where averages are compared.',
      resolve: ({ threshold }) => threshold ?? null,
    }),
    required: t.int({
      nullable: true,
      description: `The count, half-days or level (${levelNumbers}) asked for.`,
      resolve: ({ required }) => required ?? null,
    }),
    found: t.int({
      nullable: true,
      description: 'What was found: a count, half-days, a level, or the lowest average in tenths.',
      resolve: ({ found }) => found ?? null,
    }),
    subjects: t.intList({
      description: 'The subjects that decide it, by number.',
      resolve: ({ subjects }) => [...(subjects ?? [])],
    }),
  }),
})

const AttemptRef = builder.objectRef<LevelAttempt>('LevelAttempt').implement({
  description: 'One level that was tried, with its tests.',
  fields: (t) => ({
    level: t.exposeInt('level', { description: levelNumbers }),
    rule: t.exposeString('rule', { description: 'The place in the law.' }),
    reached: t.exposeBoolean('reached', { description: 'Whether all its tests hold.' }),
    conditions: t.field({
      type: [ConditionRef],
      description: 'Its tests.',
      complexity: { multiplier: 3 },
      resolve: ({ conditions }) => [...conditions],
    }),
  }),
})

const AdjustmentRef = builder.objectRef<Adjustment>('LevelAdjustment').implement({
  description: 'The adjustment of Circular 22/2021, Điều 9(3).',
  fields: (t) => ({
    rule: t.exposeString('rule', { description: 'The place in the law.' }),
    applied: t.exposeBoolean('applied', { description: 'Whether the level was raised.' }),
    subject: t.exposeInt('subject', { nullable: true, description: 'The one subject that causes the fall.' }),
    levelWithout: t.exposeInt('levelWithout', {
      nullable: true,
      description: `The level without it: ${levelNumbers}.`,
    }),
    from: t.exposeInt('from', { description: `From: ${levelNumbers}.` }),
    to: t.exposeInt('to', { description: `To: ${levelNumbers}.` }),
  }),
})

const LeftOutWhyRef = enumOf<LeftOut['why']>('LeftOutReason', 'Why a subject enters no test.', {
  exempt: 'The pupil is exempt.',
  optional_by_policy: "Optional, by the department's reading.",
})

const LeftOutRef = builder.objectRef<LeftOut>('LeftOutSubject').implement({
  description: 'A subject that enters no test, and why.',
  fields: (t) => ({
    subject: t.exposeInt('subject', { description: 'The number of the subject.' }),
    why: t.expose('why', { type: LeftOutWhyRef, description: 'Why it enters no test.' }),
  }),
})

/** Why a level of learning is what it is, in the API. */
export const LevelExplanationRef = builder.objectRef<LearningLevel['explanation']>('LevelExplanation').implement({
  description: 'Why a level of learning is what it is: the levels tried with their tests, and the adjustment.',
  fields: (t) => ({
    rule: t.exposeString('rule', { description: 'The place in the law.' }),
    attempts: t.field({
      type: [AttemptRef],
      description: 'From the highest level down to the one reached; empty while a subject lacks its result.',
      complexity: { multiplier: 4 },
      resolve: ({ attempts }) => [...attempts],
    }),
    adjustment: t.expose('adjustment', {
      type: AdjustmentRef,
      nullable: true,
      description: 'How Điều 9(3) was tried.',
    }),
    leftOut: t.field({
      type: [LeftOutRef],
      description: 'Subjects not counted.',
      resolve: ({ leftOut }) => [...leftOut],
    }),
    missing: t.intList({ description: 'Subjects without a result.', resolve: ({ missing }) => [...missing] }),
  }),
})
