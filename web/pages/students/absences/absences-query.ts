import { graphql, type ResultOf } from '../../../graphql.ts'

/** The absences of a class. */
export const AbsencesQuery = graphql(`
  query ClassAbsences($unit: String!, $year: Int!, $class: String!) {
    classAbsences(unit: $unit, year: $year, class: $class) {
      id
      className
      academicYear
      months
      mayUpdate
      lines {
        student
        number
        code
        restName
        givenName
        leftOn
        total
        level
        months {
          month
          excused
          unexcused
        }
      }
    }
  }
`)

export const RecordAbsences = graphql(`
  mutation RecordAbsences($class: ID!, $rows: [AbsenceInput!]!) {
    recordAbsences(class: $class, rows: $rows) {
      change
      savedAt
      rows {
        student
        month
        status
        refusal
        excused
        unexcused
        total
        level
        by
        at
      }
    }
  }
`)

/** A class's absences. */
export type ClassAbsences = ResultOf<typeof AbsencesQuery>['classAbsences']
/** A pupil's line. */
export type AbsenceLine = ClassAbsences['lines'][number]
/** What became of a row. */
export type AbsenceAnswer = ResultOf<typeof RecordAbsences>['recordAbsences']['rows'][number]
