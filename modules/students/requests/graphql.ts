import { may } from '../../../platform/ability.ts'
import { enumOf } from '../../../platform/enum.ts'
import { builder } from '../../../platform/graphql.ts'
import { decodeKey, encodeKey, keyNumber, keyUuid } from '../../../platform/key.ts'
import { personal } from '../../../platform/machine.ts'
import { UnitRef, unitLoader } from '../../organisation/public.ts'
import { decodeChild } from '../family/keys.ts'
import { answerRequest, askOfSchool, withdrawRequest } from './commands.ts'
import { requestsOf, schoolsToAnswer, type RequestRow } from './queries.ts'
import type { RequestAbout, RequestKind, RequestState } from './tables.ts'

const KindRef = enumOf<RequestKind>('RequestKind', 'What is asked of the school about its records.', {
  correction: 'That something wrong be corrected.',
  objection: 'That something not be done with the data.',
})
const AboutRef = enumOf<RequestAbout>('RequestAbout', 'What a request is about.', {
  name: 'The name.',
  birth: 'Birth date or place.',
  contact: 'Address, telephone, guardians.',
  circumstances: 'Ethnicity, policy group, health, circumstances.',
  results: 'Marks, conduct, results.',
  publication: 'What is published or shown to others.',
  other: 'Something else.',
})
const StateRef = enumOf<RequestState>('RequestState', 'How a request stands.', {
  open: 'It waits for an answer.',
  done: 'It was done.',
  refused: 'It was refused, with a reason.',
  withdrawn: 'The asker took it back.',
})

const RequestRef = builder.objectRef<RequestRow>('RecordRequest').implement({
  description: 'What a family or a pupil asks of a school about the records it holds (Law 91/2025/QH15).',
  fields: (t) => ({
    id: t.id({
      description: 'Opaque id.',
      resolve: ({ school_id, id }) => encodeKey('RecordRequest', [school_id, id]),
    }),
    school: t.field({
      type: UnitRef,
      nullable: true,
      description: 'The school that answers.',
      resolve: ({ school_id }, _, ctx) => unitLoader(ctx).load(school_id),
    }),
    pupil: t.exposeString('pupil', { description: 'Whose record.' }),
    className: t.exposeString('class_name', { nullable: true, description: 'The class at that time.' }),
    asker: t.exposeString('asker', { description: 'Who asks.' }),
    kind: t.expose('kind', { type: KindRef, description: 'What is asked.' }),
    about: t.expose('about', { type: AboutRef, description: 'What it is about.' }),
    words: t.exposeString('words', { description: 'In the words of the asker.' }),
    askedAt: t.expose('asked_at', { type: 'DateTime', description: 'When.' }),
    answerBy: t.expose('answer_by', { type: 'LocalDate', description: 'The last day for an answer.' }),
    late: t.boolean({
      description: 'Whether that day has passed without an answer.',
      resolve: ({ state, answer_by }, _, ctx) => state === 'open' && answer_by < ctx.today,
    }),
    state: t.expose('state', { type: StateRef, description: 'How it stands.' }),
    answer: t.exposeString('answer', { nullable: true, description: 'The answer.' }),
    answeredBy: t.exposeString('answered_by_name', { nullable: true, description: 'Who answered.' }),
    answeredAt: t.expose('answered_at', { type: 'DateTime', nullable: true, description: 'When it was answered.' }),
    own: t.boolean({
      description: 'Whether the reader asked it.',
      resolve: ({ person_id }, _, ctx) => person_id === ctx.account?.person_id,
    }),
    mayAnswer: t.boolean({
      description: 'Whether the reader may answer it.',
      resolve: (row, _, ctx) =>
        row.state === 'open' &&
        row.person_id !== ctx.account?.person_id &&
        may(ctx.ability, 'decide', 'RecordRequest', row),
    }),
  }),
})

builder.queryFields((t) => ({
  ownRequests: t.field({
    extensions: personal,
    type: [RequestRef],
    description: 'What the signed-in person has asked of schools, open ones first; at most 200.',
    resolve: (_, __, ctx) => requestsOf(ctx, { own: true }),
  }),
  schoolRequests: t.field({
    type: [RequestRef],
    description:
      'What is asked of the schools whose records the reader keeps or whose class they lead, open ones first.',
    args: { open: t.arg.boolean({ description: 'Only what waits for an answer.' }) },
    resolve: (_, { open }, ctx) => schoolsToAnswer(ctx, open ?? false),
  }),
}))

builder.mutationFields((t) => {
  const request = t.arg.id({ required: true, description: 'The request.' })
  return {
    askOfSchool: t.field({
      extensions: personal,
      type: RequestRef,
      description: "Asks the school for a correction of a child's record, or objects; the own as a pupil.",
      args: {
        child: t.arg.id({ required: true, description: 'The child.' }),
        kind: t.arg({ type: KindRef, required: true, description: 'What is asked.' }),
        about: t.arg({ type: AboutRef, required: true, description: 'What it is about.' }),
        words: t.arg.string({ required: true, description: 'What is wrong, or not wanted; 2,000 letters at most.' }),
      },
      resolve: (_, { child, ...asked }, ctx) => askOfSchool(ctx, { ...asked, child: decodeChild(child) }),
    }),
    withdrawRequest: t.field({
      extensions: personal,
      type: RequestRef,
      description: 'Takes an own request back that nobody has answered.',
      args: { request },
      resolve: (_, input, ctx) => withdrawRequest(ctx, keyOf(input.request)),
    }),
    answerRequest: t.field({
      type: RequestRef,
      description: 'Answers a request: done, or refused. The asker is told.',
      args: {
        request,
        done: t.arg.boolean({ required: true, description: 'Done, or refused.' }),
        answer: t.arg.string({ required: true, description: 'What was done, or why not.' }),
      },
      resolve: (_, input, ctx) => answerRequest(ctx, keyOf(input.request), input),
    }),
  }
})

function keyOf(id: string): { school_id: number; id: string } {
  const [school, uuid] = decodeKey('RecordRequest', id)
  return { school_id: keyNumber('RecordRequest', school), id: keyUuid('RecordRequest', uuid) }
}
