import { addDays, at } from './calendar.ts'
import { familyName, fullName, typed, type Sex } from './names.ts'
import { known, knownLogin } from './known.ts'
import { addPerson } from './people.ts'
import type { GrantedRole } from '../../modules/identity/tables.ts'
import { profileOf, profiles, weeks, type Profile } from './profiles.ts'
import type { Room, School, Teacher, World } from './world.ts'
import { splitName } from '../../platform/name.ts'

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
