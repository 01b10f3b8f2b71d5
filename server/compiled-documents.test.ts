import { GraphQLInt, GraphQLNonNull, GraphQLObjectType, GraphQLSchema } from 'graphql'
import { expect, test } from 'vitest'
import type { Context } from '../platform/context.ts'
import { compiledDocuments } from './compiled-documents.ts'

const schema = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      one: { type: new GraphQLNonNull(GraphQLInt), resolve: () => Promise.resolve(1) },
      broken: { type: GraphQLInt, resolve: () => Promise.reject(new Error('unforeseen')) },
    },
  }),
})
const run = (text: string) => compiledDocuments(schema)(text, {} as Context, undefined)

test('a hot document is executed', async () => {
  expect(await run('query ChildPage { one two: one }')).toEqual({ data: { one: 1, two: 1 } })
})

test('an answer with an error, in whole or in part, is left to the normal executor, and so is all that is not hot', async () => {
  expect(await run('query ChildPage { one broken }')).toBeNull()
  expect(await run('query Other { one }')).toBeNull()
  expect(await run('mutation ChildPage { one }')).toBeNull()
})
