import './staff/graphql.ts'
import './accounts/graphql.ts'
import './assignments/graphql.ts'
