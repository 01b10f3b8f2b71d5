import type { Translate } from '../text.ts'
import type { IconName } from '../ui/Icon.tsx'
import type { Homeroom } from './homerooms.ts'
import { bookPath, progressOf } from './own-sections.ts'
import type { OwnSection } from './own-sections.ts'
import { placePath, termSlug, yearSlug } from './place.ts'
import type { Post, Role } from './session.ts'

/** One line of the side list or one tab of the phone. */
export interface SideItem {
  href: string
  label: string
  icon: IconName
  count?: string
  /** Its word at the thumb of a phone; only a few lines are tabs. */
  tab?: string
}

/** Lines of one kind under a title; the first group has none. */
export interface SideGroup {
  title?: string
  items: readonly SideItem[]
}

/** What the side list is made of. */
export interface SideOf {
  posts: readonly Post[]
  sections: readonly OwnSection[]
  homerooms: readonly Homeroom[]
  /** The academic year and the term that run. */
  year: number
  term: number
}

/** The side list of a person: work first, then their own classes by name, then what their posts keep, modules last. */
export function sideOf(t: Translate, side: SideOf): readonly SideGroup[] {
  const { posts, sections, homerooms } = side
  const roles = new Set(posts.map(({ role }) => role))
  const schools = unitsOf(posts, leadingRoles)
  return [
    { items: workOf(t, roles, sections) },
    ...(sections.length > 0 ? [{ title: t('shell.own_books'), items: sections.map(bookItem) }] : []),
    ...homerooms.map((homeroom) => homeroomGroup(t, homeroom)),
    ...schools.map((unit) => teachingGroup(t, unit, side, schools.length > 1)),
    ...schools.map((unit) => schoolGroup(t, unit, side, schools.length > 1)),
    ...managingGroup(t, side),
  ]
}

/** The tabs of a phone: what is named for it, at most three, and the rest behind a fourth. */
export function tabsOf(t: Translate, side: readonly SideGroup[]): readonly SideItem[] {
  const named = side.flatMap(({ items }) => items).flatMap((item) => (item.tab ? [{ ...item, label: item.tab }] : []))
  return [...named.slice(0, 3), { href: '/more', label: t('shell.more'), icon: 'menu' }]
}

/** The posts that lead a school as a whole. */
export const leadingRoles: readonly Role[] = ['principal', 'vice_principal', 'school_administrator', 'stand_in']
/** Who opens accounts and takes official forms out; one who stands in does neither. */
const ownRoles: readonly Role[] = ['principal', 'vice_principal', 'school_administrator']
const officeRoles: readonly Role[] = ['leader', 'officer', 'commune_officer']

function workOf(t: Translate, roles: ReadonlySet<Role>, sections: readonly OwnSection[]): SideItem[] {
  const home: SideItem = { href: '/', label: t('shell.today'), icon: 'home', tab: t('shell.today') }
  const figures: SideItem = { href: '/figures', label: t('shell.figures'), icon: 'chart', tab: t('shell.figures') }
  const unfinished: SideItem = {
    href: '/unfinished',
    label: t('shell.unfinished'),
    icon: 'clock',
    tab: t('shell.unfinished'),
  }
  const returns: SideItem = { href: '/returns', label: t('shell.returns'), icon: 'document' }
  const yearbook: SideItem = { href: '/yearbook', label: t('shell.yearbook'), icon: 'book' }
  const books: SideItem = { href: '/my-books', label: t('shell.my_books'), icon: 'book', tab: t('shell.tab_books') }
  const child: SideItem = { href: '/child', label: t('shell.child'), icon: 'person', tab: t('shell.child') }
  return [
    home,
    ...(officeRoles.some((role) => roles.has(role)) ? [figures, unfinished, returns, yearbook] : []),
    ...(roles.has('administrator') && !officeRoles.some((role) => roles.has(role)) ? [returns, yearbook] : []),
    ...(sections.length > 0 ? [books] : []),
    ...(roles.has('parent') ? [child] : []),
  ]
}

function bookItem(section: OwnSection): SideItem {
  const { done, of } = progressOf(section)
  const { className, subjectName } = section.place
  return { href: bookPath(section), label: `${className} · ${subjectName}`, icon: 'grid', count: `${done}/${of}` }
}

/** What a homeroom teacher does for the own class. */
function homeroomGroup(t: Translate, { unit, class: slug, className, academicYear, term }: Homeroom): SideGroup {
  const place = { unit, year: yearSlug(academicYear), term: termSlug(term), class: slug }
  const tab = t('shell.class_tab', { class: className })
  return {
    title: t('shell.homeroom', { class: className }),
    items: [
      { href: placePath(place, 'students'), label: t('shell.pupils'), icon: 'people', tab },
      { href: placePath(place, 'absences'), label: t('shell.absences'), icon: 'check' },
      { href: placePath(place, 'conduct'), label: t('shell.conduct'), icon: 'pencil' },
      { href: placePath(place, 'results'), label: t('shell.results'), icon: 'chart' },
      { href: placePath(place, 'guardians'), label: t('shell.guardians'), icon: 'mail' },
      { href: placePath({ ...place, class: undefined }, 'reports'), label: t('shell.reports'), icon: 'document' },
    ],
  }
}

