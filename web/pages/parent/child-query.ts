import { graphql } from '../../graphql.ts'
import type { ResultOf } from '../../graphql.ts'

const LevelWhyParts = graphql(`
  fragment LevelWhyParts on LevelExplanation @_unmask {
    rule
    attempts {
      level
      reached
      conditions {
        code
        holds
        threshold
        required
        found
        subjects
      }
    }
    adjustment {
      rule
      applied
      subject
      from
      to
    }
    leftOut {
      subject
      why
    }
  }
`)
const WhyParts = graphql(`
  fragment WhyParts on SubjectExplanation @_unmask {
    kind
    rule
    divisor
    failed
    exact {
      numerator
      denominator
    }
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
const YearParts = graphql(`
  fragment YearParts on ChildYear @_unmask {
    academicYear
    unitName
    className
  }
`)
const TeacherParts = graphql(`
  fragment TeacherParts on TeacherName @_unmask {
    name
    givenName
    sex
  }
`)

/** Everything of the page in one answer: a phone on a slow line asks once. */
export const ChildQuery = graphql(
  `
    query ChildPage($id: ID, $year: Int) {
      children {
        id
        givenName
        years {
          ...YearParts
        }
      }
      child(id: $id) {
        id
        name
        givenName
        birthDate
        lastVisit
        years {
          ...YearParts
        }
        results(academicYear: $year) {
          school
          className
          grade
          scheme
          correctionsArchived
          older {
            term
            outcome
            older {
              average
              learning
              learningAfter
              conduct
              conductAfter
              title
            }
          }
          olderSubjects {
            subject
            name
            nameEn
            average
            passed
            exempt
          }
          absences {
            month
            excused
            unexcused
          }
          contact {
            teacher {
              ...TeacherParts
            }
            phone
            email
            schoolPhone
            schoolEmail
          }
          terms {
            term
            learning
            learningWhy {
              ...LevelWhyParts
            }
            conduct {
              level
              grounds
            }
            publishedAt
            publishedBy
            subjects {
              subject
              name
              nameEn
              assessment
              exempt
              average
              provisional
              passed
              comment
              commentSince
              teacher {
                ...TeacherParts
              }
              marks {
                kind
                position
                label
                value
                state
                since
                publishedAt
                publishedBy
              }
              corrections {
                column
                before
                after
                reason
                at
                by
              }
              why {
                ...WhyParts
              }
            }
          }
          year {
            learning
            learningWhy {
              ...LevelWhyParts
            }
            conduct
            conductWhy {
              level
              term1
              term2
            }
            outcomeWhy {
              code
              holds
              required
              found
            }
            retestSubjects
            learningBefore
            conductBefore
            absences
            outcome
            title
            publishedAt
            publishedBy
            subjects {
              subject
              name
              nameEn
              average
              passed
              exempt
              reassessedAverage
              reassessedPassed
              why {
                ...WhyParts
              }
            }
          }
        }
      }
    }
  `,
  [LevelWhyParts, WhyParts, YearParts, TeacherParts],
)

/** Notes the visit, so that the next one can mark what is new. */
export const VisitMutation = graphql(`
  mutation VisitChild($id: ID!) {
    visitChild(id: $id)
  }
`)

/** A child with what is published. */
export type Child = NonNullable<ResultOf<typeof ChildQuery>['child']>
/** A child's year in one school. */
export type Results = Child['results'][number]
/** A term of it. */
export type Term = Results['terms'][number]
/** A subject of a term. */
export type Subject = Term['subjects'][number]
/** A published mark. */
export type Mark = Subject['marks'][number]
/** A subject of the whole year. */
export type YearSubject = NonNullable<Results['year']>['subjects'][number]
