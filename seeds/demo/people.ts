import { addDays, at, dayOf, dayNumber } from './calendar.ts'
import { familyName, fullName, typed, type Sex, inText } from './names.ts'
import { occupations } from './name-lists.ts'
import type { Random } from './random.ts'
import type { Child, Family, Guardian, Pupil, School, World } from './world.ts'

// Places for skills: general, then subjects 1 to 23.
const skillPlaces = 24
const literary = [1, 3, 4, 5, 7, 8, 9]

/** A person, with an account where there is a login; who works somewhere has it from that unit. */
export function addPerson(
  world: World,
  school: Pick<School, 'random'>,
  person: { full_name: string; sex: Sex; born: number; login: string | null; created: Date; unit_id: number | null },
): { person_id: string; account_id: string | null; identity_number: string } {
  const person_id = school.random.uuid()
  const identity_number = world.serials.identityNumber(person.sex, person.born)
  world.writer.add('person', { id: person_id, identity_number })
  const { login, created, unit_id, full_name } = person
  const account_id = login && addAccount(world, school, { person_id, login, display_name: full_name, created, unit_id })
  return { person_id, account_id, identity_number }
}

/** An account that opens with the demo's password. */
export function addAccount(
  world: World,
  { random }: Pick<School, 'random'>,
  account: { person_id: string; login: string; display_name: string; created: Date; unit_id: number | null },
): string {
  const id = random.uuid()
  const { person_id, login, display_name, created, unit_id } = account
  const seen_on = addDays(world.today, -random.between(1, 30))
  world.writer.add('account', {
    id,
    person_id,
    login,
    display_name,
    password_hash: world.passwordHash,
    state: 'active',
    created_at: created,
    last_sign_in_at: random.chance(0.9) ? at(seen_on, random.between(7, 21), random.between(0, 59)) : null,
    unit_id,
  })
  return id
}

/** A family of the school's district: one of those already known now and then, a new one otherwise. */
export function familyFor(world: World, school: School): Family {
  const { random, plan, families } = school
  if (families.length > 20 && random.chance(0.13)) return random.pick(families)
  const ethnicity = random.weighted(plan.peoples)
  const land = plan.commune.land
  const name = familyName(random, ethnicity)
  const poor = { town: 0.015, country: 0.05, mountain: 0.24 }[land]
  const hamlet =
    land === 'town' ? `Tổ ${random.between(1, 14)}` : `${land === 'country' ? 'Thôn' : 'Bản'} ${random.pick(hamlets)}`
  const family: Family = {
    name,
    ethnicity,
    religion: random.weighted([
      ['00', 88],
      ['02', 5],
      ['01', 5],
      ['08', land === 'mountain' ? 6 : 0.5],
    ]),
    poverty: random.chance(poor) ? 'poor' : random.chance(poor * 1.2) ? 'near_poor' : null,
    residence: `${hamlet}, ${inText(plan.commune.name)}`,
    commune: plan.commune.code,
    guardians: [],
  }
  const kinds = random.weighted<Guardian['kind'][]>([
    [['father', 'mother'], 66],
    [['mother'], 20],
    [['father'], 11],
    [['guardian'], 3],
  ])
  for (const kind of kinds) family.guardians.push(addGuardian(world, school, family, kind))
  families.push(family)
  if (families.length > 400) families.shift()
  return family
}

/** A guardian; four in five have claimed their account. */
export function addGuardian(
  world: World,
  school: School,
  family: Pick<Family, 'name' | 'ethnicity'>,
  kind: Guardian['kind'],
  known?: { full_name: string; phone: string },
): Guardian {
  const { random, plan } = school
  const sex: Sex = kind === 'father' || (kind === 'guardian' && random.chance(0.4)) ? 1 : 2
  const birth_year = kind === 'guardian' ? random.between(1952, 1964) : random.between(1974, 1991) - (sex === 1 ? 2 : 0)
  const own =
    kind === 'father' || (kind === 'guardian' && sex === 1) ? family.name : familyName(random, family.ethnicity)
  const full_name =
    known?.full_name ??
    typed(fullName(random, { family: own, ethnicity: family.ethnicity, sex, born: birth_year }), plan.tones)
  const phone = known?.phone ?? world.serials.phone()
  const claimed = known !== undefined || random.chance(0.8)
  const created = at(addDays(world.years[0].starts_on, random.between(5, 60)), random.between(8, 21))
  const person = addPerson(world, school, {
    full_name,
    sex,
    born: birth_year,
    login: claimed ? `ph.${phone}` : null,
    created,
    unit_id: null,
  })
  return { ...person, kind, full_name, birth_year, occupation: random.weighted(occupations[plan.commune.land]), phone }
}

