import './staff/graphql.ts'
import './assignments/graphql.ts'
