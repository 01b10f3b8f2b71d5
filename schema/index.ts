import type { GraphQLSchema } from 'graphql'
import { builder } from '../platform/graphql.ts'
import '../modules/organisation/graphql.ts'
import '../modules/identity/graphql.ts'
import '../modules/desk/graphql.ts'
import '../modules/students/records/graphql.ts'
import '../modules/students/guardians/graphql.ts'
import '../modules/students/enrollment/graphql.ts'
import '../modules/students/absences/graphql.ts'
import '../modules/students/gradebook/graphql.ts'
import '../modules/students/gradebook/life/graphql.ts'
import '../modules/students/conduct/graphql.ts'
import '../modules/students/results/graphql.ts'
import '../modules/students/gradebook/graphql-grid.ts'
import '../modules/students/family/graphql.ts'
import '../modules/students/overview/graphql.ts'

/** The executable API: every module's graphql.ts composed. Printed to schema.graphql and compared in CI. */
export const schema: GraphQLSchema = builder.toSchema()
