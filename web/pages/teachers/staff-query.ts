import { graphql, type ResultOf } from '../../graphql.ts'

/** A school with its staff. */
export const StaffQuery = graphql(`
  query StaffOfSchool($slug: String!) {
    unit(slug: $slug) {
      id
      name
      shortName
    }
    subjects {
      id
      name
    }
  }
`)

/** The staff themselves. */
export const StaffListQuery = graphql(`
  query StaffList($unit: ID!, $search: String, $left: Boolean) {
    canAddStaff(unit: $unit)
    staff(unit: $unit, search: $search, left: $left) {
      id
      fullName
      restName
      givenName
      code
      sex
      birthDate
      phone
      email
      team
      subjects {
        id
        name
      }
      startedOn
      leftOn
      canAlter
      hasAccount
    }
  }
`)

/** Takes somebody into the staff. */
export const AddStaff = graphql(`
  mutation AddStaff($unit: ID!, $identityNumber: String, $staff: StaffInput!) {
    addStaff(unit: $unit, identityNumber: $identityNumber, staff: $staff) {
      id
      fullName
    }
  }
`)

/** Opens an account from somebody's record. */
export const OpenStaffAccount = graphql(`
  mutation OpenStaffAccount($unit: ID!, $staff: [ID!]!) {
    openStaffAccounts(unit: $unit, staff: $staff) {
      account
      displayName
      login
      code
      expiresAt
    }
  }
`)

/** Alters somebody's record. */
export const AlterStaff = graphql(`
  mutation AlterStaff($staff: ID!, $changes: StaffInput!) {
    alterStaff(staff: $staff, changes: $changes) {
      id
      fullName
    }
  }
`)

/** Ends somebody's work here. */
export const LeaveStaff = graphql(`
  mutation LeaveStaff($staff: ID!, $on: LocalDate!, $reason: String!) {
    leaveStaff(staff: $staff, on: $on, reason: $reason) {
      id
      leftOn
    }
  }
`)

/** A member of staff as the page has them. */
export type StaffMember = ResultOf<typeof StaffListQuery>['staff'][number]
