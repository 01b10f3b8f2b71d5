import { useQuery } from 'urql'
import { graphql, problemOf } from '../graphql.ts'
import type { Problem, ResultOf } from '../graphql.ts'
import { placePath, termSlug, yearSlug } from './place.ts'
import { useViewer } from './session.ts'

const OwnSectionsQuery = graphql(`
  query OwnSections {
    mySections {
      gradebook
      academicYear
      term
      state
      pupils
      regularDue
      entered
      closesOn
      heldOn
      locked
      midtermMean
      place {
        unit
        unitName
        class
        className
        subject
        subjectName
      }
    }
  }
`)

/** A section that the person teaches this term, with how far its book is. */
export type OwnSection = ResultOf<typeof OwnSectionsQuery>['mySections'][number]

/** The sections that the person teaches this term; none for anybody who teaches nothing, and until they are known. */
export function useOwnSections(): readonly OwnSection[] {
  return useOwnSectionsAsked().sections ?? none
}

/** The same for a page that waits for them: undefined until they are known, and what went wrong. */
export function useOwnSectionsAsked(): { sections?: readonly OwnSection[]; problem?: Problem; retry: () => void } {
  const teaches = useViewer().posts.some((post) => post.role === 'subject_teacher')
  const [{ data, error }, again] = useQuery({ query: OwnSectionsQuery, pause: !teaches })
  const retry = () => again({ requestPolicy: 'network-only' })
  if (!teaches) return { sections: none, retry }
  return { sections: data?.mySections, problem: error && problemOf(error), retry }
}

/** Where a section's book is. */
export function bookPath({ place, academicYear, term }: OwnSection): string {
  return placePath({ ...place, year: yearSlug(academicYear), term: termSlug(term) })
}

/**
 * How far a book is, as one number for every page: the midterm marks, and once they are all there the final ones as
 * soon as one of them is.
 */
export function progressOf({ entered, pupils }: Pick<OwnSection, 'entered' | 'pupils'>): { done: number; of: number } {
  const [midterm = 0, final = 0] = entered.slice(-2)
  return { done: final > 0 && midterm >= pupils ? final : midterm, of: pupils }
}

const none: readonly OwnSection[] = []
