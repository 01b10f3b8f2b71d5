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

/** Several indicators by unit. */
export const HeatQuery = graphql(`
  query Heat(
    $indicators: [Indicator!]!
    $academicYear: Int!
    $term: Int!
    $by: FiguresBy!
    $commune: String
    $school: String
    $level: SchoolLevel
    $grade: Int
    $sex: Int
    $subject: String
    $counting: FiguresCounting
  ) {
    heat(
      indicators: $indicators
      academicYear: $academicYear
      term: $term
      by: $by
      commune: $commune
      school: $school
      level: $level
      grade: $grade
      sex: $sex
      subject: $subject
      counting: $counting
    ) {
      at
      counting
      place {
        commune
        communeName
        school
        schoolName
      }
      columns {
        indicator
        measure
      }
      whole {
        key
        name
        cells {
          now
          few
        }
      }
      rows {
        key
        name
        cells {
          now
          few
        }
      }
    }
  }
`)

const SpreadParts = graphql(`
  fragment SpreadParts on MarkSpread @_unmask {
    few
    summary {
      marks
      mean
      lowerQuartile
      median
      upperQuartile
      belowFive
      fromEight
    }
  }
`)

/** How the marks of a subject are spread, by unit, grade or year. */
export const SpreadQuery = graphql(
  `
    query Spread(
      $subject: String!
      $kind: SpreadKind!
      $academicYear: Int!
      $term: Int!
      $by: FiguresBy!
      $commune: String
      $school: String
      $level: SchoolLevel
      $grade: Int
      $counting: FiguresCounting
    ) {
      markSpreads(
        subject: $subject
        kind: $kind
        academicYear: $academicYear
        term: $term
        by: $by
        commune: $commune
        school: $school
        level: $level
        grade: $grade
        counting: $counting
      ) {
        counting
        counted
        at
        subject
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
          now {
            ...SpreadParts
            counts
          }
          before {
            ...SpreadParts
            counts
          }
        }
        reference {
          ...SpreadParts
          counts
        }
        rows {
          key
          name
          schools
          now {
            ...SpreadParts
          }
          before {
            ...SpreadParts
          }
        }
        outliers {
          key
          name
          marks
          mean
          deviations
        }
      }
    }
  `,
  [SpreadParts],
)

/** The same by grade or year, as small pictures beside each other. */
export const SmallSpreadsQuery = graphql(`
  query SmallSpreads(
    $subject: String!
    $kind: SpreadKind!
    $academicYear: Int!
    $term: Int!
    $by: FiguresBy!
    $commune: String
    $school: String
    $level: SchoolLevel
    $grade: Int
    $counting: FiguresCounting
  ) {
    markSpreads(
      subject: $subject
      kind: $kind
      academicYear: $academicYear
      term: $term
      by: $by
      commune: $commune
      school: $school
      level: $level
      grade: $grade
      counting: $counting
    ) {
      rows {
        key
        name
        now {
          counts
          summary {
            marks
            mean
          }
        }
        before {
          counts
        }
      }
    }
  }
`)

/** The figures that answer a question. */
export type Figures = ResultOf<typeof FiguresQuery>['figures']
/** One unit's figure. */
export type FigureRow = Figures['whole']
/** Several indicators by unit. */
export type HeatAnswer = ResultOf<typeof HeatQuery>['heat']
/** A unit of a heat table. */
export type HeatRow = HeatAnswer['whole']
/** How marks are spread. */
export type SpreadAnswer = ResultOf<typeof SpreadQuery>['markSpreads']
/** A unit's spread. */
export type SpreadRow = SpreadAnswer['rows'][number]
