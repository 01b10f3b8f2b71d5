import { builder } from '../../../platform/graphql.ts'
import { AccountSlipRef } from '../../identity/public.ts'
import { decodeUnit, UnitRef } from '../../organisation/public.ts'
import { openStaffAccounts, staffWithoutAccount } from './commands.ts'

builder.objectField(UnitRef, 'staffWithoutAccount', (t) =>
  t.int({
    description: 'How many of its staff have no account, for whoever may open one; 0 for others.',
    resolve: async (unit, _, ctx) => (await staffWithoutAccount(ctx, unit.id)).length,
  }),
)

builder.mutationField('openStaffAccounts', (t) =>
  t.field({
    type: [AccountSlipRef],
    description: 'Opens accounts for the staff of a school who have none, from their records, with their codes.',
    args: { unit: t.arg.id({ required: true, description: 'The school.' }) },
    resolve: (_, { unit }, ctx) => openStaffAccounts(ctx, decodeUnit(unit)),
  }),
)
