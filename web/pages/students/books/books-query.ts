import { graphql } from '../../../graphql.ts'
import type { ResultOf } from '../../../graphql.ts'

/** The books of a school in a term. */
export const SchoolBooksQuery = graphql(`
  query SchoolBooks($unit: String!, $year: Int!, $term: Int!) {
    books(unit: $unit, academicYear: $year, term: $term) {
      unit
      unitName
      canCheck
      canLock
      canUnlock
      canPublish
      classes {
        id
        name
        slug
        grade
      }
      subjects {
        id
        name
        nameEn
        shortName
      }
      books {
        id
        class
        grade
        subject
        name
        link
        state
        pupils
        late
        publishedColumns
        lockedColumns
        unlockedUntil
        teachers
        kinds {
          kind
          entered
          due
          closesOn
        }
      }
      windows {
        id
        grade
        subject
        kind
        opensOn
        closesOn
      }
    }
  }
`)

/** The books as the page has them. */
export type SchoolBooksData = NonNullable<ResultOf<typeof SchoolBooksQuery>['books']>
/** One book. */
export type BookLine = SchoolBooksData['books'][number]
/** A kind of mark. */
export type Kind = BookLine['kinds'][number]['kind']

/** What the table looks at: one kind of mark, or all of them. */
export type Look = Kind | 'all'

/** Which books are in sight. */
export interface BooksFilter {
  look: Look
  grade: number | null
  state: BookLine['state'] | 'late' | 'unlocked' | null
}

/** How far a book is in what the table looks at. */
export function progressOf(book: BookLine, look: Look): { entered: number; due: number } {
  const kinds = look === 'all' ? book.kinds : book.kinds.filter(({ kind }) => kind === look)
  return {
    entered: kinds.reduce((sum, { entered }) => sum + entered, 0),
    due: kinds.reduce((sum, { due }) => sum + due, 0),
  }
}

/** Whether a book is late in what the table looks at. */
export const isLate = (book: BookLine, look: Look): boolean =>
  look === 'all' ? book.late.length > 0 : book.late.includes(look)

/** Whether a filter lets a book through. */
export function isInSight(book: BookLine, { look, grade, state }: BooksFilter): boolean {
  if (grade !== null && book.grade !== grade) return false
  if (state === 'late') return isLate(book, look)
  if (state === 'unlocked') return book.unlockedUntil !== null
  return state === null || book.state === state
}
