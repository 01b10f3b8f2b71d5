import { graphql } from '../../../graphql.ts'
import type { ResultOf } from '../../../graphql.ts'

/** The periods of statistical reports. */
export const ReportingPeriodsQuery = graphql(`
  query ReportingPeriods {
    maySetReportingPeriods
    reportingPeriods {
      academicYear
      period
      asOf
      dueOn
      submitted
      checked
      approved
      returned
    }
  }
`)

/** A row of a form, of one return or of many added up. */
export const ReturnRowParts = graphql(`
  fragment ReturnRowParts on ReturnRow @_unmask {
    code
    section
    words
    how
    grade
    age
    indent
    persons
    reason
    overriddenBy
    overriddenAt
    value {
      total
      female
      minority
      femaleMinority
    }
    computed {
      total
      female
      minority
      femaleMinority
    }
    live {
      total
      female
      minority
      femaleMinority
    }
  }
`)

/** A school's return with all its figures. */
export const SchoolReturnQuery = graphql(
  `
    query SchoolReturn($unit: String!, $academicYear: Int!, $period: ReportPeriod!) {
      schoolReturn(unit: $unit, academicYear: $academicYear, period: $period) {
        id
        slug
        name
        commune
        office
        academicYear
        period
        asOf
        dueOn
        state
        submittedAt
        submittedBy
        checkedAt
        checkedBy
        approvedAt
        approvedBy
        returnedAt
        returnedBy
        returnReason
        mayUpdate
        maySubmit
        mayCheck
        mayApprove
        mayExport
        gaps {
          code
          count
        }
        faults {
          form
          code
          column
          kind
          against
          found
          expected
        }
        forms {
          code
          version
          rows {
            ...ReturnRowParts
          }
        }
      }
    }
  `,
  [ReturnRowParts],
)

/** A school's return. */
export type SchoolReturn = NonNullable<ResultOf<typeof SchoolReturnQuery>['schoolReturn']>
/** A form of a return. */
export type ReturnForm = SchoolReturn['forms'][number]
/** A row of a form. */
export type ReturnRow = ReturnForm['rows'][number]
/** The figures of a row. */
export type ReturnNumbers = NonNullable<ReturnRow['value']>
/** A period of reports. */
export type ReportingPeriod = ResultOf<typeof ReportingPeriodsQuery>['reportingPeriods'][number]

/** Sets a row by hand, or gives it back to the records. */
export const OverrideRowMutation = graphql(`
  mutation OverrideReturnRow(
    $schoolReturn: ID!
    $form: String!
    $row: String!
    $numbers: ReturnNumbersInput
    $reason: String!
  ) {
    overrideReturnRow(schoolReturn: $schoolReturn, form: $form, row: $row, numbers: $numbers, reason: $reason) {
      change
    }
  }
`)

/** Hands a return in. */
export const SubmitReturnMutation = graphql(`
  mutation SubmitReturn($schoolReturn: ID!) {
    submitReturn(schoolReturn: $schoolReturn) {
      change
    }
  }
`)

/** Takes a return back. */
export const TakeBackReturnMutation = graphql(`
  mutation TakeBackReturn($schoolReturn: ID!) {
    takeBackReturn(schoolReturn: $schoolReturn) {
      change
    }
  }
`)

/** Sends a return back to its school. */
export const SendBackReturnMutation = graphql(`
  mutation SendBackReturn($schoolReturn: ID!, $reason: String!) {
    sendBackReturn(schoolReturn: $schoolReturn, reason: $reason) {
      change
    }
  }
`)

/** The commune has checked returns. */
export const CheckReturnsMutation = graphql(`
  mutation CheckReturns($returns: [ID!]!) {
    checkReturns(returns: $returns) {
      change
      changed
    }
  }
`)

/** The department approves returns. */
export const ApproveReturnsMutation = graphql(`
  mutation ApproveReturns($returns: [ID!]!) {
    approveReturns(returns: $returns) {
      change
      changed
    }
  }
`)
