import { graphql, type ResultOf } from '../../../graphql.ts'

/** The whole record of a pupil, as far as the person may see it. */
export const RecordQuery = graphql(`
  query PupilRecord($id: ID!, $year: Int!) {
    student(id: $id) {
      id
      fullName
      restName
      givenName
      otherName
      code
      registerNumber
      identityNumber
      sex
      birthDate
      birthPrecision
      birthPlace
      ethnicity
      religion
      nationality
      residence
      residenceCommune
      residenceProvince
      phone
      policyGroups
      poorHousehold
      disability
      assessmentByPlan
      unionMember
      note
      admittedOn
      version
      mayUpdate
      mayEnrol
      mayAddGuardian
      school {
        id
        slug
        shortName
      }
      seat {
        academicYear
        className
        classSlug
        number
        status
        startsOn
        endsOn
      }
      enrollments {
        academicYear
        className
        classSlug
        number
        status
        startsOn
        endsOn
        endReason
        repeating
      }
      guardians {
        id
        kind
        fullName
        birthYear
        occupation
        phone
        identityNumber
        claimedAt
        endedOn
        endReason
        mayUpdate
      }
      absences(year: $year) {
        month
        excused
        unexcused
      }
      carriedYears {
        academicYear
        grade
        className
        schoolName
        level
        conduct
        absences
        outcome
        title
        recordedAt
        recordedBy
        subjects {
          subject {
            shortName
          }
          average
          passed
        }
      }
    }
  }
`)

/** The history of a record, asked when it is opened. */
export const HistoryQuery = graphql(`
  query PupilHistory($id: ID!) {
    student(id: $id) {
      id
      history {
        id
        verb
        at
        by
        reason
        fields {
          table
          field
          before
          after
        }
      }
    }
  }
`)

export const UpdateStudent = graphql(`
  mutation UpdateStudent($id: ID!, $version: String!, $input: StudentInput!, $reason: String) {
    updateStudent(id: $id, version: $version, input: $input, reason: $reason) {
      id
      version
    }
  }
`)

export const AddGuardian = graphql(`
  mutation AddGuardian($student: ID!, $input: GuardianInput!) {
    addGuardian(student: $student, input: $input) {
      id
    }
  }
`)

export const UpdateGuardian = graphql(`
  mutation UpdateGuardian($id: ID!, $input: GuardianInput!) {
    updateGuardian(id: $id, input: $input) {
      id
    }
  }
`)

/** A pupil's record. */
export type PupilRecord = ResultOf<typeof RecordQuery>['student']
/** A guardian in it. */
export type Guardian = PupilRecord['guardians'][number]
