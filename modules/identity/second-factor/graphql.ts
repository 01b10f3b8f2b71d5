import { builder } from '../../../platform/graphql.ts'
import { personal } from '../../../platform/machine.ts'
import { decodeAccount } from '../accounts/keys.ts'
import {
  beginSecondFactor,
  confirmSecondFactor,
  endSecondFactor,
  renewRecoveryCodes,
  resetSecondFactor,
  type FactorOffer,
} from './commands.ts'
import { OwnPasskeyRef } from '../passkeys/graphql.ts'
import { ownPasskeys } from '../passkeys/queries.ts'
import { ownFactor, type OwnFactor } from './queries.ts'

const OfferRef = builder.objectRef<FactorOffer>('SecondFactorOffer').implement({
  description: 'What an authenticator app is given. Seen this once.',
  fields: (t) => ({
    secret: t.exposeString('secret', { description: 'The secret, to be typed in (base32).' }),
    uri: t.exposeString('uri', { description: 'The same as an otpauth:// address, for a QR code.' }),
  }),
})

const FactorRef = builder.objectRef<OwnFactor>('OwnSecondFactor').implement({
  description: 'The own second factor.',
  fields: (t) => ({
    since: t.expose('confirmed_at', { type: 'DateTime', nullable: true, description: 'Since when it is asked for.' }),
    codesLeft: t.exposeInt('codes_left', { description: 'Recovery codes that are not used yet.' }),
    passkeys: t.field({
      type: [OwnPasskeyRef],
      description: 'The own passkeys, the oldest first.',
      resolve: (_, __, ctx) => ownPasskeys(ctx),
    }),
    demanded: t.exposeBoolean('demanded', { description: 'Whether a post demands one.' }),
  }),
})

builder.queryField('ownSecondFactor', (t) =>
  t.field({
    extensions: personal,
    type: FactorRef,
    description: 'The own second factor.',
    resolve: (_, __, ctx) => ownFactor(ctx),
  }),
)

builder.mutationFields((t) => {
  const code = t.arg.string({ required: true, description: 'A code of the app, or a recovery code.' })
  return {
    beginSecondFactor: t.field({
      extensions: personal,
      type: OfferRef,
      description: 'Offers a secret to an authenticator app; it is asked for once its first code is confirmed.',
      resolve: (_, __, ctx) => beginSecondFactor(ctx),
    }),
    confirmSecondFactor: t.stringList({
      extensions: personal,
      description: 'Puts the second factor in use and gives the recovery codes. Other sessions end.',
      args: { code },
      resolve: (_, input, ctx) => confirmSecondFactor(ctx, input.code),
    }),
    renewRecoveryCodes: t.stringList({
      extensions: personal,
      description:
        'New recovery codes; the old ones die. Without a code, password or passkey must have been given just now.',
      args: { code: t.arg.string({ description: 'A code of the app, or a recovery code.' }) },
      resolve: (_, input, ctx) => renewRecoveryCodes(ctx, input.code?.trim() || null),
    }),
    endSecondFactor: t.boolean({
      extensions: personal,
      description: 'Takes the own second factor away.',
      args: { code },
      resolve: async (_, input, ctx) => {
        await endSecondFactor(ctx, input.code)
        return true
      },
    }),
    resetSecondFactor: t.boolean({
      extensions: personal,
      description: "Takes somebody's second factor away, as when the phone is lost. Their sessions end.",
      args: {
        account: t.arg.id({ required: true, description: 'The account.' }),
        reason: t.arg.string({ required: true, description: 'Why.' }),
      },
      resolve: async (_, { account, reason }, ctx) => {
        await resetSecondFactor(ctx, decodeAccount(account), reason)
        return true
      },
    }),
  }
})
