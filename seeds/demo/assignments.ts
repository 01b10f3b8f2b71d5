import { addDays, type YearPlan } from './calendar.ts'
import { known } from './known.ts'
import { profileOf, weeks } from './profiles.ts'
import type { Room, School, Section, Teacher, World } from './world.ts'

/** Experiential activities are led by the homeroom teacher. */
const homeroomSubject = 20

/** Gives every section and class of a year its teachers, with the dates of the year. */
export function assign(world: World, school: School, year: YearPlan, rooms: readonly Room[]): void {
  for (const teacher of school.staff) teacher.load = 0
  const sections = rooms.flatMap((room) => room.sections)
  if (school.plan.known) assignKnown(school, sections, year === world.years[1] ? 0 : 1)
  for (const section of sections) {
    if (section.teacher || section.subject_id === homeroomSubject) continue
    const profile = profileOf(section.subject_id, sections)
    take(section, leastLoaded(school.staff.filter((teacher) => teacher.profile === profile.name)))
  }
  for (const room of rooms) {
    room.homeroom = homeroomOf(school, room, rooms)
    for (const section of room.sections) if (section.subject_id === homeroomSubject) take(section, room.homeroom)
    add({ kind: 'homeroom', class_id: room.id, section_id: null, person_id: room.homeroom.person_id })
  }
  for (const section of sections)
    add({ kind: 'section', class_id: null, section_id: section.id, person_id: section.teacher!.person_id })
  if (year === world.years[1]) specialAssignments(sections)

  function add(
    row: {
      kind: 'section' | 'homeroom'
      class_id: number | null
      section_id: string | null
      person_id: string
    } & Partial<Extra>,
  ): void {
    world.writer.add('assignment', {
      school_id: school.plan.id,
      id: school.random.uuid(),
      academic_year: year.year,
      ...row,
      strand: row.strand ?? null,
      answers: row.answers ?? true,
      substitute_for: row.substitute_for ?? null,
      valid_from: row.valid_from ?? year.starts_on,
      valid_to: row.valid_to ?? year.ends_on,
    })
  }

  /** One section shared by two teachers, and one teacher away for a while. */
  function specialAssignments(all: readonly Section[]): void {
    if (!school.plan.known) return
    const shared = all.find(({ subject_id }) => subject_id === 6)
    const second = shared && school.staff.find((teacher) => teacher.profile === 'khtn' && teacher !== shared.teacher)
    if (second)
      add({
        kind: 'section',
        class_id: null,
        section_id: shared.id,
        person_id: second.person_id,
        strand: 'Hoá học',
        answers: false,
      })
    const away = school.staff.findLast((teacher) => teacher.profile === 'anh')
    const standIn = school.staff.find((teacher) => teacher.profile === 'anh')
    if (!away || !standIn || away === standIn) return
    const from = addDays(world.today, -18) > year.starts_on ? addDays(world.today, -18) : year.starts_on
    for (const section of all.filter(({ teacher }) => teacher === away).slice(0, 2)) {
      add({
        kind: 'section',
        class_id: null,
        section_id: section.id,
        person_id: standIn.person_id,
        answers: false,
        substitute_for: away.person_id,
        valid_from: from,
        valid_to: addDays(from, 45),
      })
    }
  }
}

interface Extra {
  strand: string | null
  answers: boolean
  substitute_for: string | null
  valid_from: string
  valid_to: string
}

/** The known persons' sections; a year earlier the same classes, one grade below. */
function assignKnown(school: School, sections: readonly Section[], yearsBack: number): void {
  for (const [className, subject_id, name] of known.assignments) {
    const earlier = className.replace(/^\d+/, (grade) => String(Number(grade) - yearsBack))
    const section = sections.find((found) => found.subject_id === subject_id && found.room.name === earlier)
    const teacher = school.staff.find(({ full_name }) => full_name === name)
    if (section && teacher && !section.teacher) take(section, teacher)
  }
}

const reservedNames: readonly string[] = [known.mathsTeacher, known.homeroomTeacher]

function homeroomOf(school: School, room: Room, rooms: readonly Room[]): Teacher {
  const busy = new Set(rooms.map((other) => other.homeroom))
  const inClass = [...new Set(room.sections.flatMap(({ teacher }) => teacher ?? []))]
  if (school.plan.known && room === knownRoom(rooms, 0)) {
    const teacher = school.staff.find(({ full_name }) => full_name === known.homeroomTeacher)
    if (teacher && !busy.has(teacher)) return teacher
  }
  const reserved = (teacher: Teacher) => school.plan.known && reservedNames.includes(teacher.full_name)
  const free = inClass.filter((teacher) => !busy.has(teacher) && !reserved(teacher))
  const others = school.staff.filter((teacher) => !busy.has(teacher) && !reserved(teacher))
  return leastLoaded(free.length > 0 ? free : others.length > 0 ? others : school.staff)
}

/** The class around which the known persons live, or where it sat some years ago. */
export function knownRoom(rooms: readonly Room[], yearsBack: number): Room | undefined {
  const grade = known.classGrade - yearsBack
  const name = known.className.replace(/^\d+/, String(grade))
  return rooms.find((room) => room.name === name) ?? rooms.find((room) => room.grade === grade)
}

function take(section: Section, teacher: Teacher): void {
  section.teacher = teacher
  teacher.load += section.periods / weeks
}

const leastLoaded = (teachers: readonly Teacher[]): Teacher =>
  teachers.reduce((least, teacher) => (teacher.load < least.load ? teacher : least))
