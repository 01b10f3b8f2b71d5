import { useMemo } from 'react'
import { useSearchParams } from 'wouter'
import { graphql } from '../../graphql.ts'
import type { ResultOf } from '../../graphql.ts'

/** The trail of a unit, page by page. */
export const TrailQuery = graphql(`
  query Trail($unit: String!, $filter: TrailFilterInput, $first: Int, $after: String) {
    trail(unit: $unit, filter: $filter, first: $first, after: $after) {
      unitName
      unitShortName
      whole
      mayExport
      archivedYears
      seal {
        changes
        sealedAt
        digest
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          at
          verb
          by
          role
          onBehalfOf
          address
          reason
          unit
          reverts
          undoneAt
          undoneBy
          canUndo
          archivedYear
          lineCount
          lines {
            table
            act
            within
            hidden
            record {
              name
              link
              record
            }
            fields {
              column
              before
              after
            }
          }
        }
      }
    }
  }
`)

/** All lines of one change. */
export const EntryQuery = graphql(`
  query TrailEntry($change: UUID!) {
    trailEntry(change: $change) {
      id
      lineCount
      lines {
        table
        act
        within
        hidden
        record {
          name
          link
          record
        }
        fields {
          column
          before
          after
        }
      }
    }
  }
`)

/** The trail as the page holds it. */
export type TrailData = ResultOf<typeof TrailQuery>['trail']
/** A change of it. */
export type Entry = TrailData['edges'][number]['node']
/** A row or a mark that a change wrote. */
export type Line = Entry['lines'][number]

/** The kinds of change that a reader asks for, each with its verbs or their beginnings. */
export const kinds = {
  marks: [
    'gradebook.record_marks',
    'gradebook.missed_test',
    'gradebook.exempt',
    'gradebook.end_exemption',
    'gradebook.note_attempt',
    'gradebook.drop_attempt',
  ],
  books: [
    'gradebook.submit',
    'gradebook.submit.',
    'gradebook.take_back',
    'gradebook.check',
    'gradebook.check.',
    'gradebook.return',
    'gradebook.lock',
    'gradebook.lock.',
    'gradebook.lock_columns',
    'gradebook.lock_columns.',
    'gradebook.remove_locks',
    'gradebook.remove_column_locks',
    'gradebook.unlock',
    'gradebook.end_unlock',
    'gradebook.publish',
    'gradebook.publish.',
    'gradebook.unpublish',
    'gradebook.set_window',
    'gradebook.remove_window',
  ],
  results: ['conduct.', 'results.', 'report.issue'],
  pupils: ['student.', 'enrollment.', 'absences.'],
  families: ['guardian.'],
  classes: ['class.', 'section.'],
  staff: ['staff.', 'assignment.'],
  accounts: ['account.', 'post.', 'stand_in.', 'first_run.'],
  units: ['unit.'],
  years: ['year.', 'curriculum.', 'results.set_reading', 'results.drop_reading'],
  reports: ['return.', 'reporting.'],
  files: ['import.', 'student.export', 'gradebook.export', 'report.export', 'trail.export'],
} as const

/** One kind of change. */
export type Kind = keyof typeof kinds
/** All kinds, in the order of the list. */
export const kindNames = Object.keys(kinds) as Kind[]

const names = ['by', 'about', 'record', 'kind', 'from', 'to'] as const
/** A condition's name in the address. */
export type Name = (typeof names)[number]

/** What is looked for, as the address holds it, with the filter of the API and the same as a file's query. */
export function useTrailAddress(): {
  wish: Record<Name, string>
  filter: { by?: string; about?: string; record?: string; verbs?: string[]; from?: string; to?: string }
  fileQuery: string
  narrowed: boolean
  set: (name: Name, value: string) => void
  clear: () => void
} {
  const [address, setAddress] = useSearchParams()
  return useMemo(() => {
    const wish = Object.fromEntries(names.map((name) => [name, address.get(name) ?? ''])) as Record<Name, string>
    const { kind, ...plain } = wish
    const verbs = kindNames.find((one) => one === kind)
    const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value))
    return {
      wish,
      filter: { ...given, ...(verbs ? { verbs: [...kinds[verbs]] } : {}) },
      fileQuery: new URLSearchParams({ ...given, ...(verbs ? { verbs: kinds[verbs].join(',') } : {}) }).toString(),
      narrowed: names.some((name) => wish[name]),
      set: (name, value) =>
        setAddress(
          (before) => {
            const next = new URLSearchParams(before)
            if (value) next.set(name, value)
            else next.delete(name)
            return next
          },
          { replace: true },
        ),
      clear: () => setAddress({}, { replace: true }),
    }
  }, [address, setAddress])
}
