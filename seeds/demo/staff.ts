import { addDays, at, type YearPlan } from './calendar.ts'
import { familyName, fullName, typed, type Sex } from './names.ts'
import { known, knownLogin } from './known.ts'
import { addPerson } from './people.ts'
import type { GrantedRole } from '../../modules/identity/tables.ts'
import type { Room, School, Section, Teacher, World } from './world.ts'
import { splitName } from '../../platform/name.ts'

interface Profile {
  name: string
  subject_ids: number[]
  team: string
  women: number
}

/** What a teacher was trained for: the first subject whose number stands here teaches it. */
const profiles: readonly Profile[] = [
  { name: 'van', subject_ids: [1, 21], team: 'Ngữ văn', women: 0.85 },
  { name: 'toan', subject_ids: [2], team: 'Toán – Tin', women: 0.6 },
  { name: 'anh', subject_ids: [3], team: 'Ngoại ngữ', women: 0.88 },
  { name: 'sudia', subject_ids: [5, 4], team: 'Lịch sử – Địa lí – GDCD', women: 0.7 },
  { name: 'su', subject_ids: [7], team: 'Lịch sử – Địa lí – GDCD', women: 0.7 },
  { name: 'dia', subject_ids: [8, 9], team: 'Lịch sử – Địa lí – GDCD', women: 0.7 },
  { name: 'khtn', subject_ids: [6, 13], team: 'Khoa học tự nhiên', women: 0.6 },
  { name: 'li', subject_ids: [10], team: 'Khoa học tự nhiên', women: 0.5 },
  { name: 'hoa', subject_ids: [11], team: 'Khoa học tự nhiên', women: 0.6 },
  { name: 'sinh', subject_ids: [12, 13], team: 'Khoa học tự nhiên', women: 0.65 },
  { name: 'tin', subject_ids: [14], team: 'Toán – Tin', women: 0.5 },
  { name: 'thechat', subject_ids: [15, 16], team: 'Thể chất – Nghệ thuật', women: 0.25 },
  { name: 'nghethuat', subject_ids: [17, 18, 19], team: 'Thể chất – Nghệ thuật', women: 0.65 },
]

/** Experiential activities are led by the homeroom teacher. */
const homeroomSubject = 20
const weeks = 35
/** A teacher's usual load without homeroom, below the norm of 19 (lower) and 17 (upper secondary). */
const usualLoad = 15

/** The people who work at a school of such classes, with posts and accounts; teachers are returned. */
export function employ(world: World, school: School, rooms: readonly Room[]): Teacher[] {
  const sections = rooms.flatMap((room) => room.sections)
  office(world, school, rooms.length)
  const heads = new Set<string>()
  const teachers: Teacher[] = []
  for (const profile of profiles) {
    const periods = sections
      .filter(({ subject_id }) => profileOf(subject_id, sections) === profile)
      .reduce((sum, section) => sum + section.periods, 0)
    const needed = Math.ceil(periods / weeks / usualLoad)
    for (let number = 0; number < needed; number++) {
      const head = number === Math.min(1, needed - 1) && !heads.has(profile.team)
      if (head) heads.add(profile.team)
      teachers.push(
        hire(world, school, profile, school.plan.known ? known.teachers[profile.name]?.[number] : undefined, head),
      )
    }
  }
  return teachers
}

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

/** Principal, deputies and the office. */
function office(world: World, school: School, classes: number): void {
  const deputies = Math.min(3, Math.ceil(classes / 14))
  const roles = [
    ['principal', 'ht', 'Ban giám hiệu'],
    ...Array.from({ length: deputies }, () => ['vice_principal', 'pht', 'Ban giám hiệu'] as const),
    ...(classes >= 8 ? [['school_administrator', 'giaovu', 'Văn phòng'] as const] : []),
    ['clerk', 'vt', 'Văn phòng'],
    ['librarian', 'tv', 'Văn phòng'],
    ['equipment_keeper', 'tb', 'Văn phòng'],
  ] as const
  const short = school.plan.slug.replace(/^(ptdtbt-)?(thcs|thpt|th)-((va-)?(thcs|thpt)-)?/, '')
  for (const [role, prefix, team] of roles) {
    const name = role === 'principal' && school.plan.known ? known.principal : undefined
    const { login, account_id } = record(world, school, {
      name,
      women: role === 'principal' ? 0.35 : 0.6,
      team,
      subject_ids: [],
      login: [prefix, short],
      roles: [role],
    })
    if (role === 'principal') school.approvedBy = account_id
    if (role === 'vice_principal') school.lockedBy = account_id
    if (school.plan.known) offer(world, role, login)
  }
}

