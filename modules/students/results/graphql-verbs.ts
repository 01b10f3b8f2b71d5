import { enumOf } from '../../../platform/enum.ts'
import { NotFound } from '../../../platform/errors.ts'
import { builder } from '../../../platform/graphql.ts'
import { decodeKey, keyNumber, keyUuid } from '../../../platform/key.ts'
import { decodeClass, decodeUnit } from '../../organisation/public.ts'
import { levelIn } from '../conduct/graphql.ts'
import { levelNumbers } from '../explanation-types.ts'
import { recordTestEvent, type TestEventKind } from '../gradebook/decision.ts'
import { endExemption, exempt } from '../gradebook/exemptions.ts'
import { decodeBook } from '../gradebook/keys.ts'
import { decodeStudent } from '../keys.ts'
import {
  approveResults,
  publishResults,
  returnResults,
  submitResults,
  takeBackResults,
  unpublishResults,
  type ResultScope,
  type ResultsChanged,
} from './approve.ts'
import { decideOutcome, decideSummerConduct, recordRetest, type YearKey } from './summer.ts'
import { resultTerm } from './term.ts'

const ChangedRef = builder.objectRef<ResultsChanged>('ResultsChanged').implement({
  description: 'What a verb did to the classes of its scope.',
  fields: (t) => ({
    change: t.exposeID('change_id', { description: 'The change.' }),
    classes: t.exposeInt('classes', { description: 'Classes that changed.' }),
    pupils: t.exposeInt('pupils', { description: 'Their pupils.' }),
    unchanged: t.exposeInt('unchanged', { description: 'Classes not concerned as they stand.' }),
    incomplete: t.exposeInt('incomplete', { description: 'Pupils without a level or conduct among the changed.' }),
  }),
})

const TestEventRef = enumOf<TestEventKind>('TestEvent', 'What happened to a midterm or final test (Điều 7(4)(5)).', {
  missed_with_reason: 'Missed with force majeure: a make-up is due within the term.',
  missed_without_reason: 'Missed without such a reason: 0, or Chưa đạt, by rule.',
  made_up: 'The make-up was taken.',
  not_made_up: 'The make-up was not taken: 0, or Chưa đạt, by rule.',
  reason_accepted: 'A reason was accepted later: a make-up is due.',
  withdrawn: 'Recorded by mistake.',
})

const ScopeRef = builder.inputType('ResultScopeInput', {
  description: 'Which classes of a school, in which term or the year; what is absent narrows nothing.',
  fields: (t) => ({
    unit: t.id({ required: true, description: 'The school.' }),
    academicYear: t.int({ required: true, description: '2026 is 2026–2027.' }),
    term: t.int({ required: true, description: '1 or 2; 0 is the year.' }),
    classes: t.idList({ description: 'Exactly these classes.' }),
    grade: t.int({ description: 'One grade.' }),
  }),
})

function scopeOf(scope: typeof ScopeRef.$inferInput): ResultScope {
  const school_id = decodeUnit(scope.unit)
  const classes = scope.classes?.map(decodeClass)
  if (classes?.some((it) => it.school_id !== school_id)) throw new NotFound('ClassApproval')
  return {
    school_id,
    academic_year: scope.academicYear,
    term: resultTerm(scope.term),
    class_ids: classes?.map((it) => it.class_id) ?? null,
    grade: scope.grade ?? null,
  }
}

function yearKey(args: { class: string; student: string; academicYear: number }): YearKey {
  const { school_id, class_id } = decodeClass(args.class)
  const student = decodeStudent(args.student)
  if (student.school_id !== school_id) throw new NotFound('Student')
  return { school_id, class_id, academic_year: args.academicYear, student_id: student.student_id }
}

