/** What a typed day is: nothing, a day, or not a day and why. */
export type TypedDay =
  | { kind: 'empty' }
  | { kind: 'day'; day: string }
  | { kind: 'unreadable' }
  | { kind: 'noSuchMonth'; month: number }
  | { kind: 'noSuchDate'; date: number; month: number; year: number }

/** Reads a day as people type it: 23/11/2026, 23-11-2026, 23.11.2026, 23112026, or 2026-11-23. */
export function readDay(typed: string): TypedDay {
  const text = typed.trim()
  if (!text) return { kind: 'empty' }
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)
  const written = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$/.exec(text) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(text)
  const [year, month, date] = (iso ? iso.slice(1) : (written?.slice(1).reverse() ?? [])).map(Number)
  if (year === undefined || month === undefined || date === undefined) return { kind: 'unreadable' }
  if (month < 1 || month > 12) return { kind: 'noSuchMonth', month }
  if (date < 1 || date > daysIn(year, month)) return { kind: 'noSuchDate', date, month, year }
  return { kind: 'day', day: `${year}-${two(month)}-${two(date)}` }
}

function daysIn(year: number, month: number) {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

function two(value: number) {
  return String(value).padStart(2, '0')
}