function hire(world: World, school: School, profile: Profile, name: string | undefined, head: boolean): Teacher {
  const { login, ...teacher } = record(world, school, {
    name,
    women: profile.women,
    team: profile.team,
    subject_ids: profile.subject_ids,
    login: ['gv', ''],
    roles: head ? ['teacher', 'team_head'] : ['teacher'],
  })
  if (school.plan.known) {
    if (teacher.full_name === known.mathsTeacher) {
      offer(world, 'subject_teacher', login)
      world.teacherMother = {
        person_id: teacher.person_id,
        account_id: teacher.account_id,
        kind: 'mother',
        full_name: teacher.full_name,
        birth_year: teacher.born,
        occupation: 'Giáo viên',
        phone: teacher.phone,
        identity_number: teacher.identity_number,
      }
    } else if (teacher.full_name === known.homeroomTeacher) offer(world, 'homeroom', login)
    else if (head) offer(world, 'team_head', login)
  }
  return { ...teacher, profile: profile.name, subject_ids: profile.subject_ids, team: profile.team, load: 0 }
}

/** A staff record with person, account and posts. */
function record(
  world: World,
  school: School,
  wish: {
    name: string | undefined
    women: number
    team: string
    subject_ids: number[]
    login: [string, string]
    roles: readonly GrantedRole[]
  },
) {
  const { random, plan } = school
  const ethnicity = random.chance(0.7) ? '01' : random.weighted(plan.peoples)
  const woman = wish.name ? / Thị /.test(wish.name) : random.chance(wish.women)
  const sex: Sex = woman ? 2 : 1
  const born = wish.roles.includes('principal') ? random.between(1968, 1980) : random.between(1971, 1999)
  const full_name =
    wish.name ??
    typed(
      fullName(random, { family: familyName(random, ethnicity), ethnicity, sex, born: Math.min(born, 1999) }),
      plan.tones,
    )
  const { rest, given } = splitName(full_name)
  const [prefix, name] = wish.login
  const login = wish.name && prefix === 'gv' ? knownLogin(wish.name) : world.serials.login(prefix, name || given)
  const started_on = `${Math.max(born + 23, Number(plan.opened_on.slice(0, 4)), 1995)}-09-01`
  const { person_id, account_id, identity_number } = addPerson(world, school, {
    full_name,
    sex,
    born,
    login,
    created: at(addDays(world.years[0].starts_on, -20), 9),
    unit_id: plan.id,
  })
  const phone = world.serials.phone()
  const order = ++school.hired
  world.writer.add('staff', {
    school_id: plan.id,
    id: random.uuid(),
    person_id,
    code: `CB${String(order).padStart(3, '0')}`,
    full_name,
    rest_name: rest,
    given_name: given,
    sex,
    birth_date: `${born}-${String(random.between(1, 12)).padStart(2, '0')}-${String(random.between(1, 28)).padStart(2, '0')}`,
    phone,
    email: `${login}@tanlac.example`,
    team: wish.team,
    subject_ids: wish.subject_ids,
    started_on,
    left_on: null,
  })
  for (const role of wish.roles) {
    world.writer.add('post', {
      id: random.uuid(),
      person_id,
      role,
      unit_id: plan.id,
      subject_ids:
        role === 'team_head'
          ? profiles.filter(({ team }) => team === wish.team).flatMap(({ subject_ids }) => subject_ids)
          : null,
      levels: null,
      valid_from: started_on > world.years[0].starts_on ? world.years[0].starts_on : started_on,
      valid_to: null,
      granted_at: at(world.years[0].starts_on, 8),
    })
  }
  return { person_id, account_id: account_id!, identity_number, full_name, sex, born, phone, login }
}

function offer(world: World, role_key: string, login: string): void {
  if (!world.demo.some((account) => account.role_key === role_key)) world.demo.push({ role_key, login })
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

/** Technology belongs to the science teachers of lower and the biology teachers of upper secondary school. */
function profileOf(subject_id: number, sections: readonly Section[]): Profile {
  const lower = sections.some((section) => section.subject_id === 6)
  const able = profiles.filter(({ subject_ids }) => subject_ids.includes(subject_id))
  return (
    (lower ? able.find(({ name }) => name === 'khtn') : able.find(({ name }) => name === 'sinh')) ??
    able[0] ??
    profiles[0]!
  )
}
