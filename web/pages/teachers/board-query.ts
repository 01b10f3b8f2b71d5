import { graphql, type ResultOf } from '../../graphql.ts'

/** A school by its name in addresses. */
export const BoardSchoolQuery = graphql(`
  query BoardSchool($slug: String!) {
    unit(slug: $slug) {
      id
      name
      shortName
    }
  }
`)

/** Classes by subjects with who teaches them, and what each teaches. */
export const BoardQuery = graphql(`
  query AssignmentBoard($unit: ID!, $year: Int!, $at: LocalDate) {
    assignmentBoard(unit: $unit, academicYear: $year, at: $at) {
      canAssign
      classes {
        class {
          id
          name
          grade
          closedOn
        }
        homeroom {
          id
          staff
          fullName
          restName
          givenName
          from
          to
          substitute
        }
      }
      sections {
        section {
          id
          name
          roster
          periods
          subject {
            id
            name
            shortName
          }
          class {
            id
          }
        }
        assignments {
          id
          staff
          fullName
          restName
          givenName
          from
          to
          substitute
        }
      }
      loads {
        staff {
          id
          fullName
          restName
          givenName
          code
          team
        }
        periodsAYear
        periodsAWeek
        sections
        homeroom
      }
    }
  }
`)

/** Sets who teaches and leads from a day on. */
export const SetAssignments = graphql(`
  mutation SetAssignments($unit: ID!, $year: Int!, $from: LocalDate!, $cells: [AssignmentCell!]!) {
    setAssignments(unit: $unit, academicYear: $year, from: $from, cells: $cells) {
      change
    }
  }
`)

/** Lets a colleague stand in for days. */
export const AddSubstitute = graphql(`
  mutation AddSubstitute($assignment: ID!, $staff: ID!, $from: LocalDate!, $to: LocalDate!) {
    addSubstitute(assignment: $assignment, staff: $staff, from: $from, to: $to) {
      change
    }
  }
`)

/** Ends an assignment with a last day. */
export const EndAssignment = graphql(`
  mutation EndAssignment($assignment: ID!, $on: LocalDate!) {
    endAssignment(assignment: $assignment, on: $on) {
      change
    }
  }
`)

/** Takes a change of assignments back. */
export const UndoAssignments = graphql(`
  mutation UndoAssignments($unit: ID!, $change: UUID!) {
    undoAssignments(unit: $unit, change: $change)
  }
`)

/** The board as the page has it. */
export type Board = ResultOf<typeof BoardQuery>['assignmentBoard']
/** Who holds a section or a class. */
export type Held = Board['sections'][number]['assignments'][number]
/** What a member of staff teaches. */
export type Load = Board['loads'][number]
