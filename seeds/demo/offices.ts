import { addDays, at, holidaysOf } from './calendar.ts'
import { known } from './known.ts'
import { inText, slugOf } from './names.ts'
import { addPerson } from './people.ts'
import { units, type Cluster } from './province.ts'
import type { World } from './world.ts'
import type { GrantedRole } from '../../modules/identity/tables.ts'

/** Since this day communes stand directly under the province; districts ended the day before. */
const twoLevels = '2025-07-01'

const unitDefaults = {
  institution_code: null,
  ownership: 'public',
  province_code: known.province.code,
  commune_code: null,
  address: null,
  phone: null,
  email: null,
  closed_on: null,
} as const

/** The ministry, the sở with its divisions, a district office of before, and the people of the sở. */
export function writeOffices(world: World): void {
  const { writer } = world
  writer.add('province', known.province)
  const name = known.province.short_name
  const office = (
    id: number,
    kind: 'ministry' | 'department' | 'district_office' | 'division',
    code: string,
    full: string,
    short: string,
    opened_on: string,
    closed_on: string | null = null,
  ) =>
    writer.add('unit', {
      ...unitDefaults,
      id,
      kind,
      code,
      slug: slugOf(short),
      name: full,
      short_name: short,
      opened_on,
      closed_on,
    })
  office(units.ministry, 'ministry', 'BGDDT', 'Bộ Giáo dục và Đào tạo', 'Bộ GD&ĐT', '1945-08-28')
  office(units.department, 'department', 'SGDDT-00', `Sở Giáo dục và Đào tạo ${name}`, `Sở GD&ĐT ${name}`, '1991-10-01')
  office(
    units.district,
    'district_office',
    'PGDDT-00-1',
    'Phòng Giáo dục và Đào tạo huyện Tân Sơn',
    'Phòng GD&ĐT Tân Sơn',
    '1991-10-01',
    addDays(twoLevels, -1),
  )
  const divisions = ['Giáo dục phổ thông', 'Quản lí chất lượng', 'Tổ chức cán bộ']
  for (const [index, id] of units.divisions.entries())
    office(
      id,
      'division',
      `SGDDT-00-${index + 1}`,
      `Phòng ${divisions[index]}`,
      `Phòng ${divisions[index]}`,
      '1991-10-01',
    )
  const parents: [number, number][] = [
    [units.department, units.ministry],
    ...units.divisions.map((id): [number, number] => [id, units.department]),
  ]
  for (const [unit_id, parent_id] of parents)
    writer.add('unit_parent', { unit_id, parent_id, valid_from: '1991-10-01', valid_to: null })
  writer.add('unit_parent', {
    unit_id: units.district,
    parent_id: units.department,
    valid_from: '1991-10-01',
    valid_to: twoLevels,
  })

  for (const { role_key, role, login, name: full_name, sex, subject_ids, levels } of known.officials) {
    official(world, {
      role,
      login,
      full_name,
      sex,
      unit_id: units.department,
      subject_ids: subject_ids && [...subject_ids],
      levels: levels && [...levels],
    })
    if (role_key) world.demo.push({ role_key, login })
  }
}

