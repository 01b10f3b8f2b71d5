import { enumOf } from '../../../platform/enum.ts'
import { builder } from '../../../platform/graphql.ts'
import { personal } from '../../../platform/machine.ts'
import { AccountSlipRef } from '../../identity/public.ts'
import { decodeClass, encodeClass } from '../../organisation/public.ts'
import { encodeStudent } from '../keys.ts'
import { GuardianKindRef } from '../records/student-enums.ts'
import { checkSlip, claimSlip, type SlipOffer } from './claim.ts'
import { decodeGuardianship, encodeGuardianship } from './keys.ts'
import {
  classGuardians,
  type ClassGuardian,
  type ClassGuardians,
  type GuardedPupil,
  type GuardianState,
} from './queries.ts'
import { openPupilAccounts, pupilsWithoutAccount } from './pupil-accounts.ts'
import { endGuardianAccess, printSlips, slipDays, type GuardianSlip } from './slips.ts'

const StateRef = enumOf<GuardianState>('GuardianState', 'How far a guardian has come.', {
  none: 'No slip has been printed.',
  slip: 'A slip waits to be used.',
  dead: 'The last slip expired or died of wrong tries.',
  claimed: 'An account is bound to the child.',
  ended: 'The school has ended the access.',
})

const ClassGuardianRef = builder.objectRef<ClassGuardian>('ClassGuardian').implement({
  description: 'A guardian of a pupil, as whoever prints the slips sees them.',
  fields: (t) => ({
    id: t.id({ description: 'Opaque id.', resolve: (guardian) => encodeGuardianship(guardian) }),
    kind: t.expose('kind', { type: GuardianKindRef, description: 'What they are to the pupil.' }),
    fullName: t.exposeString('full_name', { description: 'The name in the record.' }),
    state: t.expose('state', { type: StateRef, description: 'How far they have come.' }),
    claimedAt: t.expose('claimed_at', {
      type: 'DateTime',
      nullable: true,
      description: 'Since when an account is bound to the child.',
    }),
    slipUntil: t.expose('slip_until', {
      type: 'DateTime',
      nullable: true,
      description: 'Until when the last slip works.',
    }),
    endedOn: t.expose('ended_on', { type: 'LocalDate', nullable: true, description: 'When the access ended.' }),
    endReason: t.exposeString('end_reason', { nullable: true, description: 'Why it ended.' }),
    hasSecondFact: t.exposeBoolean('has_second_fact', {
      description: 'Whether the record has a number whose last digits can be asked for; no slip without.',
    }),
  }),
})

const PupilRef = builder.objectRef<GuardedPupil>('GuardedPupil').implement({
  description: 'A pupil of a class with the guardians in the record.',
  fields: (t) => ({
    student: t.id({ description: "The pupil's record.", resolve: (pupil) => encodeStudent(pupil) }),
    number: t.exposeInt('number', { nullable: true, description: 'The class number (STT).' }),
    code: t.exposeString('code', { description: "The pupil's code in the school." }),
    restName: t.exposeString('rest_name', { description: 'Family and middle names.' }),
    givenName: t.exposeString('given_name', { description: 'The given name.' }),
    birthDate: t.expose('birth_date', { type: 'LocalDate', description: 'Tells equal names apart.' }),
    guardians: t.field({
      type: [ClassGuardianRef],
      description: 'The guardians in the record.',
      resolve: (pupil) => pupil.guardians,
    }),
  }),
})

const ClassGuardiansRef = builder.objectRef<ClassGuardians>('ClassGuardians').implement({
  description: "Who has claimed which child of a class; for the homeroom teacher and the school's office.",
  fields: (t) => ({
    schoolName: t.exposeString('school_name', { description: 'The school.' }),
    className: t.exposeString('class_name', { description: 'The class.' }),
    canEnd: t.exposeBoolean('can_end', { description: "Whether the reader may end a guardian's access." }),
    classId: t.id({ description: 'The id of the class.', resolve: (one) => encodeClass(one) }),
    pupilsWithoutAccount: t.int({
      description: 'How many of its pupils have no account, for whoever may open one; 0 for others.',
      resolve: async (one, _, ctx) => (await pupilsWithoutAccount(ctx, one)).length,
    }),
    pupils: t.field({ type: [PupilRef], description: 'The pupils by number.', resolve: (one) => one.pupils }),
  }),
})

const SlipRef = builder.objectRef<GuardianSlip>('GuardianSlip').implement({
  description: 'A printed slip. Its code is shown this once; only its hash is kept.',
  fields: (t) => ({
    guardian: t.id({ description: 'The guardian in the record.', resolve: (slip) => encodeGuardianship(slip) }),
    kind: t.expose('kind', { type: GuardianKindRef, description: 'What they are to the pupil.' }),
    guardianName: t.exposeString('guardian_name', { description: 'The name of the guardian.' }),
    childName: t.exposeString('child_name', { description: 'The name of the pupil.' }),
    className: t.exposeString('class_name', { description: 'The class.' }),
    schoolName: t.exposeString('school_name', { description: 'The school.' }),
    code: t.exposeString('code', { description: 'The code.' }),
    expiresAt: t.expose('expires_at', { type: 'DateTime', description: 'Until when it works.' }),
  }),
})

