import { familyName, inText } from './names.ts'
import { addGuardian, admit, newChild } from './people.ts'
import { known } from './known.ts'
import { seat } from './rooms.ts'
import { knownRoom } from './assignments.ts'
import type { Child, Family, Pupil, Room, School, World } from './world.ts'

/** What keeps a known child at school and out of the other stories. */
const settled = { disability: null, by_plan: false, exempt: [], stays: true }

/**
 * Gives the known school its known pupils in the year before, so that they have a past: some by renaming those whom
 * chance has put into the class, the children of the known family besides them.
 */
export function placeKnownPupils(world: World, school: School, rooms: readonly Room[]): void {
  const room = knownRoom(rooms, 1)
  if (!room) return
  const places = room.seats.map(({ pupil }) => pupil)
  for (const wish of known.pupils) rename(places, wish)
  const often = known.oftenAbsent
  const other = rooms.find(({ name }) => name === often.className.replace(/^\d+/, String(room.grade))) ?? room
  rename(other === room ? places : other.seats.map(({ pupil }) => pupil), often)

  const family = knownFamily(world, school)
  const [son, daughter] = known.children
  const before = world.years[0]
  const enter = (grade: number, child: typeof son | typeof daughter, to: Room) => {
    const birth_date = `${before.year - grade - 5}${child.birth_date}`
    const wish = { ...settled, full_name: child.full_name, sex: child.sex, birth_date, family, lift: 0.5 }
    sit(world, school, to, newChild(world, school, grade, before.year, wish))
  }
  enter(room.grade, son, room)
  // The daughter finishes here and goes on to an upper secondary school: two records of one child.
  const last = rooms.find(({ grade }) => grade === known.classGrade)
  if (last) enter(last.grade, daughter, last)
  world.demo.push({ role_key: 'parent', login: `ph.${known.father.phone}` })
}

/** The known teacher's own child sits in the lowest grade of another school. */
export function placeTeachersChild(world: World, school: School, rooms: readonly Room[]): void {
  const room = rooms.find(({ grade }) => grade === 6)
  if (!room || !world.teacherMother || school.plan.known) return
  const { family: name, full_name, sex } = known.teachersChild
  const family: Family = { ...plainFamily(school, name), guardians: [world.teacherMother] }
  world.teacherMother = null
  sit(
    world,
    school,
    room,
    newChild(world, school, 6, world.years[0].year, { ...settled, full_name, sex, family, lift: 0.4 }),
  )
}

/** A pupil takes the name and people that the story wants, and the strength to stay in the class. */
function rename(pupils: Pupil[], wish: { full_name: string; sex: 1 | 2; ethnicity: string }): void {
  const pupil = pupils.find(({ sex, stays }) => sex === wish.sex && !stays)
  if (!pupil) return
  const { full_name, ethnicity } = wish
  const skills = pupil.skills.map((skill) => Math.max(skill, -0.6))
  Object.assign(pupil, {
    ...settled,
    full_name,
    skills,
    family: { ...pupil.family, ethnicity },
    diligence: Math.max(0, pupil.diligence),
  })
}

function knownFamily(world: World, school: School): Family {
  const family = plainFamily(school, 'Nguyễn')
  const father = addGuardian(world, school, family, 'father', {
    full_name: known.father.name,
    phone: known.father.phone,
  })
  const mother = addGuardian(world, school, { name: familyName(school.random, '01'), ethnicity: '01' }, 'mother')
  return { ...family, guardians: [father, mother] }
}

const plainFamily = ({ plan }: School, name: string): Family => ({
  name,
  ethnicity: '01',
  religion: '00',
  poverty: null,
  residence: `Tổ 5, ${inText(plan.commune.name)}`,
  commune: plan.commune.code,
  guardians: [],
})

/** Classes are opened one below the limit, so that there is a place. */
function sit(world: World, school: School, room: Room, child: Child): void {
  const before = world.years[0]
  room.seats.push(seat(admit(school, child, `${before.year - (room.grade - 6)}-08-15`), before))
}
