import { graphql } from '../../../graphql.ts'
import type { ResultOf } from '../../../graphql.ts'
import { termOf, yearOf } from '../../../shell/place.ts'
import type { Place } from '../../../shell/place.ts'

/** The results of a class, without the reasons. */
export const ClassResultsQuery = graphql(`
  query ClassResults($unit: String!, $year: Int!, $term: Int!, $class: String!) {
    classResults(unit: $unit, academicYear: $year, term: $term, class: $class) {
      unit
      class
      className
      grade
      computed
      canSubmit
      canApprove
      canPublish
      canDecide
      canRetest
      approval {
        state
        submittedAt
        submittedBy
        approvedAt
        approvedBy
        publishedAt
        publishedBy
        reopenedAt
      }
      subjects {
        id
        name
        nameEn
        shortName
        assessment
      }
      pupils {
        student
        number
        code
        restName
        givenName
        birthDate
        leftOn
        level
        rawLevel
        levelAfter
        conduct
        conductAfter
        excused
        unexcused
        outcome
        title
        exemptions {
          subject
          extent
        }
        subjects {
          subject
          average
          provisional
          passed
          exempt
          midtermState
          finalState
          retestAverage
          retestPassed
        }
      }
    }
  }
`)

const ConditionParts = graphql(`
  fragment ConditionParts on RuleCondition @_unmask {
    code
    rule
    holds
    threshold
    required
    found
    subjects
  }
`)

const SubjectWhyParts = graphql(`
  fragment SubjectWhyParts on SubjectExplanation @_unmask {
    kind
    rule
    divisor
    exact {
      numerator
      denominator
    }
    failed
    terms {
      label
      position
      value
      weight
      state
    }
    missing {
      label
      position
      why
    }
  }
`)

/** One pupil's results with the reasons of each. */
export const PupilWhyQuery = graphql(
  `
    query PupilWhy($unit: String!, $year: Int!, $term: Int!, $class: String!, $student: ID!) {
      classResults(unit: $unit, academicYear: $year, term: $term, class: $class) {
        class
        pupils(student: $student) {
          student
          restName
          givenName
          disability
          level
          rawLevel
          levelAfter
          conduct
          conductAfter
          grounds
          excused
          unexcused
          outcome
          firstOutcome
          outcomeRule
          outcomeReason
          title
          titleWarnings
          retestSubjects
          why {
            rule
            missing
            attempts {
              level
              rule
              reached
              conditions {
                ...ConditionParts
              }
            }
            adjustment {
              rule
              applied
              subject
              levelWithout
              from
              to
            }
            leftOut {
              subject
              why
            }
          }
          conductWhy {
            level
            term1
            term2
          }
          outcomeWhy {
            ...ConditionParts
          }
          titleWhy {
            ...ConditionParts
          }
          exemptions {
            id
            subject
            extent
            term
            document
          }
          subjects {
            subject
            book
            average
            passed
            exempt
            midtermState
            finalState
            retestAverage
            retestPassed
            canMoveTest
            why {
              ...SubjectWhyParts
            }
            termsWhy {
              ...SubjectWhyParts
            }
          }
        }
      }
    }
  `,
  [ConditionParts, SubjectWhyParts],
)

/** A class's results as the page has them. */
export type ClassResultsData = NonNullable<ResultOf<typeof ClassResultsQuery>['classResults']>
/** A pupil's line. */
export type PupilLine = ClassResultsData['pupils'][number]
/** A subject of the class. */
export type SubjectHead = ClassResultsData['subjects'][number]
/** A pupil with the reasons. */
export type PupilWhy = NonNullable<ResultOf<typeof PupilWhyQuery>['classResults']>['pupils'][number]
/** A subject of a pupil with its reasons. */
export type SubjectOfPupil = PupilWhy['subjects'][number]
/** A test of a rule as the API gives it. */
export type ApiCondition = PupilWhy['outcomeWhy'][number]

/** What a query of results needs, from the address; undefined where the address names no class. */
export function resultVariables(place: Place) {
  const { unit, year, term, class: name } = place
  if (!unit || !year || !term || !name) return undefined
  return { unit, year: yearOf(year), term: termOf(term) ?? 0, class: name }
}
