import './unit-type.ts'
import './imports/graphql.ts'
