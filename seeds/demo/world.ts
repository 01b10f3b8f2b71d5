import type { LocalDate } from '../../platform/database.ts'
import type { Writer } from './copy.ts'
import type { YearPlan } from './calendar.ts'
import { slugOf, type Sex } from './names.ts'
import type { SchoolPlan } from './province.ts'
import type { Random } from './random.ts'
import type { Taught } from './programme.ts'

/** A grown-up with a record in a school. */
export interface Guardian {
  person_id: string
  account_id: string | null
  kind: 'father' | 'mother' | 'guardian'
  full_name: string
  birth_year: number
  occupation: string
  phone: string
  identity_number: string
}

/** A household: guardians and what their children share. */
export interface Family {
  name: string
  ethnicity: string
  religion: string
  poverty: 'poor' | 'near_poor' | null
  residence: string
  commune: string
  guardians: Guardian[]
}

/** A child through all schools. */
export interface Child {
  person_id: string
  code: string
  full_name: string
  sex: Sex
  birth_date: LocalDate
  family: Family
  /** Deviations from the province's mean, by subject id; place 0 is the general one. */
  skills: readonly number[]
  diligence: number
  frailty: number
  disability: string | null
  by_plan: boolean
  /** Subjects from which the child is exempt altogether. */
  exempt: readonly number[]
  /** A known child, who neither leaves nor moves. */
  stays: boolean
}

/** A child as a pupil of one school. */
export interface Pupil extends Child {
  student_id: string
  register_number: string
  admitted_on: LocalDate
  /** The class of the enrollment that runs today. */
  class_id: number | null
}

/** A pupil's place in a class in one year. */
export interface Seat {
  pupil: Pupil
  number: number
  starts_on: LocalDate
  /** The last day in the class, where it ended before the year did. */
  left_on: LocalDate | null
  status: 'studying' | 'moved_class' | 'transferred' | 'left'
  reason: string | null
  repeating: boolean
  /** Known to sit a grade higher a year later. */
  goesOn?: boolean
  absences: { month: LocalDate; excused: number; unexcused: number }[]
  results: SubjectTerms[]
}

/** What a pupil has in one subject so far. */
export interface SubjectTerms {
  /** The section with the book; without an id where the year has no books. */
  section: Pick<Section, 'subject_id' | 'assessment'> & { id: string | null }
  terms: [TermValue | null, TermValue | null]
}

/** A stored term row, as the year's rule reads it. */
export interface TermValue {
  average: number | null
  passed: boolean | null
  exempt: boolean
}

/** A class of one year. */
export interface Room {
  id: number
  grade: number
  /** Its place among the classes of its grade; a class keeps it when it moves up. */
  index: number
  name: string
  slug: string
  campus_id: number | null
  previous_class_id: number | null
  seats: Seat[]
  sections: Section[]
  homeroom: Teacher | null
  /** How the class stands beside its grade. */
  ability: number
}

/** A section with who answers for it. */
export interface Section extends Taught {
  id: string
  room: Room
  roster: 'class' | 'list'
  teacher: Teacher | null
  members: Seat[]
}

/** A member of a school's staff. */
export interface Teacher {
  person_id: string
  account_id: string
  full_name: string
  sex: Sex
  profile: string
  subject_ids: number[]
  team: string
  /** Periods a week in the year that is being planned. */
  load: number
}

/** An account that the sign-in page offers. */
export interface DemoLogin {
  login: string
  role_key: string
}

/** What all schools of the demo share. */
export interface World {
  random: Random
  writer: Writer
  today: LocalDate
  /** The year before and the newest. */
  years: readonly [YearPlan, YearPlan]
  /** The year before those; and one more, where an older circular assessed some of its grades. */
  past: readonly [YearPlan, YearPlan?]
  /** Whether the schools that are being made keep books; in a province made for its size most do not. */
  books: boolean
  passwordHash: string
  serials: Serials
  demo: DemoLogin[]
  /** Pupils who finished a school of this cluster and look for the next one. */
  graduates: Child[]
  /** Pupils who move to another school of this cluster this year. */
  movers: { child: Child; from: SchoolPlan; grade: number; on: LocalDate }[]
  /** The known teacher who is a mother of a pupil elsewhere. */
  teacherMother: Guardian | null
}

/** Numbers that must be unique in the whole province. */
export interface Serials {
  identityNumber(sex: Sex, born: number): string
  phone(): string
  pupilCode(): string
  classId(): number
  login(prefix: string, name: string): string
}

/** Serials from their beginnings; reserved logins go to nobody else. */
export function serials(reservedLogins: readonly string[]): Serials {
  const counters = new Map<string, number>(reservedLogins.map((login) => [login, 1]))
  const count = (name: string): number => {
    const value = (counters.get(name) ?? 0) + 1
    counters.set(name, value)
    return value
  }
  // Steps through all of a million without order, so that neighbours do not look alike.
  const scattered = (value: number) => String((value * 387_413 + 104_729) % 1_000_000).padStart(6, '0')
  return {
    identityNumber(sex, born) {
      // Place of birth 099 is no province's; century and sex share a digit.
      const start = `099${(born < 2000 ? 0 : 2) + sex - 1}${String(born % 100).padStart(2, '0')}`
      return start + scattered(count(start))
    },
    phone: () => `09${String(count('phone') + 100).padStart(8, '0')}`,
    pupilCode: () => `99${String(count('pupil')).padStart(8, '0')}`,
    classId: () => count('class'),
    login(prefix, name) {
      const plain = `${prefix}.${slugOf(name).replaceAll('-', '')}`
      const number = count(plain)
      return number === 1 ? plain : `${plain}${number}`
    },
  }
}

/** One school with what is drawn for it. */
export interface School {
  plan: SchoolPlan
  random: Random
  staff: Teacher[]
  families: Family[]
  registered: number
  hired: number
  /** The account that checks and locks books: the vice principal's. */
  lockedBy: string
  /** The account that approves results: the principal's. */
  approvedBy: string
}