builder.mutationFields((t) => {
  const scope = t.arg({ type: ScopeRef, required: true, description: 'Which classes.' })
  const reason = t.arg.string({ required: true, description: 'Why, at least five characters.' })
  const year = {
    class: t.arg.id({ required: true, description: 'The class.' }),
    student: t.arg.id({ required: true, description: 'The pupil.' }),
    academicYear: t.arg.int({ required: true, description: '2026 is 2026–2027.' }),
  }
  return {
    submitResults: t.field({
      type: ChangedRef,
      description: "Hands in a class's results. Refused while a pupil lacks a level or conduct, unless accepted.",
      args: {
        scope,
        acceptMissing: t.arg.boolean({ description: 'Hands them in all the same.' }),
        reason: t.arg.string({ description: 'Why something lacks.' }),
      },
      resolve: (_, args, ctx) =>
        submitResults(ctx, scopeOf(args.scope), {
          accept_missing: args.acceptMissing ?? false,
          reason: args.reason ?? null,
        }),
    }),
    takeBackResults: t.field({
      type: ChangedRef,
      description: 'Takes submitted results back while nobody has approved them.',
      args: { scope },
      resolve: (_, args, ctx) => takeBackResults(ctx, scopeOf(args.scope)),
    }),
    returnResults: t.field({
      type: ChangedRef,
      description: 'Gives results back to the homeroom teacher, with a reason.',
      args: { scope, reason },
      resolve: (_, args, ctx) => returnResults(ctx, scopeOf(args.scope), args.reason),
    }),
    approveResults: t.field({
      type: ChangedRef,
      description: 'Approves the submitted results of classes, a whole school in one change.',
      args: { scope },
      resolve: (_, args, ctx) => approveResults(ctx, scopeOf(args.scope)),
    }),
    publishResults: t.field({
      type: ChangedRef,
      description: 'Lets parents and pupils see approved levels, conduct, outcomes and titles.',
      args: { scope },
      resolve: (_, args, ctx) => publishResults(ctx, scopeOf(args.scope)),
    }),
    unpublishResults: t.field({
      type: ChangedRef,
      description: 'Takes published results back, with a reason.',
      args: { scope, reason },
      resolve: (_, args, ctx) => unpublishResults(ctx, scopeOf(args.scope), args.reason),
    }),
    recordRetest: t.field({
      type: 'Boolean',
      description: "Records a re-assessed result beside the year's; null removes it.",
      args: {
        ...year,
        subject: t.arg.int({ required: true, description: 'The number of the subject.' }),
        value: t.arg.string({ description: 'The result as cell text: `6.5`, `Đ`, `CĐ`.' }),
      },
      resolve: async (_, args, ctx) => {
        await recordRetest(ctx, yearKey(args), args.subject, args.value ?? null)
        return true
      },
    }),
    decideSummerConduct: t.field({
      type: 'Boolean',
      description: 'Conduct assessed anew after the summer training; null takes it away.',
      args: { ...year, level: t.arg.int({ description: levelNumbers }), reason },
      resolve: async (_, args, ctx) => {
        await decideSummerConduct(ctx, yearKey(args), levelIn('level', args.level), args.reason)
        return true
      },
    }),
    decideOutcome: t.field({
      type: 'Boolean',
      description: 'The principal decides on a pupil with a disability; null withdraws it.',
      args: { ...year, promoted: t.arg.boolean({ description: 'Promoted, or not; null withdraws.' }), reason },
      resolve: async (_, args, ctx) => {
        const outcome = args.promoted === null || args.promoted === undefined ? null : args.promoted
        await decideOutcome(
          ctx,
          yearKey(args),
          outcome === null ? null : outcome ? 'promoted' : 'retained',
          args.reason,
        )
        return true
      },
    }),
    recordTestEvent: t.field({
      type: 'Boolean',
      description: 'Moves a missed midterm or final test along by the rule, with a reason.',
      args: {
        gradebook: t.arg.id({ required: true, description: 'The book.' }),
        student: t.arg.id({ required: true, description: 'The pupil.' }),
        column: t.arg.string({ required: true, description: '`midterm` or `final`.' }),
        event: t.arg({ type: TestEventRef, required: true, description: 'What happened.' }),
        value: t.arg.string({ description: 'The mark of the make-up test as cell text.' }),
        reason,
      },
      resolve: async (_, { column, ...args }, ctx) => {
        if (column !== 'midterm' && column !== 'final') throw new NotFound('Gradebook')
        await recordTestEvent(ctx, decodeBook(args.gradebook), {
          student_id: decodeStudent(args.student).student_id,
          column,
          event: args.event,
          value: args.value ?? null,
          reason: args.reason,
        })
        return true
      },
    }),
    exemptPupil: t.field({
      type: 'Boolean',
      description: 'Exempts a pupil from the practice of a subject (Điều 10) or from a whole subject (Điều 11).',
      args: {
        student: year.student,
        academicYear: year.academicYear,
        subject: t.arg.int({ required: true, description: 'The number of the subject.' }),
        wholeSubject: t.arg.boolean({ required: true, description: 'The whole subject, or its practice alone.' }),
        term: t.arg.int({ description: 'One term; absent is the whole year.' }),
        document: t.arg.string({ required: true, description: 'The papers on which it rests.' }),
      },
      resolve: async (_, args, ctx) => {
        const term = args.term === 1 || args.term === 2 ? args.term : null
        await exempt(ctx, {
          ...decodeStudent(args.student),
          academic_year: args.academicYear,
          subject_id: args.subject,
          extent: args.wholeSubject ? 'subject' : 'practice',
          term,
          document: args.document,
        })
        return true
      },
    }),
    endExemption: t.field({
      type: 'Boolean',
      description: 'Ends an exemption, with a reason.',
      args: { id: t.arg.id({ required: true, description: 'The exemption.' }), reason },
      resolve: async (_, args, ctx) => {
        const [school, id] = decodeKey('Exemption', args.id)
        await endExemption(
          ctx,
          { school_id: keyNumber('Exemption', school), id: keyUuid('Exemption', id) },
          args.reason,
        )
        return true
      },
    }),
  }
})
