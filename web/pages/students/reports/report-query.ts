import { graphql } from '../../../graphql.ts'
import type { ResultOf } from '../../../graphql.ts'

/** The classes of a school of which the person may take forms out. */
export const PrintableQuery = graphql(`
  query Printable($unit: String!, $year: Int!) {
    printableClasses(unit: $unit, academicYear: $year) {
      id
      name
      slug
      grade
      pupils
    }
  }
`)

/** The own jobs and their files. */
export const JobsQuery = graphql(`
  query MyJobs {
    myJobs {
      id
      state
      done
      total
      createdAt
      expiresAt
      errorId
      refusedBecause
      href
      file {
        name
        size
        wanted
        written
      }
      report {
        form
        academicYear
        term
        classes
      }
    }
  }
`)

/** Starts forms of several classes as a job. */
export const StartMutation = graphql(`
  mutation StartReport(
    $classes: [ID!]!
    $year: Int!
    $term: Int!
    $form: ReportForm!
    $format: ReportFormat!
    $reason: String
  ) {
    startReport(classes: $classes, academicYear: $year, term: $term, form: $form, format: $format, reason: $reason) {
      id
    }
  }
`)

/** Stops an own job. */
export const StopMutation = graphql(`
  mutation StopJob($id: ID!) {
    stopJob(id: $id) {
      id
      state
    }
  }
`)

/** A card by its code. */
export const IssuedCardQuery = graphql(`
  query IssuedCard($code: String!) {
    issuedCard(code: $code) {
      name
      className
      academicYear
      term
      issuedAt
      issuedBy
      current
    }
  }
`)

/** A class to choose. */
export type Printable = ResultOf<typeof PrintableQuery>['printableClasses'][number]
/** An own job. */
export type Job = ResultOf<typeof JobsQuery>['myJobs'][number]
/** The forms of a class, in the order of the page. */
export const forms = ['card', 'summary', 'book', 'titles'] as const
/** A form of a class. */
export type Form = (typeof forms)[number]
/** As what a form is taken out. */
export type Format = 'pdf' | 'xlsx'
