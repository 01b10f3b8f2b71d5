import { graphql } from '../../graphql.ts'
import type { ResultOf } from '../../graphql.ts'

/** How the installation is. */
export const SystemQuery = graphql(`
  query SystemState {
    systemState {
      at
      checks {
        part
        level
        text
        remedy
        values {
          name
          value
        }
      }
      processes {
        pid
        part
        startedAt
        memory
        delay
        errors {
          id
          at
          code
        }
      }
      replicas {
        name
        used
        lag
      }
      statements {
        name
        calls
        mean
        longest
      }
      failedJobs {
        kind
        errorId
        finishedAt
      }
      program {
        version
        schema
        node
      }
    }
  }
`)

/** The answer as the page holds it. */
export type SystemData = ResultOf<typeof SystemQuery>['systemState']
/** One part with its verdict. */
export type Check = SystemData['checks'][number]
