import type { GraphQLSchema } from 'graphql'
import { builder } from '../platform/graphql.ts'
import '../modules/organisation/graphql.ts'
import '../modules/identity/graphql.ts'
import '../modules/desk/graphql.ts'
import '../modules/students/gradebook/graphql.ts'
import '../modules/students/gradebook/life/graphql.ts'
import '../modules/students/gradebook/graphql-grid.ts'

/** The executable API: every module's graphql.ts composed. Printed to schema.graphql and compared in CI. */
export const schema: GraphQLSchema = builder.toSchema()
