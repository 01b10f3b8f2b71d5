import { builder } from '../../../platform/graphql.ts'
import { personal } from '../../../platform/machine.ts'
import { beginConnecting, connectedSince, disconnectProvider } from './own.ts'

builder.queryField('ownProviderSince', (t) =>
  t.field({
    extensions: personal,
    type: 'DateTime',
    nullable: true,
    description: "Since when the province's identity provider opens the own account; null where it does not.",
    resolve: (_, __, ctx) => connectedSince(ctx),
  }),
)

builder.mutationFields((t) => ({
  beginConnecting: t.string({
    extensions: personal,
    description:
      "Begins to connect the own account with the province's identity provider: go to /session/provider?connect= with it.",
    resolve: (_, __, ctx) => beginConnecting(ctx),
  }),
  disconnectProvider: t.boolean({
    extensions: personal,
    description: "The province's identity provider opens the own account no longer.",
    resolve: async (_, __, ctx) => {
      await disconnectProvider(ctx)
      return true
    },
  }),
}))
