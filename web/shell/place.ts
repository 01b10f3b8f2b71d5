import { useMemo } from 'react'
import { useLocation } from 'wouter'

/**
 * Where the person is: unit, academic year, term, class, subject, in this order, each a part of the address:
 * `/thcs-nguyen-du/2026-2027/hk1/9a2/toan`. A page other than the gradebook puts a word for itself before the place:
 * `/results/thcs-nguyen-du/2026-2027/hk1/9a2`, so that a switch keeps the page.
 */
export interface Place {
  unit?: string
  year?: string
  term?: string
  class?: string
  subject?: string
}

/** A part of a place. */
export type PlacePart = keyof Place

/** The parts of a place from the widest to the narrowest. */
export const placeParts: readonly PlacePart[] = ['unit', 'year', 'term', 'class', 'subject']

const aYear = /^\d{4}-\d{4}$/

/** Reads the place in an address; an address without a year is no place. */
export function placeIn(path: string): Place {
  const { place } = split(path)
  return Object.fromEntries(placeParts.map((part, index) => [part, place[index]]).filter(([, value]) => value))
}

/** The same page at another place: the parts after the changed one are dropped, for they belonged to the old one. */
export function pathAt(path: string, part: PlacePart, value: string): string {
  const { page, place } = split(path)
  const kept = place.slice(0, placeParts.indexOf(part))
  return `/${[...page, ...kept, value].join('/')}`
}

/** The address of a place: of the gradebook, or, after a word, of another page. */
export function placePath(place: Place, page?: string): string {
  const parts = placeParts.map((part) => place[part])
  const end = parts.indexOf(undefined)
  return `/${[page, ...(end < 0 ? parts : parts.slice(0, end))].filter(Boolean).join('/')}`
}

/** An academic year as addresses write it: 2026 is `2026-2027`. */
export function yearSlug(year: number): string {
  return `${year}-${year + 1}`
}

/** A term as addresses write it: 1 is `hk1`. */
export function termSlug(term: number): string {
  return `hk${term}`
}

/** The term of a part of an address: `hk1` is 1; `cn`, the whole year, is undefined. */
export function termOf(part: string): number | undefined {
  return /^hk[12]$/.test(part) ? Number(part.slice(2)) : undefined
}

/** The academic year of a part of an address: `2026-2027` is 2026. */
export function yearOf(part: string): number {
  return Number(part.slice(0, 4))
}

/** The academic year that runs on a day; it turns in August. */
export function runningYear(day: string): number {
  const [year = 0, month = 0] = day.split('-').map(Number)
  return month >= 8 ? year : year - 1
}

/** The place in the address now. */
export function usePlace(): Place {
  const [path] = useLocation()
  return useMemo(() => placeIn(path), [path])
}

function split(path: string): { page: string[]; place: string[] } {
  const parts = path.split('/').filter(Boolean).map(decodeURIComponent)
  const year = parts.findIndex((part) => aYear.test(part))
  if (year < 1) return { page: parts, place: [] }
  return { page: parts.slice(0, year - 1), place: parts.slice(year - 1, year - 1 + placeParts.length) }
}
