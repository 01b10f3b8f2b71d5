import { builder } from '../../../platform/graphql.ts'
import { decodeKey, encodeKey } from '../../../platform/key.ts'
import { personal } from '../../../platform/machine.ts'
import { addPasskey, beginPasskey, removePasskey } from './commands.ts'
import type { OwnPasskey } from './queries.ts'

/** One of the own passkeys. */
export const OwnPasskeyRef = builder.objectRef<OwnPasskey>('OwnPasskey').implement({
  description: 'One of the own passkeys: a key in a phone, a computer or a stick, that signs in without a password.',
  fields: (t) => ({
    id: t.id({ description: 'Opaque id.', resolve: ({ id }) => encodeKey('Passkey', [id]) }),
    name: t.exposeString('name', { description: 'What its owner calls it.' }),
    synced: t.exposeBoolean('synced', { description: "Whether the owner's devices share it." }),
    addedAt: t.expose('created_at', { type: 'DateTime', description: 'Since when it opens the account.' }),
    usedAt: t.expose('used_at', { type: 'DateTime', nullable: true, description: 'When it was used last.' }),
  }),
})

builder.mutationFields((t) => ({
  beginPasskey: t.string({
    extensions: personal,
    description: 'What a browser needs to make a passkey: PublicKeyCredentialCreationOptionsJSON of WebAuthn, as text.',
    resolve: (_, __, ctx) => beginPasskey(ctx),
  }),
  addPasskey: t.stringList({
    extensions: personal,
    description: 'Keeps the passkey that a browser made. Gives recovery codes with the first factor of an account.',
    args: {
      name: t.arg.string({ required: true, description: 'What its owner calls it.' }),
      answer: t.arg.string({ required: true, description: 'RegistrationResponseJSON of WebAuthn, as text.' }),
    },
    resolve: (_, input, ctx) => addPasskey(ctx, input),
  }),
  removePasskey: t.boolean({
    extensions: personal,
    description: 'Takes an own passkey away.',
    args: { id: t.arg.id({ required: true, description: 'The passkey.' }) },
    resolve: async (_, { id }, ctx) => {
      await removePasskey(ctx, Buffer.from(decodeKey('Passkey', id)[0] ?? '', 'base64url'))
      return true
    },
  }),
}))
