import { graphql, type ResultOf } from '../../../graphql.ts'

/** The frame of a school's list: its classes, and what the person may do. */
export const SchoolPupilsQuery = graphql(`
  query SchoolPupils($unit: String!, $year: Int!) {
    schoolPupils(unit: $unit, year: $year) {
      unit {
        id
        slug
        name
        shortName
      }
      academicYear
      mayCreate
      mayImport
      mayExport
      seesPrivate
      classes {
        id
        name
        slug
        grade
        size
        homeroom
        mayReadAbsences
      }
    }
  }
`)

/** A page of the list. */
export const PupilsQuery = graphql(`
  query Pupils(
    $unit: String!
    $year: Int!
    $first: Int!
    $after: String
    $sort: StudentSort
    $descending: Boolean
    $filter: StudentFilter
  ) {
    schoolPupils(unit: $unit, year: $year) {
      pupils(first: $first, after: $after, sort: $sort, descending: $descending, filter: $filter) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            id
            code
            restName
            givenName
            sex
            birthDate
            ethnicityName
            residence
            phone
            policyGroups
            disability
            registerNumber
            admittedOn
            seat {
              className
              classSlug
              number
              status
              endsOn
            }
          }
        }
      }
    }
  }
`)

/** Pupils of all schools that the person may see. */
export const ProvincePupilsQuery = graphql(`
  query ProvincePupils($year: Int!, $first: Int!, $after: String, $filter: StudentFilter!) {
    students(year: $year, first: $first, after: $after, filter: $filter) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          code
          restName
          givenName
          sex
          birthDate
          school {
            shortName
            slug
          }
          seat {
            className
            classSlug
            number
            status
          }
        }
      }
    }
  }
`)

/** The school of a list, with its classes. */
export type SchoolPupils = ResultOf<typeof SchoolPupilsQuery>['schoolPupils']
/** A pupil of a list. */
export type ListedPupil = ResultOf<typeof PupilsQuery>['schoolPupils']['pupils']['edges'][number]['node']
/** A pupil found in the province. */
export type FoundPupil = ResultOf<typeof ProvincePupilsQuery>['students']['edges'][number]['node']
