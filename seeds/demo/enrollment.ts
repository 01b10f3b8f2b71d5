import { splitName } from '../../platform/name.ts'
import { addDays, at, monthsOf, type YearPlan } from './calendar.ts'
import { known } from './known.ts'
import { policyGroupsOf } from './policy-groups.ts'
import { motorDisability } from './people.ts'
import type { Pupil, Room, School, Seat, World } from './world.ts'

/** Writes where everyone sits in a year, and when they were absent. */
export function enroll(world: World, school: School, year: YearPlan, rooms: readonly Room[]): void {
  const ended = year.terms[1].over
  for (const room of rooms) {
    for (const seat of room.seats) {
      const { pupil, left_on, status } = seat
      const runs = left_on === null && !ended
      world.writer.add('enrollment', {
        school_id: school.plan.id,
        id: school.random.uuid(),
        academic_year: year.year,
        student_id: pupil.student_id,
        person_id: pupil.person_id,
        class_id: room.id,
        number: seat.number,
        starts_on: seat.starts_on,
        ends_on: left_on ?? (runs ? null : year.ends_on),
        status,
        end_reason: seat.reason,
        repeating: seat.repeating,
      })
      for (const { month, excused, unexcused } of seat.absences) {
        world.writer.add('absence', {
          school_id: school.plan.id,
          academic_year: year.year,
          student_id: pupil.student_id,
          person_id: pupil.person_id,
          class_id: room.id,
          month,
          excused,
          unexcused,
        })
      }
    }
  }
}

/** Draws the absences of a pupil's months up to the day of the demo. */
export function drawAbsences(world: World, { random }: School, year: YearPlan, seat: Seat): void {
  const { frailty, diligence } = seat.pupil
  const end = [year.ends_on, world.today, seat.left_on ?? '9999-12-31'].toSorted()[0]!
  for (const month of monthsOf(seat.starts_on, end)) {
    const excused = Math.min(20, poisson(0.42 * frailty))
    const unexcused = Math.min(15, poisson(0.1 * frailty * Math.exp(-0.35 * diligence)))
    if (excused + unexcused > 0) seat.absences.push({ month, excused, unexcused })
  }

  function poisson(mean: number): number {
    const limit = Math.exp(-Math.min(mean, 12))
    let count = 0
    for (let product = random.next(); product > limit; product *= random.next()) count++
    return count
  }
}

/** Spreads a known number of absences over the months so far. */
export function setAbsences(world: World, year: YearPlan, seat: Seat): void {
  const end = year.ends_on < world.today ? year.ends_on : world.today
  const months = monthsOf(year.starts_on, end)
  const share = (total: number, index: number) =>
    Math.floor(((index + 1) * total) / months.length) - Math.floor((index * total) / months.length)
  const { absences, unexcused } = known.oftenAbsent
  seat.absences = months.map((month, index) => ({
    month,
    excused: share(absences - unexcused, index),
    unexcused: share(unexcused, index),
  }))
}

/** The school's record of a pupil, with the guardians in it. */
export function register(world: World, school: School, pupil: Pupil, grade: number): void {
  const { plan, random } = school
  const { rest, given } = splitName(pupil.full_name)
  const { family } = pupil
  world.writer.add('student', {
    school_id: plan.id,
    id: pupil.student_id,
    person_id: pupil.person_id,
    code: pupil.code,
    register_number: pupil.register_number,
    full_name: pupil.full_name,
    rest_name: rest,
    given_name: given,
    sex: pupil.sex,
    birth_date: pupil.birth_date,
    birth_place: `Tỉnh ${known.province.short_name}`,
    ethnicity: family.ethnicity,
    religion: family.religion,
    nationality: 'VN',
    residence: family.residence,
    residence_commune: family.commune,
    residence_province: known.province.code,
    policy_groups: policyGroupsOf(school, { pupil }),
    poor_household: family.poverty,
    disability: pupil.disability,
    assessment_by_plan: pupil.by_plan,
    union_member: grade <= 8 ? 'pioneer' : random.chance(0.6) ? 'youth_union' : grade === 9 ? 'pioneer' : null,
    admitted_on: pupil.admitted_on,
    class_id: pupil.class_id,
  })
  for (const subject_id of pupil.exempt) writeExemption(world, school, pupil, subject_id, 'subject')
  const practice = pupil.disability === motorDisability && !pupil.exempt.includes(physicalEducation)
  if (practice) writeExemption(world, school, pupil, physicalEducation, 'practice')
  for (const guardian of family.guardians) {
    world.writer.add('guardianship', {
      school_id: plan.id,
      id: random.uuid(),
      student_id: pupil.student_id,
      child_id: pupil.person_id,
      person_id: guardian.person_id,
      kind: guardian.kind,
      full_name: guardian.full_name,
      birth_year: guardian.birth_year,
      occupation: guardian.occupation,
      phone: guardian.phone,
      identity_number: guardian.identity_number,
      claimed_at: guardian.account_id ? at(claimedOn(), random.between(8, 21)) : null,
      valid_from: pupil.admitted_on,
      valid_to: null,
    })
  }

  function claimedOn(): string {
    const [before] = world.years
    const from = pupil.admitted_on > before.starts_on ? pupil.admitted_on : before.starts_on
    const day = addDays(from, random.between(5, 20))
    return day < world.today ? day : addDays(world.today, -1)
  }
}

const physicalEducation = 15

/** Papers for what a pupil need not do, in each year at this school (Circular 22/2021/TT-BGDĐT, Điều 10 and Điều 11). */
function writeExemption(
  world: World,
  school: School,
  pupil: Pupil,
  subject_id: number,
  extent: 'practice' | 'subject',
): void {
  for (const { year, starts_on } of world.years) {
    if (starts_on > world.today || pupil.admitted_on > starts_on) continue
    world.writer.add('exemption', {
      school_id: school.plan.id,
      id: school.random.uuid(),
      academic_year: year,
      student_id: pupil.student_id,
      person_id: pupil.person_id,
      subject_id,
      extent,
      term: null,
      document:
        extent === 'subject'
          ? 'Kế hoạch giáo dục cá nhân, giấy xác nhận khuyết tật'
          : 'Đơn xin miễn thực hành, giấy xác nhận khuyết tật',
      decided_by: school.approvedBy,
      decided_at: at(starts_on, 10),
    })
  }
}
