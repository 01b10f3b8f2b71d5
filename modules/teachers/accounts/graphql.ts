import { may } from '../../../platform/ability.ts'
import { NotFound } from '../../../platform/errors.ts'
import { builder } from '../../../platform/graphql.ts'
import { personal } from '../../../platform/machine.ts'
import { AccountSlipRef, UnitAccountRef } from '../../identity/public.ts'
import { decodeUnit, SubjectRef, subjectLoader, UnitRef } from '../../organisation/public.ts'
import { decodeStaff } from '../keys.ts'
import { StaffRef } from '../staff/graphql.ts'
import { teachingLoader, type Teaching } from './teaching.ts'
import { accountLoader, openStaffAccounts, staffWithoutAccount } from './commands.ts'

builder.objectField(UnitRef, 'staffWithoutAccount', (t) =>
  t.int({
    description: 'How many of its staff have no account, for whoever may open one; 0 for others.',
    resolve: async (unit, _, ctx) => (await staffWithoutAccount(ctx, unit.id)).length,
  }),
)

const TeachingRef = builder.objectRef<Teaching>('Teaching').implement({
  description: 'A section that a person teaches today, or a class that they lead.',
  fields: (t) => ({
    school: t.exposeString('school_slug', { description: 'The school, by its name in addresses.' }),
    homeroom: t.boolean({
      description: 'Whether it is a class that they lead.',
      resolve: ({ kind }) => kind === 'homeroom',
    }),
    subject: t.field({
      type: SubjectRef,
      nullable: true,
      description: 'The subject; none of a class that they lead.',
      resolve: ({ subject_id }, _, ctx) => (subject_id === null ? null : subjectLoader(ctx).load(subject_id)),
    }),
    className: t.exposeString('class_name', { description: 'The class, or the group of pupils.' }),
  }),
})

builder.objectField(UnitAccountRef, 'teaching', (t) =>
  t.field({
    type: [TeachingRef],
    complexity: 5,
    description: 'What its person teaches and leads today, as far as the reader may see assignments.',
    resolve: ({ person_id }, _, ctx) => teachingLoader(ctx).load(person_id),
  }),
)

builder.objectField(StaffRef, 'hasAccount', (t) =>
  t.boolean({
    nullable: true,
    description: 'Whether this person has an account; null for whoever may not open one.',
    resolve: ({ school_id, person_id }, _, ctx) =>
      may(ctx.ability, 'create', 'Account', { unit_id: school_id }) ? accountLoader(ctx).load(person_id) : null,
  }),
)

builder.mutationField('openStaffAccounts', (t) =>
  t.field({
    extensions: personal,
    type: [AccountSlipRef],
    description: 'Opens accounts for the staff of a school who have none, from their records, with their codes.',
    args: {
      unit: t.arg.id({ required: true, description: 'The school.' }),
      staff: t.arg.idList({ description: 'Only these; all who have none where absent.' }),
    },
    resolve: (_, { unit, staff }, ctx) => {
      const school_id = decodeUnit(unit)
      const keys = staff?.map(decodeStaff)
      if (keys?.some((key) => key.school_id !== school_id)) throw new NotFound('Staff')
      return openStaffAccounts(ctx, school_id, keys?.map(({ staff_id }) => staff_id) ?? null)
    },
  }),
)
