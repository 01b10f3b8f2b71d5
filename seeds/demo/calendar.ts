import type { LocalDate } from '../../platform/database.ts'

/** A term with the day on which its results are due. */
export interface TermPlan {
  term: 1 | 2
  starts_on: LocalDate
  ends_on: LocalDate
  results_due_on: LocalDate
  /** Whether results are in: the day of the demo lies behind the due day. */
  over: boolean
  begun: boolean
  /** How much of its usual length the demo gives the term: below 1 only in its first weeks, so that books have life. */
  pace: number
}

/** An academic year as the demo plays it. */
export interface YearPlan {
  year: number
  starts_on: LocalDate
  ends_on: LocalDate
  terms: readonly [TermPlan, TermPlan]
  /** The summer's re-assessments are behind us. */
  summerOver: boolean
}

// On this day of a first term the midterm tests are held and most of them entered.
const livelyDay = 72

/** The newest academic year on a day: the one that contains it; in summer the one that has ended. */
export function newestYear(today: LocalDate): number {
  const year = Number(today.slice(0, 4))
  return today >= `${year}-09-05` ? year : year - 1
}

/** The dates of an academic year, judged from a day. */
export function yearPlan(year: number, today: LocalDate): YearPlan {
  const next = year + 1
  const term = (number: 1 | 2, starts_on: LocalDate, ends_on: LocalDate, results_due_on: LocalDate): TermPlan => {
    const elapsed = dayNumber(today) - dayNumber(starts_on)
    const pace = number === 1 ? Math.min(1, Math.max(1, elapsed) / livelyDay) : 1
    return {
      term: number,
      starts_on,
      ends_on,
      results_due_on,
      over: today > results_due_on,
      begun: today >= starts_on,
      pace,
    }
  }
  return {
    year,
    starts_on: `${year}-09-05`,
    ends_on: `${next}-05-31`,
    terms: [
      term(1, `${year}-09-05`, `${next}-01-16`, `${next}-01-20`),
      term(2, `${next}-01-18`, `${next}-05-25`, `${next}-05-30`),
    ],
    summerOver: today >= `${next}-08-15`,
  }
}

/** The day that lies a share of a term behind its start. */
export function dayInTerm(term: TermPlan, share: number): LocalDate {
  const length = dayNumber(term.ends_on) - dayNumber(term.starts_on)
  return addDays(term.starts_on, Math.round(share * length * term.pace))
}

/** Days without lessons: the fixed ones, and those of the lunar year. */
export function holidaysOf(year: number): { starts_on: LocalDate; ends_on: LocalDate; name: string }[] {
  const next = year + 1
  const newYear = lunarDay(next, 1, 1)
  const kings = lunarDay(next, 3, 10)
  return [
    { starts_on: `${next}-01-01`, ends_on: `${next}-01-01`, name: 'Tết Dương lịch' },
    { starts_on: addDays(newYear, -5), ends_on: addDays(newYear, 5), name: 'Tết Nguyên đán' },
    { starts_on: kings, ends_on: kings, name: 'Giỗ Tổ Hùng Vương' },
    { starts_on: `${next}-04-30`, ends_on: `${next}-05-01`, name: 'Ngày Chiến thắng và Quốc tế Lao động' },
  ]
}

/** Days since 1970, for reckoning. */
export function dayNumber(day: LocalDate): number {
  const known = numbers.get(day)
  if (known !== undefined) return known
  const number = Date.parse(`${day}T00:00:00Z`) / 86_400_000
  numbers.set(day, number)
  return number
}

/** A day some days later. */
export const addDays = (day: LocalDate, days: number): LocalDate => dayOf(dayNumber(day) + days)

/** A day from its number. */
export function dayOf(number: number): LocalDate {
  const known = days.get(number)
  if (known !== undefined) return known
  const day = new Date(number * 86_400_000).toISOString().slice(0, 10)
  days.set(number, day)
  return day
}

// The same few thousand days are asked for hundreds of thousands of times.
const numbers = new Map<LocalDate, number>()
const days = new Map<number, LocalDate>()

/** An instant of a day in Vietnam. */
export const at = (day: LocalDate, hour: number, minute = 0): Date =>
  new Date(dayNumber(day) * 86_400_000 + ((hour - 7) * 60 + minute) * 60_000)

/** The first days of the months that a span touches, up to a day. */
export function monthsOf(starts_on: LocalDate, ends_on: LocalDate): LocalDate[] {
  const months: LocalDate[] = []
  for (let day = `${starts_on.slice(0, 7)}-01`; day <= ends_on; day = `${addDays(day, 32).slice(0, 7)}-01`)
    months.push(day)
  return months
}

const lunar = new Intl.DateTimeFormat('en-u-ca-chinese', {
  timeZone: 'Asia/Ho_Chi_Minh',
  day: 'numeric',
  month: 'numeric',
})

/** The day of a lunar date in the first half of a year. */
function lunarDay(year: number, month: number, day: number): LocalDate {
  for (let number = dayNumber(`${year}-01-15`); ; number++) {
    const parts = lunar.formatToParts(new Date(number * 86_400_000))
    const part = (type: string) => parts.find((found) => found.type === type)?.value
    if (part('month') === String(month) && part('day') === String(day)) return dayOf(number)
  }
}
