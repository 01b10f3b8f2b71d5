import type { Outcome } from '../../modules/students/results/tables.ts'
import { keepBooks } from './books.ts'
import { at, type YearPlan } from './calendar.ts'
import { drawAbsences, enroll, register, setAbsences } from './enrollment.ts'
import { known } from './known.ts'
import { placeKnownPupils, placeTeachersChild } from './known-pupils.ts'
import { changeClasses, enter, leave, moveUp, welcome } from './movement.ts'
import { addAccount } from './people.ts'
import type { SchoolPlan } from './province.ts'
import { decideResults } from './results.ts'
import { fillSections, numberSeats, openRooms } from './rooms.ts'
import { assign, knownRoom } from './assignments.ts'
import { employ } from './staff.ts'
import { writeEntryRules } from './entry-rules.ts'
import type { Pupil, Room, School, Seat, World } from './world.ts'

/** A school with the classes of the earlier of its two years, for the years before. */
export interface PlayedSchool {
  school: School
  earlier: readonly Room[]
}

/** A school's two years: everybody in it, what they were taught, and what came of it. */
export async function playSchool(world: World, plan: SchoolPlan): Promise<PlayedSchool> {
  const random = world.random.fork(plan.code)
  const registered = random.between(20, 80)
  const school: School = { plan, random, staff: [], families: [], registered, hired: 0, lockedBy: '', approvedBy: '' }
  const [before, now] = world.years

  const earlier = openRooms(world, school, before.year, [])
  school.staff = employ(world, school, earlier)
  assign(world, school, before, earlier)
  for (const grade of plan.grades) enter(world, school, before, earlier, grade)
  if (plan.known) placeKnownPupils(world, school, earlier)
  placeTeachersChild(world, school, earlier)
  leave(world, school, before, earlier)
  const outcomes = await playYear(world, school, before, earlier)

  const rooms = openRooms(world, school, now.year, earlier)
  assign(world, school, now, rooms)
  moveUp(world, school, earlier, rooms, outcomes)
  for (const grade of [6, 10]) if (plan.grades.includes(grade)) enter(world, school, now, rooms, grade)
  welcome(world, school, rooms)
  leave(world, school, now, rooms)
  changeClasses(world, school, now, rooms)
  await playYear(world, school, now, rooms)
  writeEntryRules(world, school)
  registerAll(world, school, earlier, rooms)
  return { school, earlier }
}

/** Numbers, absences, books and results of a year whose classes are full. */
async function playYear(
  world: World,
  school: School,
  year: YearPlan,
  rooms: readonly Room[],
): Promise<Map<Seat, Outcome | null>> {
  for (const room of rooms) {
    numberSeats(room, year)
    for (const seat of world.books ? room.seats : []) {
      const often = seat.pupil.stays && seat.pupil.full_name === known.oftenAbsent.full_name
      if (often && year === world.years[1]) setAbsences(world, year, seat)
      else if (seat.status !== 'moved_class') drawAbsences(world, school, year, seat)
    }
  }
  fillSections(world, school, rooms)
  enroll(world, school, year, rooms)
  if (!world.books) return new Map()
  await keepBooks(world, school, year, rooms)
  return decideResults(world, school, year, rooms)
}

/** The pupils' records, when it is known in which class each sits today. */
function registerAll(world: World, school: School, earlier: readonly Room[], rooms: readonly Room[]): void {
  const runs = !world.years[1].terms[1].over
  const grades = new Map<Pupil, number>()
  for (const room of [...earlier, ...rooms]) for (const { pupil } of room.seats) grades.set(pupil, room.grade)
  for (const room of runs ? rooms : []) {
    for (const { pupil, left_on } of room.seats) if (left_on === null) pupil.class_id = room.id
  }
  for (const [pupil, grade] of grades) register(world, school, pupil, grade)
  if (school.plan.known) openPupilAccounts(world, school, rooms)
}

/** In the known class the pupils have accounts of their own. */
function openPupilAccounts(world: World, school: School, rooms: readonly Room[]): void {
  const opened = at(world.years[1].starts_on, 9)
  for (const { pupil, left_on } of knownRoom(rooms, 0)?.seats ?? []) {
    if (left_on !== null) continue
    const login = `hs.${pupil.code}`
    addAccount(world, school, {
      person_id: pupil.person_id,
      login,
      display_name: pupil.full_name,
      created: opened,
      unit_id: school.plan.id,
    })
    world.writer.add('post', {
      id: school.random.uuid(),
      person_id: pupil.person_id,
      role: 'pupil',
      unit_id: school.plan.id,
      subject_ids: null,
      levels: null,
      valid_from: world.years[1].starts_on,
      valid_to: null,
      granted_at: opened,
    })
    if (pupil.full_name === known.children[0].full_name) world.demo.push({ role_key: 'pupil', login })
  }
}
