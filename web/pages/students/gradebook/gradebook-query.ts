import { graphql } from '../../../graphql.ts'
import type { ResultOf } from '../../../graphql.ts'
import { yearOf } from '../../../shell/place.ts'
import type { Place as Address } from '../../../shell/place.ts'
import { apartAmong } from '../pupil-name.tsx'
import type { Cell, Column, ColumnKind, Row, Sheet } from './grid-model.ts'

/** The grid by its address: one question for the whole page. */
export const GradebookAtQuery = graphql(`
  query GradebookAt($unit: String!, $year: Int!, $term: Int!, $class: String!, $subject: String!) {
    gradebookAt(unit: $unit, academicYear: $year, term: $term, class: $class, subject: $subject) {
      id
      academicYear
      term
      assessment
      regularDue
      state
      canMark
      canExport
      canDecideEntry
      tenthsWithoutComma
      place {
        unit
        unitName
        class
        className
        subject
        subjectName
      }
      columns {
        column
        kind
        position
        label
        heldOn
        form
        note
        publishedAt
        lockedAt
        lockedBy
        opensOn
        closesOn
        open
        closedBecause
        reasonNeeded
        openUntil
      }
      rows {
        student
        number
        code
        restName
        givenName
        birthDate
        leftOn
        cells
        comment
        exempt
        midtermState
        finalState
      }
    }
  }
`)

/** The history of one cell, newest first. */
export const CellHistoryQuery = graphql(`
  query CellHistory($book: ID!, $student: ID!, $column: String!, $year: Int!) {
    historyArchivedAt(academicYear: $year)
    cellHistory(gradebook: $book, student: $student, column: $column) {
      before
      after
      at
      by
      source
      reason
      locked
    }
  }
`)

/** What stands behind the cells: results to choose from, exemptions. Asked beside the grid, not before it. */
export const BookDetailQuery = graphql(`
  query BookDetail($book: ID!) {
    gradebook(id: $book) {
      id
      canSeeResults
      attempts {
        id
        student
        column
        value
        heldOn
        form
        note
      }
      exemptions {
        student
        extent
        term
        decidedAt
      }
    }
  }
`)

/** What stands behind the cells of a book, as it came. */
export type BookDetail = NonNullable<ResultOf<typeof BookDetailQuery>['gradebook']>

/** Notes a further result behind a regular mark. */
export const NoteAttemptMutation = graphql(`
  mutation NoteAttempt(
    $book: ID!
    $student: ID!
    $column: String!
    $value: String!
    $heldOn: LocalDate
    $form: String
    $note: String
  ) {
    noteAttempt(
      gradebook: $book
      student: $student
      column: $column
      value: $value
      heldOn: $heldOn
      form: $form
      note: $note
    ) {
      id
    }
  }
`)

/** Asks the school to exempt a pupil. */
export const AskExemptionMutation = graphql(`
  mutation AskExemption($book: ID!, $student: ID!) {
    askExemption(gradebook: $book, student: $student)
  }
`)

/** Forgets a noted result. */
export const DropAttemptMutation = graphql(`
  mutation DropAttempt($book: ID!, $attempt: ID!) {
    dropAttempt(gradebook: $book, attempt: $attempt) {
      id
    }
  }
`)

/** What helps writing comments; asked when it is first wanted. */
export const CommentHelpQuery = graphql(`
  query CommentHelp($book: ID!) {
    gradebook(id: $book) {
      id
      phrases
      earlierComments {
        student
        comment
      }
    }
  }
`)

/** Replaces the person's phrases of the subject. */
export const SetPhrasesMutation = graphql(`
  mutation SetPhrases($book: ID!, $phrases: [String!]!) {
    setCommentPhrases(gradebook: $book, phrases: $phrases)
  }
`)

/** Lets "85" be 8,5 in the whole school, or not. */
export const SetMarkTypingMutation = graphql(`
  mutation SetMarkTyping($book: ID!, $tenths: Boolean!) {
    setMarkTyping(gradebook: $book, tenthsWithoutComma: $tenths)
  }
`)

/** Says what a column is. */
export const DescribeColumnMutation = graphql(`
  mutation DescribeColumn(
    $book: ID!
    $column: String!
    $label: String
    $heldOn: LocalDate
    $form: String
    $note: String
  ) {
    describeColumn(gradebook: $book, column: $column, label: $label, heldOn: $heldOn, form: $form, note: $note) {
      column
      label
      heldOn
      form
      note
    }
  }
`)

/** A book as it came. */
export type Book = NonNullable<ResultOf<typeof GradebookAtQuery>['gradebookAt']>

/** The variables of an address; null where a part lacks or is none. */
export function variablesOf(address: Address) {
  const { unit, year, term, class: klass, subject } = address
  const number = { hk1: 1, hk2: 2 }[term ?? '']
  if (!unit || !year || !klass || !subject || !number) return null
  return { unit, year: yearOf(year), term: number, class: klass, subject }
}

/** The address of a book's page; `page` is the word before the place, absent for the grid. */
export function pathOf(
  { place, academicYear, term }: Pick<Book, 'place' | 'academicYear' | 'term'>,
  page = '',
): string {
  return `${page && `/${page}`}/${place.unit}/${academicYear}-${academicYear + 1}/hk${term}/${place.class}/${place.subject}`
}

/** What of a book the grid works with. */
export function sheetOf(book: Book): Sheet {
  const marks = book.columns.map(({ column, ...rest }): Column => ({ key: column, ...rest }))
  return {
    id: book.id,
    term: book.term === 2 ? 2 : 1,
    assessment: book.assessment,
    regularDue: book.regularDue,
    tenthsWithoutComma: book.tenthsWithoutComma,
    canMark: book.canMark,
    columns: [...marks, plain('average'), plain('comment')],
  }
}

/** The pupils' rows as the book holds them. */
export function rowsOf(book: Book): Row[] {
  const apart = apartAmong(book.rows)
  return book.rows.map((row) => {
    const cells: Record<string, Cell> = {
      comment: { stored: row.comment },
      exempt: { stored: row.exempt ? 'M' : null },
    }
    for (const [index, { column }] of book.columns.entries()) cells[column] = { stored: row.cells?.[index] ?? null }
    return {
      pupil: {
        id: row.student,
        number: row.number,
        code: row.code,
        restName: row.restName,
        givenName: row.givenName,
        birthDate: row.birthDate,
        leftOn: row.leftOn,
        told: apart(row),
      },
      cells,
      midtermState: row.midtermState,
      finalState: row.finalState,
    }
  })
}

const plain = (kind: ColumnKind): Column => ({
  key: kind,
  kind,
  position: 1,
  label: null,
  heldOn: null,
  form: null,
  note: null,
  publishedAt: null,
  lockedAt: null,
  lockedBy: null,
  opensOn: null,
  closesOn: null,
  open: false,
  closedBecause: null,
  reasonNeeded: false,
  openUntil: null,
})
