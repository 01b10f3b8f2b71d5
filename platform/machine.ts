import { defaultFieldResolver, type GraphQLSchema } from 'graphql'
import type { Context, SignedIn } from './context.ts'
import { TokenRefused, Unauthenticated } from './errors.ts'

/** What marks a root field as a person's own: `extensions: personal`. A machine that asks with a token is refused. */
export const personal = { personal: true } as const

/** The person who is signed in; throws TokenRefused for a machine and Unauthenticated for nobody. */
export function personIn({ account, machine }: Context): SignedIn {
  if (machine) throw new TokenRefused('persons_only')
  if (!account) throw new Unauthenticated()
  return account
}

/**
 * Stands before the resolvers of the schema's root fields: a machine reaches nothing that is a person's own, and with a
 * token that only reads no mutation. It stands in the schema itself, so that no way of executing goes round it.
 */
export function guardMachines(schema: GraphQLSchema): GraphQLSchema {
  const writing = Object.values(schema.getMutationType()?.getFields() ?? {})
  const reading = Object.values(schema.getQueryType()?.getFields() ?? {})
  for (const field of [...reading.filter(({ extensions }) => extensions.personal), ...writing]) {
    const { resolve = defaultFieldResolver, extensions } = field
    field.resolve = (source, args, context: Context, info) => {
      const { machine } = context
      if (machine && extensions.personal) throw new TokenRefused('persons_only')
      if (machine?.readOnly && writing.includes(field)) throw new TokenRefused('read_only')
      return resolve(source, args, context, info) as unknown
    }
  }
  return schema
}
