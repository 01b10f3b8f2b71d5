import { useMemo } from 'react'
import { useQuery } from 'urql'
import { graphql } from '../graphql.ts'
import { formatAcademicYear, useText } from '../text.ts'
import { useHomerooms } from './homerooms.ts'
import { useOwnSections } from './own-sections.ts'
import { runningYear, usePlace, yearOf, yearSlug } from './place.ts'
import type { Place, PlacePart } from './place.ts'
import { useRunningTerm } from './running-term.ts'
import { useViewer } from './session.ts'
import { sideOf } from './side.ts'
import type { SideGroup } from './side.ts'

export { tabsOf } from './side.ts'
export type { SideGroup, SideItem } from './side.ts'

/** One thing that a part of the place may be switched to. */
export interface PlaceChoice {
  value: string
  label: string
}

/** What each part of the place may be switched to; the current value is among them. */
export type PlaceChoices = Partial<Record<PlacePart, readonly PlaceChoice[]>>

const UnitNameQuery = graphql(`
  query PlaceUnit($slug: String!) {
    unit(slug: $slug) {
      slug
      shortName
    }
  }
`)

const ClassesQuery = graphql(`
  query PlaceClasses($unit: ID!, $year: Int!) {
    classes(unit: $unit, academicYear: $year) {
      slug
      name
      closedOn
    }
  }
`)

const SectionsQuery = graphql(`
  query PlaceSections($unit: ID!, $year: Int!) {
    sections(unit: $unit, academicYear: $year) {
      slug
      closedOn
      class {
        slug
      }
      subject {
        name
      }
    }
  }
`)

/** The side list of the person: work first, then their own classes by name, modules last. */
export function useSide(): readonly SideGroup[] {
  const t = useText()
  const sections = useOwnSections()
  const homerooms = useHomerooms()
  const running = useRunningTerm()
  const { posts, today } = useViewer()
  return useMemo(
    () =>
      sideOf(t, { posts, sections, homerooms, year: running?.year ?? runningYear(today), term: running?.term ?? 1 }),
    [t, sections, homerooms, running, posts, today],
  )
}

/**
 * The place in the address, and what each of its parts may be switched to: the person's units, the years and terms, and
 * of classes and subjects those that they teach there, or all of the school that they lead.
 */
export function usePlaceChoices(): { place: Place; choices: PlaceChoices } {
  const t = useText()
  const { posts, today } = useViewer()
  const place = usePlace()
  const taught = useTaughtHere(place)
  const led = useLedHere(place)
  const visited = useVisitedUnit(place)
  return useMemo(
    () => ({
      place,
      choices: {
        // An officer looks at a school: where the own units have no such page there is nothing to switch to.
        unit: distinct(
          (visited ? [visited] : posts.map(({ unit }) => unit)).flatMap((unit) =>
            unit ? [[unit.slug, unit.shortName] as const] : [],
          ),
        ),
        year: yearsUntil(today, place.year).map((year) => ({ value: yearSlug(year), label: formatAcademicYear(year) })),
        term: termSlugs.map((value) => ({ value, label: t(`shell.term_${value}`) })),
        class: led?.class ?? taught.class,
        subject: led?.subject ?? taught.subject,
      },
    }),
    [t, posts, today, place, taught, led, visited],
  )
}

/** The unit of a place in which the person holds no post: an officer looks at a school. */
function useVisitedUnit({ unit = '' }: Place) {
  const { posts } = useViewer()
  const own = unit === '' || posts.some((post) => post.unit?.slug === unit)
  const [{ data }] = useQuery({
    query: UnitNameQuery,
    variables: { slug: unit },
    pause: own,
    requestPolicy: 'cache-first',
  })
  return own ? null : (data?.unit ?? null)
}

/** The classes and subjects that the person teaches at a place. */
function useTaughtHere(place: Place) {
  const sections = useOwnSections()
  return useMemo(() => {
    const here = sections.filter((section) => section.place.unit === place.unit)
    const inClass = here.filter((section) => section.place.class === place.class)
    return {
      class: distinct(here.map((section) => [section.place.class, section.place.className] as const)),
      subject: distinct(inClass.map((section) => [section.place.subject, section.place.subjectName] as const)),
    }
  }, [sections, place])
}

/** The classes of a school, and the subjects of the class, for one who reads the school as a whole. */
function useLedHere(place: Place) {
  const { posts } = useViewer()
  const unit = posts.find((post) => post.unit?.slug === place.unit && readers.has(post.role))?.unit?.id ?? ''
  const variables = { unit, year: yearOf(place.year ?? '') }
  const cached = { variables, requestPolicy: 'cache-first' } as const
  const [classes] = useQuery({ ...cached, query: ClassesQuery, pause: !unit || !place.class })
  const [sections] = useQuery({ ...cached, query: SectionsQuery, pause: !unit || !place.subject })
  return useMemo(() => {
    if (!unit || !classes.data) return undefined
    const inClass = sections.data?.sections.filter(
      (section) => section.class?.slug === place.class && !section.closedOn,
    )
    return {
      class: classes.data.classes
        .filter(({ closedOn }) => !closedOn)
        .map(({ slug, name }) => ({ value: slug, label: name })),
      subject: distinct((inClass ?? []).map(({ slug, subject }) => [slug, subject.name] as const)),
    }
  }, [unit, classes.data, sections.data, place])
}

const readers = new Set(['principal', 'vice_principal', 'school_administrator', 'stand_in', 'team_head', 'clerk'])

const termSlugs = ['hk1', 'hk2', 'cn'] as const

/** The academic years that may be looked at: this one, which begins in August, and the two before. */
/** The running year, the two before, and the one that is looked at where it is older. */
function yearsUntil(today: string, looked: string | undefined): readonly number[] {
  const running = runningYear(today)
  const years = [running, running - 1, running - 2]
  const own = looked ? yearOf(looked) : running
  return own < running - 2 ? [...years, own] : years
}

function distinct(pairs: readonly (readonly [value: string, label: string])[]): readonly PlaceChoice[] {
  return [...new Map(pairs)].map(([value, label]) => ({ value, label }))
}
