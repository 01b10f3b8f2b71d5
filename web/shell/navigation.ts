import { useMemo } from 'react'
import { useText } from '../text.ts'
import type { Translate } from '../text.ts'
import type { IconName } from '../ui/Icon.tsx'
import { usePlace } from './place.ts'
import type { Place, PlacePart } from './place.ts'
import { useViewer } from './session.ts'
import type { Viewer } from './session.ts'

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
  const viewer = useViewer()
  return useMemo(() => sideOf(t, viewer), [t, viewer])
}

/** The tabs of a phone: the first three lines of the side list and the rest behind a fourth. */
export function tabsOf(t: Translate, side: readonly SideGroup[]): readonly SideItem[] {
  const first = side.flatMap((group) => group.items).slice(0, 3)
  return [...first, { href: '/more', label: t('shell.more'), icon: 'menu' }]
}

/** The parts of the path in the bar, and what each may be switched to. */
export function usePlaceChoices(): { place: Place; choices: PlaceChoices } {
  const viewer = useViewer()
  const place = usePlace()
  const units = new Map(viewer.posts.flatMap(({ unit }) => (unit ? [[unit.slug, unit.shortName]] : [])))
  return { place, choices: { unit: [...units].map(([value, label]) => ({ value, label })) } }
}

function sideOf(t: Translate, _viewer: Viewer): readonly SideGroup[] {
  return [{ items: [{ href: '/', label: t('shell.today'), icon: 'home' }] }]
}
