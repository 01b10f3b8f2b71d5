import { compareNames } from '../../platform/name.ts'
import type { YearPlan } from './calendar.ts'
import { alternatives, combinations, subjectIds, taughtIn, type Combination } from './programme.ts'
import type { Pupil, Room, School, Seat, World } from './world.ts'

/** No class has more pupils than this (school charter). */
export const largestClass = 45
/** A class is opened for so many on average, which leaves room for those who come later. */
export const usualClass = 43.8

const upperOrder = ['A', 'D', 'A', 'C', 'D', 'B', 'A', 'N']

/** The classes of a school in a year with their sections; a class that moves up keeps its place and choices. */
export function openRooms(world: World, school: School, year: number, before: readonly Room[]): Room[] {
  const { plan, random } = school
  const perGrade = Math.ceil(plan.pupils / plan.grades.length / usualClass)
  const rooms = plan.grades.flatMap((grade) =>
    Array.from({ length: perGrade }, (_, index): Room => {
      const combination = grade >= 10 ? combinationOf(index) : null
      const name = className(plan.classNames, grade, index, perGrade, combination)
      const previous = before.find((room) => room.grade === grade - 1 && room.index === index)
      return {
        id: world.serials.classId(),
        grade,
        index,
        name,
        slug: name.toLowerCase(),
        campus_id: plan.campus && index === perGrade - 1 && perGrade > 1 ? plan.campus : null,
        previous_class_id: previous?.id ?? null,
        seats: [],
        sections: [],
        homeroom: null,
        ability: previous?.ability ?? 0.15 * random.normal(),
      }
    }),
  )
  for (const room of rooms) {
    world.writer.add('class', {
      school_id: plan.id,
      id: room.id,
      academic_year: year,
      grade: room.grade,
      name: room.name,
      slug: room.slug,
      campus_id: room.campus_id,
      shift: plan.name.startsWith('PTDTBT')
        ? 'full_day'
        : room.grade % 2 === 0 && room.grade < 9 && plan.pupils > 600
          ? 'afternoon'
          : 'morning',
      specialised_subject_id: null,
      previous_class_id: room.previous_class_id,
      closed_on: null,
    })
    room.sections = sectionsOf(school, room)
    for (const { id, subject_id, name, slug, roster, kind, periods, assessment, regular_due } of room.sections) {
      world.writer.add('section', {
        school_id: plan.id,
        id,
        academic_year: year,
        class_id: room.id,
        grade: room.grade,
        subject_id,
        name,
        slug,
        roster,
        kind,
        periods,
        assessment,
        regular_due,
        closed_on: null,
      })
    }
  }
  return rooms
}

/** A class of a year without books, a grade or more below a later one whose place it has; its row is written by the caller. */
export function pastRoom({ plan, random }: School, grade: number, later: Room): Room {
  const perGrade = Math.ceil(plan.pupils / plan.grades.length / usualClass)
  const name = className(plan.classNames, grade, later.index, perGrade, grade >= 10 ? combinationOf(later.index) : null)
  return {
    id: 0,
    grade,
    index: later.index,
    name,
    slug: name.toLowerCase(),
    campus_id: later.campus_id,
    previous_class_id: null,
    seats: [],
    sections: [],
    homeroom: null,
    // Each school was a little worse or better in another year.
    ability: later.ability + 0.08 * random.normal() - 0.05,
  }
}

/** Numbers the pupils of a class in Vietnamese order; who comes later follows behind. */
export function numberSeats(room: Room, year: YearPlan): void {
  const inTime = room.seats.filter(({ starts_on }) => starts_on === year.starts_on)
  const later = room.seats.filter(({ starts_on }) => starts_on !== year.starts_on)
  inTime.sort((a, b) => compareNames(a.pupil.full_name, b.pupil.full_name) || (a.pupil.code < b.pupil.code ? -1 : 1))
  room.seats = [...inTime, ...later]
  for (const [index, seat] of room.seats.entries()) seat.number = index + 1
}

/** Says who sits in which section, and writes the lists of those that are not simply their class. */
export function fillSections(world: World, school: School, rooms: readonly Room[]): void {
  for (const room of rooms) {
    const choices = room.sections.filter(({ roster }) => roster === 'list')
    for (const section of room.sections) {
      section.members =
        section.roster === 'class'
          ? room.seats
          : room.seats.filter(
              (seat) => seat.status !== 'moved_class' && choices[choiceOf(seat.pupil) % choices.length] === section,
            )
      if (section.roster === 'class') continue
      for (const { pupil, starts_on, left_on } of section.members) {
        world.writer.add('section_member', {
          school_id: school.plan.id,
          section_id: section.id,
          student_id: pupil.student_id,
          person_id: pupil.person_id,
          starts_on,
          ends_on: left_on,
        })
      }
    }
  }
}

/** The class of a grade that has most room. */
export function roomiest(rooms: readonly Room[], grade: number): Room | undefined {
  return rooms
    .filter((room) => room.grade === grade && occupied(room) < largestClass)
    .reduce<Room | undefined>((best, room) => (best && occupied(best) <= occupied(room) ? best : room), undefined)
}

/** A place in a class from the first day of the year on. */
export const seat = (pupil: Pupil, year: YearPlan, extra: Partial<Seat> = {}): Seat => ({
  pupil,
  number: 0,
  starts_on: year.starts_on,
  left_on: null,
  status: 'studying',
  reason: null,
  repeating: false,
  absences: [],
  results: [],
  ...extra,
})

const occupied = (room: Room): number => room.seats.filter(({ left_on }) => left_on === null).length

function sectionsOf(school: School, room: Room): Room['sections'] {
  const taught = taughtIn(room.grade, room.grade >= 10 ? combinationOf(room.index) : null)
  const chosen = alternatives.map((code) => subjectIds[code]!)
  const isChoice = taught.filter(({ subject_id }) => chosen.includes(subject_id)).length > 1
  return taught.map((subject) => ({
    ...subject,
    name: `${subject.name} ${room.name}`,
    id: school.random.uuid(),
    room,
    roster: isChoice && chosen.includes(subject.subject_id) ? 'list' : 'class',
    teacher: null,
    members: [],
  }))
}

/** Stays the same for a pupil through the grades. */
export const choiceOf = (pupil: Pupil): number => Number(pupil.code.slice(-3))

/** What the class at a place of its grade has chosen. */
export const combinationOf = (index: number): Combination =>
  combinations.find(({ letter }) => letter === upperOrder[index % upperOrder.length])!

function className(
  style: 'numbered' | 'lettered',
  grade: number,
  index: number,
  perGrade: number,
  combination: Combination | null,
): string {
  if (style === 'lettered') return `${grade}${String.fromCharCode(65 + index)}`
  if (!combination) return `${grade}A${index + 1}`
  const same = Array.from({ length: perGrade }, (_, other) => other).filter(
    (other) => combinationOf(other) === combination,
  )
  return `${grade}${combination.letter}${same.indexOf(index) + 1}`
}
