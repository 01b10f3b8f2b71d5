import { useQuery } from 'urql'
import { graphql, problemOf } from '../../graphql.ts'
import { termSlug, yearSlug } from '../../shell/place.ts'
import { useRunningTerm } from '../../shell/running-term.ts'
import type { RunningTerm } from '../../shell/running-term.ts'
import { useViewer } from '../../shell/session.ts'
import type { Post } from '../../shell/session.ts'
import { leadingRoles } from '../../shell/side.ts'
import { SchoolProblem } from '../../shell/SchoolProblem.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { SchoolExceptions } from './SchoolExceptions.tsx'
import { SchoolNumbers } from './SchoolNumbers.tsx'
import { SchoolSpreads } from './SchoolSpreads.tsx'
import './school-today.css'

export const SchoolTodayQuery = graphql(`
  query SchoolToday($unit: String!, $academicYear: Int!, $term: Int!) {
    schoolToday(unit: $unit, academicYear: $academicYear, term: $term) {
      unit
      behind {
        kind
        closesOn
        singleBooks
        singleMarks
        books {
          book
          name
          link
          teachers
          entered
          due
        }
      }
      odd {
        grade
        className
        subject
        subjectId
        link
        mean
        others
        usual
        deviations
      }
      lateChanges {
        changes
        byOne
        className
        subject
        reason
      }
      oftenAbsent {
        student
        fullName
        className
        class
        excused
        unexcused
      }
      submittedClasses {
        term
        className
        class
        submittedAt
      }
      submittedBooks
      checkedBooks
      pupils {
        now
        before
      }
      entered
      due
      month
      absences {
        now
        before
      }
    }
    gradeSpreads(unit: $unit, academicYear: $academicYear, term: $term, kind: midterm) {
      academicYear
      grade
      subjectId
      subject
      steps
    }
  }
`)

/** Where the numbers of a school's day come from: the school and the term, in addresses and in numbers. */
export interface SchoolPlace {
  unit: string
  academicYear: number
  term: number
  /** `/thcs-nguyen-du/2026-2027/hk1` */
  path: string
}

/** The day of those who lead a school: exceptions first, then four numbers, then the marks by grade. */
export function SchoolToday() {
  const { posts } = useViewer()
  const running = useRunningTerm()
  const units = new Map(posts.filter(({ role }) => leadingRoles.includes(role)).map(({ unit }) => [unit?.slug, unit]))
  if (!running) return <Waiting />
  return [...units.values()].map((unit) => unit && <School key={unit.slug} unit={unit} running={running} />)
}

function School({ unit, running }: { unit: NonNullable<Post['unit']>; running: RunningTerm }) {
  const variables = { unit: unit.slug, academicYear: running.year, term: running.term }
  const [{ data, error }, again] = useQuery({ query: SchoolTodayQuery, variables })
  const school = data?.schoolToday
  if (error && !school)
    return (
      <SchoolProblem
        problem={problemOf(error)}
        unit={unit.slug}
        year={yearSlug(running.year)}
        onRetry={() => again({ requestPolicy: 'network-only' })}
      />
    )
  if (!school || !data) return <Waiting />
  const path = `/${unit.slug}/${yearSlug(running.year)}/${termSlug(running.term)}`
  const place: SchoolPlace = { ...variables, path }
  return (
    <>
      <SchoolExceptions school={school} place={place} />
      <SchoolNumbers school={school} spreads={data.gradeSpreads} place={place} />
      <SchoolSpreads spreads={data.gradeSpreads} place={place} />
    </>
  )
}

function Waiting() {
  return (
    <Panel padded>
      <div aria-hidden="true">
        {[320, 380, 280, 340].map((width) => (
          <p key={width}>
            <Skeleton width={width} />
          </p>
        ))}
      </div>
    </Panel>
  )
}
