import { may } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import { builder } from '../../../platform/graphql.ts'
import { encodeClass, encodeUnit } from '../../organisation/public.ts'
import { ApprovalStateRef } from '../conduct/graphql.ts'
import { AssessmentRef } from '../gradebook/graphql.ts'
import { encodeStudent } from '../keys.ts'
import type { Approval, ClassSubject } from './load.ts'
import { PupilResultsRef } from './pupil-types.ts'
import type { ClassResults } from './queries.ts'

const ApprovalRef = builder.objectRef<Approval>('Approval').implement({
  description: "Submission, approval and publishing of a class's results.",
  fields: (t) => ({
    state: t.expose('state', { type: ApprovalStateRef, description: 'Where they stand.' }),
    submittedAt: t.expose('submitted_at', { type: 'DateTime', nullable: true, description: 'When handed in.' }),
    submittedBy: t.exposeString('submitted_by', { nullable: true, description: 'By whom.' }),
    approvedAt: t.expose('approved_at', { type: 'DateTime', nullable: true, description: 'When approved.' }),
    approvedBy: t.exposeString('approved_by', { nullable: true, description: 'By whom.' }),
    publishedAt: t.expose('published_at', { type: 'DateTime', nullable: true, description: 'When published.' }),
    publishedBy: t.exposeString('published_by', { nullable: true, description: 'By whom.' }),
    reopenedAt: t.expose('reopened_at', {
      type: 'DateTime',
      nullable: true,
      description: 'When a later change of a mark or of conduct took the approval back.',
    }),
  }),
})

const SubjectRef = builder.objectRef<ClassSubject>('ClassSubject').implement({
  description: "A subject of a class, in the programme's order.",
  fields: (t) => ({
    id: t.exposeInt('subject_id', { description: 'The number of the subject.' }),
    name: t.exposeString('name', { description: 'Its name.' }),
    nameEn: t.exposeString('name_en', { description: 'Its name in English.' }),
    shortName: t.exposeString('short_name', { description: 'Its name in narrow places.' }),
    assessment: t.expose('assessment', { type: AssessmentRef, description: 'By marks or by comments alone.' }),
  }),
})

const can =
  (action: 'submit' | 'approve' | 'publish') =>
  ({ loaded: { school_id, academic_year, class_id } }: ClassResults, _: object, ctx: Context) =>
    may(ctx.ability, action, 'ClassApproval', { school_id, academic_year, class_id })

/** The results of a class in the API. */
export const ClassResultsRef = builder.objectRef<ClassResults>('ClassResults').implement({
  description: 'The results of a class in a term or the year (term 0), as they follow from the marks now.',
  fields: (t) => ({
    unit: t.id({ description: 'The school.', resolve: ({ loaded }) => encodeUnit(loaded.school_id) }),
    class: t.id({ description: 'The class.', resolve: ({ loaded }) => encodeClass(loaded) }),
    className: t.string({ description: 'Its name.', resolve: ({ loaded }) => loaded.name }),
    grade: t.int({ description: 'Its grade.', resolve: ({ loaded }) => loaded.grade }),
    computed: t.exposeBoolean('computed', {
      description: 'False where results are kept as stored: ask `storedResults`. No pupils then.',
    }),
    approval: t.expose('approval', { type: ApprovalRef, description: 'Where the results stand.' }),
    canSubmit: t.boolean({ description: 'Whether one may hand them in.', resolve: can('submit') }),
    canApprove: t.boolean({ description: 'Whether one may approve them.', resolve: can('approve') }),
    canPublish: t.boolean({ description: 'Whether one may publish them.', resolve: can('publish') }),
    canDecide: t.boolean({
      description: 'Whether one may decide on outcomes, summer conduct and exemptions.',
      resolve: ({ loaded: { school_id, class_id } }, _, ctx) =>
        may(ctx.ability, 'decide', 'YearResult', { school_id, class_id }),
    }),
    canRetest: t.boolean({
      description: 'Whether one may record re-assessments.',
      resolve: ({ loaded: { school_id, class_id } }, _, ctx) =>
        may(ctx.ability, 'update', 'SubjectYearResult', { school_id, class_id }),
    }),
    subjects: t.field({
      type: [SubjectRef],
      description: 'The subjects.',
      resolve: ({ loaded }) =>
        loaded.subjects.filter(
          (it, index, all) => all.findIndex((other) => other.subject_id === it.subject_id) === index,
        ),
    }),
    pupils: t.field({
      type: [PupilResultsRef],
      description: 'The pupils by number.',
      args: { student: t.arg.id({ description: 'This pupil alone.' }) },
      complexity: ({ student }) => ({ field: 1, multiplier: student ? 1 : 45 }),
      resolve: ({ results, loaded, term }, { student }) => {
        const place = { school_id: loaded.school_id, academic_year: loaded.academic_year, term }
        return results
          .map((result) => ({ ...result, place }))
          .filter(
            ({ pupil }) =>
              !student || encodeStudent({ school_id: place.school_id, student_id: pupil.student_id }) === student,
          )
      },
    }),
  }),
})