/** A child who enters school in a grade of a year; what is known of it is not drawn, and `lift` is how far it stands above its like. */
export function newChild(
  world: World,
  school: School,
  grade: number,
  year: number,
  { lift = 0, ...wish }: Partial<Child> & { lift?: number } = {},
): Child {
  const { random, plan } = school
  const family = wish.family ?? familyFor(world, school)
  const sex: Sex = wish.sex ?? (random.chance(0.515) ? 1 : 2)
  const late = random.chance(plan.commune.land === 'mountain' ? 0.08 : 0.012) ? 1 : 0
  const born = year - grade - 5 - late
  const general = plan.ability + random.normal() + lift
  const disabled = random.chance(0.007)
  const by_plan = disabled && random.chance(0.6)
  const child: Child = {
    person_id: random.uuid(),
    code: world.serials.pupilCode(),
    full_name: typed(fullName(random, { family: family.name, ethnicity: family.ethnicity, sex, born }), plan.tones),
    sex,
    birth_date: dayOf(dayNumber(`${born}-01-01`) + random.between(0, 364)),
    family,
    skills: skillsOf(random, general - (by_plan ? 0.9 : 0), sex),
    diligence: 0.45 * general + random.normal() + (sex === 2 ? 0.3 : 0),
    // One in a thousand is ill for months.
    frailty: random.chance(0.001) ? 11 : Math.exp(Math.min(1.7, 0.65 * random.normal() - 0.2 * general)),
    disability: disabled ? random.pick(disabilities) : null,
    by_plan,
    exempt: by_plan && random.chance(0.6) ? [random.pick([3, 15])] : [],
    stays: false,
    ...wish,
  }
  const identity_number = world.serials.identityNumber(sex, Number(child.birth_date.slice(0, 4)))
  world.writer.add('person', { id: child.person_id, identity_number })
  return child
}

/** Skills in all subjects hang together; girls are a little ahead, in languages more than elsewhere. */
function skillsOf(random: Random, general: number, sex: Sex): number[] {
  return Array.from({ length: skillPlaces }, (_, subject) => {
    if (subject === 0) return general
    const ahead = sex === 1 ? 0 : literary.includes(subject) ? 0.28 : 0.08
    return 0.8 * general + 0.5 * random.normal() + ahead
  })
}

/** A child becomes a pupil of a school. */
export function admit(school: School, child: Child, admitted_on: string): Pupil {
  school.registered++
  return {
    ...child,
    student_id: school.random.uuid(),
    register_number: `${String(school.registered).padStart(4, '0')}/${admitted_on.slice(0, 4)}`,
    admitted_on,
    class_id: null,
  }
}

const hamlets = [
  'Đồng Tâm',
  'Tân Tiến',
  'Bãi Nghìn',
  'Khuổi Lạo',
  'Nà Pheo',
  'Cầu Đất',
  'Gò Mè',
  'Trung Thành',
  'Đầm Sen',
  'Suối Rút',
  'Nậm Cha',
  'Vạn Mai',
  'Làng Mới',
  'Đồi Chè',
  'Bến Ngọc',
  'Hang Đá',
]

/** A disability that keeps from the practice of physical education. */
export const motorDisability = 'Khuyết tật vận động'

const disabilities = [
  motorDisability,
  'Khuyết tật nghe, nói',
  'Khuyết tật nhìn',
  'Khuyết tật trí tuệ',
  'Khuyết tật khác',
]
