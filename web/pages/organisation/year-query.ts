import { graphql, type ResultOf } from '../../graphql.ts'

/** A unit by its name in addresses. */
export const YearsUnitQuery = graphql(`
  query YearsUnit($slug: String!) {
    unit(slug: $slug) {
      id
      name
      shortName
      kind
      grades
    }
  }
`)

/** The academic years as a unit lives them. */
export const YearsQuery = graphql(`
  query AcademicYears($unit: ID) {
    academicYears(unit: $unit) {
      year
      startsOn
      endsOn
      canSetTerms
      canSetYear
      terms {
        term
        startsOn
        endsOn
        resultsDueOn
        own
        bounds {
          startsOn
          endsOn
          resultsDueOn
        }
      }
      holidays {
        startsOn
        endsOn
        name
        own
      }
    }
  }
`)

/** Opens or alters a year. */
export const SetYear = graphql(`
  mutation SetAcademicYear($year: Int!, $startsOn: LocalDate!, $endsOn: LocalDate!, $terms: [TermInput!]!) {
    setAcademicYear(year: $year, startsOn: $startsOn, endsOn: $endsOn, terms: $terms) {
      year
    }
  }
`)

/** Gives a school terms of its own, or the department's again. */
export const SetTerms = graphql(`
  mutation SetTerms($unit: ID, $year: Int!, $terms: [TermInput!]) {
    setTerms(unit: $unit, year: $year, terms: $terms) {
      year
    }
  }
`)

/** Adds days without lessons. */
export const AddHoliday = graphql(`
  mutation AddHoliday($unit: ID, $year: Int!, $startsOn: LocalDate!, $endsOn: LocalDate!, $name: String!) {
    addHoliday(unit: $unit, year: $year, startsOn: $startsOn, endsOn: $endsOn, name: $name) {
      year
    }
  }
`)

/** Takes days without lessons back. */
export const RemoveHoliday = graphql(`
  mutation RemoveHoliday($unit: ID, $year: Int!, $startsOn: LocalDate!) {
    removeHoliday(unit: $unit, year: $year, startsOn: $startsOn) {
      year
    }
  }
`)

/** The programme of grades in a year. */
export const ProgrammeQuery = graphql(`
  query Programme($grades: [Int!]!, $year: Int!) {
    curriculum(grades: $grades, academicYear: $year) {
      grade
      periods
      scored
      kind
      since
      subject {
        id
        name
      }
    }
  }
`)

/** Sets the periods of a subject in a grade from a year on. */
export const SetPeriods = graphql(`
  mutation SetPeriods($subject: ID!, $grade: Int!, $from: Int!, $periods: Int!) {
    setPeriods(subject: $subject, grade: $grade, from: $from, periods: $periods) {
      periods
    }
  }
`)

/** A year as the page has it. */
export type Year = ResultOf<typeof YearsQuery>['academicYears'][number]
