import { subjectYear } from '../../modules/students/gradebook/rules/subject-result.ts'
import { divideHalfUp } from '../../modules/students/gradebook/rules/rounding.ts'
import { defaultPolicies } from '../../modules/students/rules/policies.ts'
import { schemeOf } from '../../modules/students/rules/schemes.ts'
import { drawAbsences, enroll, register } from './enrollment.ts'
import type { YearPlan } from './calendar.ts'
import { mark } from './marks.ts'
import { admit, newChild } from './people.ts'
import { alternatives, subjectIds, taughtIn, type Taught } from './programme.ts'
import { decideResults } from './results.ts'
import { writeOlderResults } from './older.ts'
import { choiceOf, combinationOf, numberSeats, pastRoom, seat } from './rooms.ts'
import type { Pupil, Room, School, Seat, SubjectTerms, TermValue, World } from './world.ts'

/** Half-days beyond which a pupil would not have been promoted (Circular 22/2021/TT-BGDĐT, Điều 12(1)(c)). */
const absenceLimit = 45

/**
 * The years before those with books, as a province brings them along when it begins: where everyone sat and the approved
 * results of the terms and the year, without single marks. Who sat a grade higher a year later was promoted.
 */
export function playPast(world: World, school: School, before: readonly Room[]): void {
  const [recent, older] = world.past
  const rooms = roomsOf(world, school, recent, before, 1)
  const leavers = addLeavers(world, school, recent, rooms, before)
  settle(world, school, recent, rooms)
  for (const room of rooms) for (const place of room.seats) giveAverages(school, recent, room, place)
  decideResults(world, school, recent, rooms)
  for (const pupil of leavers) register(world, school, pupil, Math.max(...school.plan.grades))
  if (!older) return
  const last = roomsOf(world, school, older, before, 2).filter(
    ({ grade }) => schemeOf(older.year, grade) !== 'circular-22-2021',
  )
  settle(world, school, older, last)
  for (const room of last) writeOlderResults(world, school, older, room)
}

/** The classes in which the pupils of a later year's classes sat some years ago, at this school. */
function roomsOf(world: World, school: School, year: YearPlan, later: readonly Room[], yearsAgo: number): Room[] {
  return later.flatMap((next) => {
    const grade = next.grade - yearsAgo
    const came = next.seats.filter(
      ({ pupil, status }) => status !== 'moved_class' && pupil.admitted_on <= year.starts_on,
    )
    if (!school.plan.grades.includes(grade) || came.length === 0) return []
    const room = pastRoom(school, grade, next)
    room.homeroom = next.homeroom
    room.seats = came.map(({ pupil }) => seat(pupil, year, { goesOn: true }))
    return [room]
  })
}

/** Pupils who finished the school in that year and are not here any more, with younger brothers and sisters who are. */
function addLeavers(world: World, school: School, year: YearPlan, rooms: Room[], later: readonly Room[]): Pupil[] {
  const last = Math.max(...school.plan.grades)
  const leavers: Pupil[] = []
  for (const next of later.filter(({ grade }) => grade === last)) {
    const room = pastRoom(school, last, next)
    room.homeroom = school.random.pick(later).homeroom
    room.seats = next.seats.map(() => {
      const family = school.random.pick(school.families)
      const child = newChild(world, school, last, year.year, { family, disability: null, by_plan: false, exempt: [] })
      const first = school.plan.grades.includes(6) ? 6 : 10
      const pupil = admit(school, child, `${year.year - (last - first)}-08-15`)
      leavers.push(pupil)
      return seat(pupil, year)
    })
    rooms.push(room)
  }
  return leavers
}

/** Numbers, class rows, enrollment, absences and homeroom teachers of a year. */
function settle(world: World, school: School, year: YearPlan, rooms: readonly Room[]): void {
  for (const room of rooms) {
    room.id = world.serials.classId()
    numberSeats(room, year)
    for (const place of room.seats) {
      drawAbsences(world, school, year, place)
      if (place.goesOn) within(place, absenceLimit)
    }
    world.writer.add('class', {
      school_id: school.plan.id,
      id: room.id,
      academic_year: year.year,
      grade: room.grade,
      name: room.name,
      slug: room.slug,
      campus_id: room.campus_id,
      shift: school.plan.name.startsWith('PTDTBT') ? 'full_day' : 'morning',
      specialised_subject_id: null,
      previous_class_id: null,
      closed_on: null,
    })
    world.writer.add('assignment', {
      school_id: school.plan.id,
      id: school.random.uuid(),
      academic_year: year.year,
      kind: 'homeroom',
      class_id: room.id,
      section_id: null,
      person_id: room.homeroom!.person_id,
      strand: null,
      answers: true,
      substitute_for: null,
      valid_from: year.starts_on,
      valid_to: year.ends_on,
    })
  }
  enroll(world, school, year, rooms)
}

function within(place: Seat, limit: number): void {
  let left = limit
  place.absences = place.absences.flatMap(({ month, excused, unexcused }) => {
    const first = Math.min(excused, left)
    const second = Math.min(unexcused, left - first)
    left -= first + second
    return first + second > 0 ? [{ month, excused: first, unexcused: second }] : []
  })
}

/** A pupil's term averages, as books of that year would have given them. */
function giveAverages(school: School, year: YearPlan, room: Room, place: Seat): void {
  const readings = defaultPolicies(year.year)
  place.results = subjectsOf(room, place).map((subject): SubjectTerms => {
    const section = { id: null, subject_id: subject.subject_id, assessment: subject.assessment }
    const term = (): TermValue => termOf(school, room, place, section)
    const terms: [TermValue, TermValue] = [term(), term()]
    // A subject that fails by comment keeps nobody back here; see goesOn.
    const { passed } = subjectYear(subject.assessment, ...terms, readings)
    if (place.goesOn && passed === false) terms[1] = { ...terms[1], passed: true }
    return { section, terms }
  })
}

function termOf({ random }: School, room: Room, place: Seat, section: SubjectTerms['section']): TermValue {
  if (place.pupil.exempt.includes(section.subject_id)) return { average: null, passed: null, exempt: true }
  const draw = (kind: 'regular' | 'midterm' | 'final') => mark(random, { ...section, room }, place, kind, 2)
  if (section.assessment === 'comment') return { average: null, passed: draw('final') === 1, exempt: false }
  const sum = 3 * draw('regular') + 2 * draw('midterm') + 3 * draw('final')
  return { average: divideHalfUp(sum, 8), passed: null, exempt: false }
}

/** What a pupil of a class was taught; of two subjects to choose from, the one that the pupil keeps to. */
function subjectsOf(room: Room, { pupil }: Seat): Taught[] {
  const taught = taughtIn(room.grade, room.grade >= 10 ? combinationOf(room.index) : null)
  const choices = taught.filter(({ subject_id }) => alternatives.some((code) => subjectIds[code] === subject_id))
  const chosen = choices[choiceOf(pupil) % choices.length]
  return choices.length > 1 ? taught.filter((subject) => !choices.includes(subject) || subject === chosen) : taught
}
