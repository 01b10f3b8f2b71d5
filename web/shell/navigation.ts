import { useMemo } from 'react'
import { formatAcademicYear, useText } from '../text.ts'
import type { Translate } from '../text.ts'
import type { IconName } from '../ui/Icon.tsx'
import { useHomerooms } from './homerooms.ts'
import type { Homeroom } from './homerooms.ts'
import { bookPath, progressOf, useOwnSections } from './own-sections.ts'
import type { OwnSection } from './own-sections.ts'
import { placePath, runningYear, termSlug, usePlace, yearSlug } from './place.ts'
import type { Place, PlacePart } from './place.ts'
import { useViewer } from './session.ts'
import type { Post, Role } from './session.ts'

/** One line of the side list or one tab of the phone. */
export interface SideItem {
  href: string
  label: string
  icon: IconName
  count?: string
}

/** Lines of one kind under a title; the first group has none. */
export interface SideGroup {
  title?: string
  items: readonly SideItem[]
}

/** One thing that a part of the place may be switched to. */
export interface PlaceChoice {
  value: string
  label: string
}

/** What each part of the place may be switched to; the current value is among them. */
export type PlaceChoices = Partial<Record<PlacePart, readonly PlaceChoice[]>>

/** The side list of the person: work first, then their own classes by name, modules last. */
export function useSide(): readonly SideGroup[] {
  const t = useText()
  const sections = useOwnSections()
  const homerooms = useHomerooms()
  const { posts, today } = useViewer()
  return useMemo(() => {
    const work: SideGroup = { items: [{ href: '/', label: t('shell.today'), icon: 'home' }] }
    const books: SideGroup = { title: t('shell.own_books'), items: sections.map(bookItem) }
    return [
      work,
      ...(sections.length ? [books] : []),
      ...homerooms.map((homeroom) => leading(t, homeroom)),
      ...pupilsOf(t, posts, runningYear(today)),
      ...managing(t, posts),
    ]
  }, [t, sections, homerooms, posts, today])
}

/** The tabs of a phone: the first three lines of the side list and the rest behind a fourth. */
export function tabsOf(t: Translate, side: readonly SideGroup[]): readonly SideItem[] {
  const first = side.flatMap((group) => group.items).slice(0, 3)
  return [...first, { href: '/more', label: t('shell.more'), icon: 'menu' }]
}

/**
 * The place in the address, and what each of its parts may be switched to: the person's units, the years and terms,
 * and of classes and subjects those that they teach there.
 */
export function usePlaceChoices(): { place: Place; choices: PlaceChoices } {
  const t = useText()
  const { posts, today } = useViewer()
  const place = usePlace()
  const sections = useOwnSections()
  return useMemo(() => {
    const here = sections.filter((section) => section.place.unit === place.unit)
    const inClass = here.filter((section) => section.place.class === place.class)
    return {
      place,
      choices: {
        unit: distinct(posts.flatMap(({ unit }) => (unit ? [[unit.slug, unit.shortName] as const] : []))),
        year: yearsUntil(today).map((year) => ({ value: yearSlug(year), label: formatAcademicYear(year) })),
        term: termSlugs.map((value) => ({ value, label: t(`shell.term_${value}`) })),
        class: distinct(here.map((section) => [section.place.class, section.place.className] as const)),
        subject: distinct(inClass.map((section) => [section.place.subject, section.place.subjectName] as const)),
      },
    }
  }, [t, posts, today, place, sections])
}

/** What a homeroom teacher does for the own class. */
function leading(t: Translate, { unit, class: slug, className, academicYear, term }: Homeroom): SideGroup {
  const place = { unit, year: yearSlug(academicYear), term: termSlug(term), class: slug }
  return {
    title: t('shell.homeroom', { class: className }),
    items: [
      { href: placePath(place, 'students'), label: t('shell.pupils'), icon: 'people' },
      { href: placePath(place, 'absences'), label: t('shell.absences'), icon: 'check' },
      { href: placePath(place, 'conduct'), label: t('shell.conduct'), icon: 'pencil' },
      { href: placePath(place, 'results'), label: t('shell.results'), icon: 'chart' },
      { href: placePath(place, 'guardians'), label: t('shell.guardians'), icon: 'mail' },
    ],
  }
}

/** Where the pupils of the person's school are, or those of the whole province are found. */
function pupilsOf(t: Translate, posts: readonly Post[], year: number): readonly SideGroup[] {
  const schools = posts.filter(({ role, unit }) => unit && pupilRoles.includes(role))
  const everywhere = posts.some(({ role }) => role === 'officer' || role === 'leader')
  const items: SideItem[] = [
    ...distinct(schools.map(({ unit }) => [unit!.slug, unit!.shortName] as const)).map(({ value, label }) => ({
      href: `/students/${value}/${yearSlug(year)}`,
      label: schools.length > 1 ? `${t('shell.pupils')} · ${label}` : t('shell.pupils'),
      icon: 'people' as const,
    })),
    ...(everywhere ? [{ href: '/students', label: t('shell.find_pupils'), icon: 'search' as const }] : []),
  ]
  return items.length ? [{ title: t('shell.records'), items }] : []
}

const pupilRoles: readonly Role[] = ['principal', 'vice_principal', 'school_administrator', 'stand_in', 'clerk']

/** What an administrator of units or of a school's accounts comes for. */
function managing(t: Translate, posts: readonly Post[]): readonly SideGroup[] {
  const units = posts.some(({ role }) => role === 'administrator' || role === 'officer')
  const schools = posts.filter(({ role, unit }) => unit && accountRoles.includes(role))
  const items: SideItem[] = [
    ...(units ? [{ href: '/units', label: t('shell.units'), icon: 'tree' as const }] : []),
    ...distinct(schools.map(({ unit }) => [unit!.slug, unit!.shortName] as const)).map(({ value, label }) => ({
      href: `/accounts/${value}`,
      label: schools.length > 1 ? `${t('shell.accounts')} · ${label}` : t('shell.accounts'),
      icon: 'key' as const,
    })),
  ]
  return items.length ? [{ title: t('shell.manage'), items }] : []
}

const accountRoles: readonly Role[] = ['administrator', 'principal', 'vice_principal', 'school_administrator']

const termSlugs = ['hk1', 'hk2', 'cn'] as const

function bookItem(section: OwnSection): SideItem {
  const { done, of } = progressOf(section)
  const { className, subjectName } = section.place
  return {
    href: bookPath(section),
    label: `${className} · ${subjectName}`,
    icon: 'grid',
    count: `${done}/${of}`,
  }
}

/** The academic years that may be looked at: this one, which begins in August, and the two before. */
function yearsUntil(today: string): readonly number[] {
  const running = runningYear(today)
  return [running, running - 1, running - 2]
}

function distinct(pairs: readonly (readonly [value: string, label: string])[]): readonly PlaceChoice[] {
  return [...new Map(pairs)].map(([value, label]) => ({ value, label }))
}
