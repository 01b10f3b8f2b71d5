import type { LocalDate } from '../../../platform/database.ts'
import type { Violation } from '../../../platform/errors.ts'
import { formatDay } from '../../../platform/text.ts'
import type { UnitKind } from '../tables.ts'

/** The first day without districts: since then there are provinces and communes. */
export const districtsEnded: LocalDate = '2025-07-01'

/** Under what a unit may stand. */
const parents: Record<UnitKind, readonly UnitKind[]> = {
  ministry: [],
  department: ['ministry'],
  district_office: ['department'],
  commune_office: ['department'],
  school: ['department', 'district_office', 'commune_office'],
  centre: ['department', 'district_office', 'commune_office'],
  campus: ['school', 'centre'],
  division: ['ministry', 'department', 'district_office', 'commune_office', 'school', 'centre'],
}

/** The kinds that may stand directly under a kind of unit. */
export const kindsBelow = (parent: UnitKind): UnitKind[] =>
  (Object.keys(parents) as UnitKind[]).filter((kind) => parents[kind].includes(parent))

/** Why a unit may not stand under another from a day; none where it may. */
export function placeFaults(
  kind: UnitKind,
  parent: { kind: UnitKind; opened_on: LocalDate; closed_on: LocalDate | null },
  from: LocalDate,
  until: LocalDate | null = null,
): Violation[] {
  const faults: Violation[] = []
  if (!parents[kind].includes(parent.kind))
    faults.push({ path: 'parent', message: 'unit.wrong_parent', values: { kind, parent: parent.kind } })
  if (from < parent.opened_on)
    faults.push({ path: 'from', message: 'unit.before_parent', values: { day: formatDay(parent.opened_on) } })
  if (parent.closed_on && (until === null || until > parent.closed_on))
    faults.push({ path: 'parent', message: 'unit.parent_closed', values: { day: formatDay(parent.closed_on) } })
  const district = kind === 'district_office' || parent.kind === 'district_office'
  if (district && (until === null || until > districtsEnded))
    faults.push({ path: 'from', message: 'unit.districts_ended', values: { day: formatDay(districtsEnded) } })
  return faults
}