/** Teaching and learning in a school that the person leads. */
function teachingGroup(t: Translate, unit: Unit, { year, term, posts }: SideOf, several: boolean): SideGroup {
  const inYear = { unit: unit.slug, year: yearSlug(year) }
  const inTerm = { ...inYear, term: termSlug(term) }
  const own = holds(posts, unit, ownRoles)
  return {
    title: several ? `${t('shell.teaching')} · ${unit.shortName}` : t('shell.teaching'),
    items: [
      { href: placePath(inYear, 'students'), label: t('shell.pupils'), icon: 'people', tab: t('shell.pupils') },
      { href: placePath(inTerm, 'books'), label: t('shell.books'), icon: 'lock', tab: t('shell.tab_books') },
      { href: placePath(inYear, 'assignments'), label: t('shell.assignments'), icon: 'calendar' },
      { href: placePath(inTerm, 'results'), label: t('shell.results'), icon: 'book' },
      ...(own ? [{ href: placePath(inTerm, 'reports'), label: t('shell.reports'), icon: 'document' } as const] : []),
      { href: several ? `/figures?school=${unit.slug}` : '/figures', label: t('shell.figures'), icon: 'chart' },
      { href: '/returns', label: t('shell.returns'), icon: 'document' },
      { href: placePath(inYear, 'changes'), label: t('shell.changes'), icon: 'history' },
    ],
  }
}

/** What makes up a school that the person leads: classes, lists from files, accounts. */
function schoolGroup(t: Translate, unit: Unit, { year, posts }: SideOf, several: boolean): SideGroup {
  const inYear = { unit: unit.slug, year: yearSlug(year) }
  const own = holds(posts, unit, ownRoles)
  return {
    title: several ? `${t('shell.school')} · ${unit.shortName}` : t('shell.school'),
    items: [
      { href: placePath(inYear, 'classes'), label: t('shell.classes'), icon: 'grid' },
      { href: `/staff/${unit.slug}`, label: t('shell.staff'), icon: 'people' },
      { href: placePath(inYear, 'import'), label: t('shell.import'), icon: 'upload' },
      ...(own ? [{ href: `/accounts/${unit.slug}`, label: t('shell.accounts'), icon: 'key' } as const] : []),
      ...(holds(posts, unit, ['principal'])
        ? [{ href: `/tokens/${unit.slug}`, label: t('shell.api_tokens'), icon: 'swap' } as const]
        : []),
      { href: '/readings', label: t('shell.readings'), icon: 'book' },
      ...(own ? [{ href: '/requests', label: t('shell.requests'), icon: 'mail' } as const] : []),
      ...(own ? [{ href: `/trail/${unit.slug}`, label: t('shell.trail'), icon: 'history' } as const] : []),
    ],
  }
}

/** Units, accounts and pupils that are looked after across schools, and the list of a clerk's school. */
function managingGroup(t: Translate, { posts, year }: SideOf): SideGroup[] {
  const roles = new Set(posts.map(({ role }) => role))
  const items: SideItem[] = [
    ...unitsOf(posts, ['clerk']).map((unit): SideItem => ({
      href: placePath({ unit: unit.slug, year: yearSlug(year) }, 'students'),
      label: t('shell.pupils'),
      icon: 'people',
      tab: t('shell.pupils'),
    })),
    ...(roles.has('administrator') || roles.has('officer')
      ? [
          {
            href: '/units',
            label: t('shell.units'),
            icon: 'tree',
            tab: roles.has('officer') ? undefined : t('shell.units'),
          } as const,
        ]
      : []),
    ...unitsOf(posts, ['administrator']).flatMap((unit): SideItem[] => [
      { href: `/years/${unit.slug}`, label: t('shell.years'), icon: 'calendar' },
      { href: `/accounts/${unit.slug}`, label: t('shell.accounts'), icon: 'key', tab: t('shell.accounts') },
      { href: `/tokens/${unit.slug}`, label: t('shell.api_tokens'), icon: 'swap' },
    ]),
    ...(roles.has('administrator') || officeRoles.some((role) => roles.has(role))
      ? [{ href: '/readings', label: t('shell.readings'), icon: 'book' } as const]
      : []),
    ...unitsOf(posts, ['administrator', ...officeRoles]).map((unit): SideItem => ({
      href: `/trail/${unit.slug}`,
      label: t('shell.trail'),
      icon: 'history',
    })),
    ...(posts.some(({ role, unit }) => role === 'administrator' && unit?.kind === 'department')
      ? [{ href: '/system', label: t('shell.system'), icon: 'info' } as const]
      : []),
    ...(roles.has('officer') || roles.has('leader')
      ? [{ href: '/students', label: t('shell.find_pupils'), icon: 'search' } as const]
      : []),
  ]
  return items.length > 0 ? [{ title: t('shell.manage'), items }] : []
}

type Unit = NonNullable<Post['unit']>

/** The units in which the person holds one of the posts, each once. */
export function unitsOf(posts: readonly Post[], roles: readonly Role[]): Unit[] {
  const units = posts.flatMap(({ role, unit }) => (unit && roles.includes(role) ? [[unit.slug, unit] as const] : []))
  return [...new Map(units).values()]
}

const holds = (posts: readonly Post[], unit: Unit, roles: readonly Role[]): boolean =>
  unitsOf(posts, roles).some(({ slug }) => slug === unit.slug)
