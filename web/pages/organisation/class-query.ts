import { graphql, type ResultOf } from '../../graphql.ts'

/** A school by its name in addresses. */
export const SchoolQuery = graphql(`
  query SchoolOfClasses($slug: String!) {
    unit(slug: $slug) {
      id
      name
      shortName
      grades
    }
  }
`)

/** The classes of a year with their sections, and what its grades may choose. */
export const ClassesQuery = graphql(`
  query ClassesOfYear($unit: ID!, $year: Int!, $grades: [Int!]!) {
    canAddClasses(unit: $unit)
    campuses(unit: $unit) {
      id
      shortName
    }
    classes(unit: $unit, academicYear: $year) {
      id
      name
      slug
      grade
      shift
      closedOn
      specialisedSubject {
        id
        shortName
      }
      campus {
        id
        shortName
      }
    }
    sections(unit: $unit, academicYear: $year) {
      id
      name
      grade
      roster
      kind
      periods
      scored
      regularDue
      extra
      closedOn
      subject {
        id
        name
      }
      class {
        id
      }
    }
    curriculum(grades: $grades, academicYear: $year) {
      grade
      kind
      scored
      subject {
        id
        name
        shortName
      }
    }
  }
`)

/** Adds classes. */
export const AddClasses = graphql(`
  mutation AddClasses($unit: ID!, $year: Int!, $classes: [NewClass!]!) {
    addClasses(unit: $unit, academicYear: $year, classes: $classes) {
      change
      classes {
        id
      }
    }
  }
`)

/** Alters a class. */
export const AlterClass = graphql(`
  mutation AlterClass($class: ID!, $changes: ClassChanges!) {
    alterClass(class: $class, changes: $changes) {
      change
    }
  }
`)

/** Removes a class that nothing stands on. */
export const RemoveClass = graphql(`
  mutation RemoveClass($class: ID!) {
    removeClass(class: $class) {
      change
    }
  }
`)

/** Copies last year's classes. */
export const CopyClasses = graphql(`
  mutation CopyClasses($unit: ID!, $year: Int!) {
    copyClassesFromLastYear(unit: $unit, academicYear: $year) {
      change
      classes {
        id
      }
    }
  }
`)

/** Adds the sections that a class lacks. */
export const AddSections = graphql(`
  mutation AddSections($class: ID!, $subjects: [ID!]) {
    addSections(class: $class, subjects: $subjects) {
      change
    }
  }
`)

/** Alters a section. */
export const AlterSection = graphql(`
  mutation AlterSection($section: ID!, $changes: SectionChanges!) {
    alterSection(section: $section, changes: $changes) {
      change
      sections {
        id
        regularDue
      }
    }
  }
`)

/** Removes a section that nothing stands on. */
export const RemoveSection = graphql(`
  mutation RemoveSection($section: ID!) {
    removeSection(section: $section)
  }
`)

/** Adds a section whose pupils are listed. */
export const AddListSection = graphql(`
  mutation AddListSection($unit: ID!, $year: Int!, $grade: Int!, $subject: ID!, $name: String!) {
    addListSection(unit: $unit, academicYear: $year, grade: $grade, subject: $subject, name: $name) {
      id
    }
  }
`)

/** The pupils who are, or could be, in a listed section. */
export const ListedQuery = graphql(`
  query ListedPupils($section: ID!) {
    section(id: $section) {
      id
      listed {
        student
        restName
        givenName
        class
        number
        member
        elsewhere
      }
    }
  }
`)

/** Sets who is in a listed section. */
export const SetMembers = graphql(`
  mutation SetSectionMembers($section: ID!, $students: [ID!]!, $from: LocalDate!) {
    setSectionMembers(section: $section, students: $students, from: $from)
  }
`)

/** Takes a change of classes back. */
export const UndoClasses = graphql(`
  mutation UndoClasses($unit: ID!, $change: UUID!) {
    undoClassesChange(unit: $unit, change: $change)
  }
`)

/** The classes of a year as the page has them. */
export type ClassesOfYear = ResultOf<typeof ClassesQuery>
/** A class. */
export type ClassLine = ClassesOfYear['classes'][number]
/** The subjects that a class of a grade may be specialised in: those with marks, in grades 10 to 12. */
export const specialisable = (data: ClassesOfYear, grade: number) =>
  grade >= 10 ? data.curriculum.filter((line) => line.grade === grade && line.scored).map(({ subject }) => subject) : []
/** A section. */
export type SectionLine = ClassesOfYear['sections'][number]
