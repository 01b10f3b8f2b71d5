import { useQuery } from 'urql'
import { graphql } from '../graphql.ts'
import type { ResultOf } from '../graphql.ts'
import { useViewer } from './session.ts'

const HomeroomsQuery = graphql(`
  query Homerooms {
    homeroomClasses {
      unit
      class
      className
      academicYear
      term
    }
  }
`)

/** A class that the person leads. */
export type Homeroom = ResultOf<typeof HomeroomsQuery>['homeroomClasses'][number]

/** The classes that the person leads today; none for anybody who leads none, and until they are known. */
export function useHomerooms(): readonly Homeroom[] {
  const leads = useViewer().posts.some((post) => post.role === 'homeroom')
  const [{ data }] = useQuery({ query: HomeroomsQuery, pause: !leads })
  return data?.homeroomClasses ?? none
}

const none: readonly Homeroom[] = []
