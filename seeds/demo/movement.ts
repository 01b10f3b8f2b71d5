import type { Outcome } from '../../modules/students/results/tables.ts'
import { addDays, dayInTerm, type YearPlan } from './calendar.ts'
import { admit, newChild } from './people.ts'
import { largestClass, roomiest, seat } from './rooms.ts'
import { knownRoom } from './assignments.ts'
import type { Room, School, Seat, World } from './world.ts'

/** Fills a grade: in grade 10 first with those whom the cluster's lower schools send, then with children new to us. */
export function enter(world: World, school: School, year: YearPlan, rooms: readonly Room[], grade: number): void {
  const { plan, random } = school
  const classes = rooms.filter((room) => room.grade === grade)
  const perGrade = (plan.pupils / plan.grades.length) * (1 + 0.012 * random.normal())
  const seated = classes.reduce((sum, room) => sum + room.seats.length, 0)
  const wanted = Math.max(0, Math.min(classes.length * (largestClass - 1), Math.round(perGrade)) - seated)
  const coming = grade === 10 && year === world.years[1] ? world.graduates.splice(0, Math.round(wanted * 0.9)) : []
  const fresh = Array.from({ length: wanted - coming.length }, () => newChild(world, school, grade, year.year))
  // Where both levels are under one roof, those of the upper grades came to it in grade 6.
  const lowest = grade >= 10 && !(plan.grades.includes(6) && year === world.years[0]) ? 10 : 6
  const admitted_on = `${year.year - (grade - lowest)}-08-15`
  const children = [...coming, ...fresh]
    .map((child) => ({ child, rank: child.skills[0]! + 0.9 * random.normal() }))
    .toSorted((a, b) => b.rank - a.rank)
    .map(({ child }) => child)
  const first = classes[0]!
  // Where classes are numbered, the first one takes the better part.
  const chosen = plan.classNames === 'numbered' ? children.splice(0, Math.floor(wanted / classes.length)) : []
  for (const child of chosen) first.seats.push(seat(admit(school, child, admitted_on), year))
  for (const child of random.shuffled(children)) {
    roomiest(classes, grade)!.seats.push(seat(admit(school, child, admitted_on), year))
  }
}

/** Those who are promoted go up with their class, those kept back sit in the grade again; who is done goes on. */
export function moveUp(
  world: World,
  school: School,
  earlier: readonly Room[],
  rooms: readonly Room[],
  outcomes: ReadonlyMap<Seat, Outcome | null>,
): void {
  const { random } = school
  const now = world.years[1]
  const last = Math.max(...school.plan.grades)
  for (const room of earlier) {
    for (const place of room.seats) {
      if (place.left_on !== null) continue
      const { pupil } = place
      const outcome = outcomes.get(place) ?? 'promoted'
      const goesOn = room.grade === last || (room.grade === 9 && random.chance(0.45))
      if (outcome !== 'promoted' && outcome !== 'completed') {
        if (random.chance(0.75)) roomiest(rooms, room.grade)?.seats.push(seat(pupil, now, { repeating: true }))
      } else if (goesOn) {
        if (room.grade === 9) world.graduates.push(pupil)
      } else if (!pupil.stays && random.chance(0.006)) {
        world.movers.push({
          child: pupil,
          from: school.plan,
          grade: room.grade + 1,
          on: addDays(now.starts_on, random.between(3, 9)),
        })
      } else
        rooms.find(({ grade, index }) => grade === room.grade + 1 && index === room.index)!.seats.push(seat(pupil, now))
    }
  }
}

/** Pupils who come from another school of the cluster in the first weeks. */
export function welcome(world: World, school: School, rooms: readonly Room[]): void {
  const waiting = world.movers.splice(0)
  for (const mover of waiting) {
    const room = roomiest(rooms, mover.grade)
    if (!room || mover.from === school.plan || mover.on > world.today) {
      world.movers.push(mover)
    } else room.seats.push(seat(admit(school, mover.child, mover.on), world.years[1], { starts_on: mover.on }))
  }
}

/** A few leave in the course of a year; in the known class one does, and is struck out there. */
export function leave(world: World, school: School, year: YearPlan, rooms: readonly Room[]): void {
  const { random, plan } = school
  const staysNot = ({ starts_on, pupil }: Seat) => starts_on === year.starts_on && !pupil.stays
  const story = plan.known && year === world.years[1] ? knownRoom(rooms, 0)?.seats.find(staysNot) : undefined
  for (const place of rooms.flatMap(({ seats }) => seats)) {
    if (place !== story && (!random.chance(0.0035) || !staysNot(place))) continue
    const day = dayInTerm(year.terms[0], place === story ? 0.4 : 0.2 + 0.75 * random.next())
    if (day > world.today) continue
    const elsewhere = random.chance(0.5)
    place.left_on = day
    place.status = elsewhere ? 'transferred' : 'left'
    place.reason = elsewhere ? 'Chuyển đi tỉnh khác' : 'Thôi học theo nguyện vọng gia đình'
  }
}

/** Now and then a pupil changes class in September, before the first mark. */
export function changeClasses(world: World, { random }: School, year: YearPlan, rooms: readonly Room[]): void {
  const day = addDays(year.starts_on, 7)
  if (day >= world.today) return
  for (const room of rooms) {
    if (!random.chance(0.12)) continue
    const other = roomiest(
      rooms.filter((found) => found !== room),
      room.grade,
    )
    const place = room.seats.find(
      ({ left_on, starts_on, pupil }) => left_on === null && starts_on === year.starts_on && !pupil.stays,
    )
    if (!other || !place) continue
    place.left_on = day
    place.status = 'moved_class'
    place.reason = 'Chuyển lớp theo nguyện vọng gia đình'
    other.seats.push(seat(place.pupil, year, { starts_on: addDays(day, 1), repeating: place.repeating }))
  }
}