const WayRef = enumOf<SlipOffer['way']>('SlipWay', 'How a slip leads to the child.', {
  add: 'The child comes to the account that is signed in.',
  reset: "The guardian's account is there and gets a new password.",
  sign_in: 'The guardian has an account of a unit and signs in first.',
  new: 'An account is made.',
})

const OfferRef = builder.objectRef<SlipOffer>('SlipOffer').implement({
  description: 'What a slip opens, once its code and the second fact are right.',
  fields: (t) => ({
    childName: t.exposeString('child_name', { description: 'The name of the pupil.' }),
    className: t.exposeString('class_name', { description: 'The class.' }),
    schoolName: t.exposeString('school_name', { description: 'The school.' }),
    guardianName: t.exposeString('guardian_name', { description: 'The guardian to whom the slip belongs.' }),
    kind: t.expose('kind', { type: GuardianKindRef, description: 'What they are to the pupil.' }),
    way: t.expose('way', { type: WayRef, description: 'How it goes on.' }),
    login: t.exposeString('login', { nullable: true, description: 'The login of the account that is there.' }),
  }),
})

const ClaimedRef = builder.objectRef<{ login: string; child_name: string }>('ClaimedChild').implement({
  description: 'A child that is bound to an account now.',
  fields: (t) => ({
    login: t.exposeString('login', { description: 'The login of the account.' }),
    childName: t.exposeString('child_name', { description: 'The name of the pupil.' }),
  }),
})

builder.queryField('classGuardians', (t) =>
  t.field({
    type: ClassGuardiansRef,
    nullable: true,
    description: 'Who has claimed which child of a class.',
    args: {
      unit: t.arg.string({ required: true, description: "The school's name in addresses." }),
      year: t.arg.int({ required: true, description: '2026 is 2026–2027.' }),
      class: t.arg.string({ required: true, description: "The class's name in addresses." }),
    },
    resolve: (_, { unit, year, class: slug }, ctx) => classGuardians(ctx, { unit, academic_year: year, class: slug }),
  }),
)

const codeArg = { required: true, description: 'The code on the slip, however it is written.' } as const
const digitsArg = {
  required: true,
  description: "The last four digits of the guardian's identity number or telephone number, as the school has it.",
} as const

builder.mutationFields((t) => ({
  printGuardianSlips: t.field({
    extensions: personal,
    type: [SlipRef],
    description: `Prints slips for guardians of one school, good for ${slipDays} days and one use. Earlier open slips die.`,
    args: { guardians: t.arg.idList({ required: true, description: 'The guardians, at most 300.' }) },
    resolve: (_, { guardians }, ctx) => printSlips(ctx, guardians.map(decodeGuardianship)),
  }),
  openPupilAccounts: t.field({
    extensions: personal,
    type: [AccountSlipRef],
    description: 'Opens accounts for the pupils of a class who have none, from their records, with their codes.',
    args: { class: t.arg.id({ required: true, description: 'The class.' }) },
    resolve: (_, args, ctx) => openPupilAccounts(ctx, decodeClass(args.class)),
  }),
  endGuardianAccess: t.id({
    description:
      "Ends a guardian's access to a child; sessions end and the other guardian is told. Gives the guardian.",
    args: {
      guardian: t.arg.id({ required: true, description: 'The guardian in the record.' }),
      reason: t.arg.string({ required: true, description: 'Why.' }),
    },
    resolve: async (_, { guardian, reason }, ctx) => {
      await endGuardianAccess(ctx, decodeGuardianship(guardian), reason)
      return guardian
    },
  }),
  checkGuardianSlip: t.field({
    extensions: personal,
    type: OfferRef,
    description:
      'Judges a slip with the second fact. Wrong, used, expired and unknown are refused alike; five wrong tries kill it.',
    args: { code: t.arg.string(codeArg), digits: t.arg.string(digitsArg) },
    resolve: (_, proof, ctx) => checkSlip(ctx, proof),
  }),
  claimGuardianSlip: t.field({
    extensions: personal,
    type: ClaimedRef,
    description:
      'Binds an account to the child: the one signed in, the one that is there with a new password, or a new one.',
    args: {
      code: t.arg.string(codeArg),
      digits: t.arg.string(digitsArg),
      login: t.arg.string({ description: 'A telephone number or a name, for a new account.' }),
      password: t.arg.string({ description: 'The password, unless one is signed in.' }),
    },
    resolve: (_, { login, password, ...proof }, ctx) =>
      claimSlip(ctx, proof, { login: login ?? null, password: password ?? null }),
  }),
}))