/** The communes of a cluster with their offices, and their schools with the places in both trees. */
export function writeCommunes(world: World, { communes, schools }: Cluster): void {
  const { writer } = world
  for (const { code, name, office, land } of communes) {
    writer.add('commune', { code, province_code: known.province.code, name })
    writer.add('unit', {
      ...unitDefaults,
      id: office,
      kind: 'commune_office',
      code: `UBND-${code}`,
      slug: slugOf(name),
      name: `Uỷ ban nhân dân ${inText(name)}`,
      short_name: name,
      commune_code: code,
      opened_on: twoLevels,
    })
    writer.add('unit_parent', { unit_id: office, parent_id: units.department, valid_from: twoLevels, valid_to: null })
    const first = !world.demo.some(({ role_key }) => role_key === 'commune_officer')
    const login = world.serials.login('xa', name.replace(/^\S+ /, ''))
    official(world, {
      role: 'commune_officer',
      login,
      full_name: first
        ? known.communeOfficer
        : `Cán bộ ${land === 'town' ? 'phường' : 'xã'} ${name.replace(/^\S+ /, '')}`,
      sex: 2,
      unit_id: office,
      subject_ids: null,
      levels: null,
    })
    if (first) world.demo.push({ role_key: 'commune_officer', login })
  }
  for (const plan of schools) {
    const { commune } = plan
    writer.add('unit', {
      ...unitDefaults,
      id: plan.id,
      kind: 'school',
      institution_code: plan.institution_code,
      ownership: plan.ownership,
      code: plan.code,
      slug: plan.slug,
      name: `Trường ${plan.name}`,
      short_name: plan.name,
      commune_code: commune.code,
      address: `${commune.name}, ${inText(known.province.name)}`,
      phone: `0200 3${String(plan.id).padStart(6, '0')}`,
      email: `${plan.slug}@tanlac.example`,
      opened_on: plan.opened_on,
    })
    const upper = plan.institution_code === 'C3' || plan.institution_code === 'C23'
    if (upper)
      writer.add('unit_parent', {
        unit_id: plan.id,
        parent_id: units.department,
        valid_from: plan.opened_on,
        valid_to: null,
      })
    else {
      writer.add('unit_parent', {
        unit_id: plan.id,
        parent_id: units.district,
        valid_from: plan.opened_on,
        valid_to: twoLevels,
      })
      writer.add('unit_parent', { unit_id: plan.id, parent_id: commune.office, valid_from: twoLevels, valid_to: null })
    }
    if (!plan.campus) continue
    writer.add('unit', {
      ...unitDefaults,
      id: plan.campus,
      kind: 'campus',
      code: `${plan.code}-2`,
      slug: `${plan.slug}-diem-2`,
      name: `Điểm trường Gò Mè, Trường ${plan.name}`,
      short_name: `${plan.name} – điểm Gò Mè`,
      commune_code: commune.code,
      opened_on: plan.opened_on,
    })
    writer.add('unit_parent', { unit_id: plan.campus, parent_id: plan.id, valid_from: plan.opened_on, valid_to: null })
  }
}

/** The academic years with terms and holidays, set by the sở. */
export function writeCalendar(world: World): void {
  const { writer } = world
  const plans = [...world.past, ...world.years].filter((plan) => plan !== undefined)
  for (const { year, starts_on, ends_on, terms } of plans) {
    writer.add('academic_year', { year, starts_on, ends_on })
    for (const term of terms) {
      writer.add('term', {
        unit_id: units.department,
        academic_year: year,
        term: term.term,
        starts_on: term.starts_on,
        ends_on: term.ends_on,
        results_due_on: term.results_due_on,
      })
    }
    for (const holiday of holidaysOf(year))
      writer.add('holiday', { unit_id: units.department, academic_year: year, ...holiday })
  }
}

/** What the province has set, and what the demo must remember of itself. */
export function writeSettings(world: World, origin: { size: number; seed: string }): void {
  const { name, short_name } = known.province
  world.writer.add('setting', {
    name: 'province',
    value: JSON.stringify({ name: short_name, full_name: name, code: null, emblem: null }),
  })
  world.writer.add('setting', { name: 'marks', value: JSON.stringify({ two_digit_shorthand: true }) })
  world.writer.add('setting', {
    name: 'demo',
    value: JSON.stringify({ ...origin, today: world.today, accounts: world.demo }),
  })
}

function official(
  world: World,
  who: {
    role: GrantedRole
    login: string
    full_name: string
    sex: 1 | 2
    unit_id: number
    subject_ids: number[] | null
    levels: string[] | null
  },
): void {
  const school = { random: world.random }
  const born = world.random.between(1970, 1990)
  const created = at(addDays(world.years[0].starts_on, -60), 9)
  const { person_id } = addPerson(world, school, {
    full_name: who.full_name,
    sex: who.sex,
    born,
    login: who.login,
    created,
    unit_id: who.unit_id,
  })
  world.writer.add('post', {
    id: world.random.uuid(),
    person_id,
    role: who.role,
    unit_id: who.unit_id,
    subject_ids: who.subject_ids,
    levels: who.levels,
    valid_from: twoLevels > world.years[0].starts_on ? world.years[0].starts_on : twoLevels,
    valid_to: null,
    granted_at: created,
  })
}
