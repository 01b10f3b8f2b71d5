import { graphql } from '../../graphql.ts'
import type { ResultOf } from '../../graphql.ts'

/** An indicator by unit, this year and the one before. */
export const FiguresQuery = graphql(`
  query Figures(
    $indicator: Indicator!
    $academicYear: Int!
    $term: Int!
    $by: FiguresBy!
    $commune: String
    $school: String
    $level: SchoolLevel
    $grade: Int
    $sex: Int
    $ethnicity: EthnicityGroup
    $policy: PolicyGroup
    $subject: String
    $counting: FiguresCounting
  ) {
    figures(
      indicator: $indicator
      academicYear: $academicYear
      term: $term
      by: $by
      commune: $commune
      school: $school
      level: $level
      grade: $grade
      sex: $sex
      ethnicity: $ethnicity
      policy: $policy
      subject: $subject
      counting: $counting
    ) {
      measure
      law
      counting
      at
      place {
        commune
        communeName
        school
        schoolName
      }
      whole {
        key
        name
        schools
        completeSchools
        base
        baseBefore
        now
        before
        few
        counted
      }
      rows {
        key
        name
        schools
        completeSchools
        base
        baseBefore
        now
        before
        few
        counted
      }
    }
  }
`)

/** The terms for which there are figures. */
export const PeriodsQuery = graphql(`
  query FigurePeriods {
    figurePeriods {
      academicYear
      term
      approved
    }
  }
`)

/** The subjects of the programme, for the filter of marks. */
export const SubjectsQuery = graphql(`
  query FigureSubjects($grades: [Int!]!, $academicYear: Int!) {
    curriculum(grades: $grades, academicYear: $academicYear) {
      scored
      subject {
        code
        name
      }
    }
  }
`)

/** The figures that answer a question. */
export type Figures = ResultOf<typeof FiguresQuery>['figures']
/** One unit's figure. */
export type FigureRow = Figures['whole']
