import { useMemo } from 'react'
import { useSearchParams } from 'wouter'
import { pupilGroups } from '../../../../modules/students/rules/pupil-groups.ts'
import type { Sort } from '../../../ui/DataTable.tsx'

/** The filters of a list of pupils, as its address holds them; the same names go to the export. */
export interface ListAddress {
  words: string
  grade: string
  status: string
  sex: string
  ethnicity: string
  policy: string
  disabled: string
  group: string
  columns: readonly string[]
  sort: Sort
}

const names = ['words', 'grade', 'status', 'sex', 'ethnicity', 'policy', 'disabled', 'group'] as const
/** A filter's name in the address. */
export type FilterName = (typeof names)[number]

/** Columns that a list shows where nobody chose otherwise. */
export const usualColumns = ['code', 'class', 'birth_date', 'sex', 'status'] as const
const sorts = ['name', 'number', 'birth_date'] as const
/** The orders of a list. */
export type SortKey = (typeof sorts)[number]
const statuses = ['studying', 'moved_class', 'transferred', 'left', 'deferred', 'completed'] as const

/** The list's state in the address: what it shows, and how to show something else. */
export function useListAddress(usualSort: SortKey): {
  list: ListAddress
  set: (name: FilterName | 'columns' | 'sort', value: string) => void
  clear: () => void
  query: string
} {
  const [address, setAddress] = useSearchParams()
  const list = useMemo(() => {
    const of = (name: string) => address.get(name) ?? ''
    const [key = '', way] = of('sort').split('-')
    return {
      words: of('words'),
      grade: of('grade'),
      status: of('status') || 'studying',
      sex: of('sex'),
      ethnicity: of('ethnicity'),
      policy: of('policy'),
      disabled: of('disabled'),
      group: of('group'),
      columns: of('columns') ? of('columns').split(',') : usualColumns,
      sort: { key: sorts.find((one) => one === key) ?? usualSort, descending: way === 'down' },
    }
  }, [address, usualSort])
  const set = (name: string, value: string) =>
    setAddress(
      (before) => {
        const next = new URLSearchParams(before)
        if (value) next.set(name, value)
        else next.delete(name)
        return next
      },
      { replace: true },
    )
  const clear = () =>
    setAddress((before) => {
      const next = new URLSearchParams(before)
      for (const name of names) next.delete(name)
      return next
    })
  return { list, set, clear, query: address.toString() }
}

/** The filter as the API takes it. */
export function filterOf(list: ListAddress, room: string | undefined) {
  const sex = (['male', 'female'] as const).find((one) => one === list.sex)
  const ethnicities = list.ethnicity && list.ethnicity !== 'minority' ? [list.ethnicity] : null
  return {
    words: list.words || null,
    class: room ?? null,
    grades: list.grade ? [Number(list.grade)] : null,
    status: statuses.find((one) => one === list.status) ?? null,
    sex: sex ?? null,
    ethnicities,
    minority: list.ethnicity === 'minority' || null,
    policyGroups: list.policy ? [list.policy] : null,
    disabled: list.disabled ? list.disabled === 'true' : null,
    group: pupilGroups.find((one) => one === list.group) ?? null,
  }
}

/** Whether anything but the words narrows the list. */
export const isNarrowed = (list: ListAddress): boolean =>
  names.some((name) => (name === 'status' ? list.status !== 'studying' : list[name] !== ''))

/** The address of the workbook that holds what the page shows. */
export function exportPath(unit: string, year: string, room: string | undefined, list: ListAddress): string {
  const query = new URLSearchParams()
  if (room) query.set('class', room)
  for (const name of names) if (list[name] && list[name] !== 'all') query.set(name, list[name])
  query.set('sort', list.sort.key)
  query.set('columns', [...list.columns, 'class'].join(','))
  return `/students/${unit}/${year}/export.xlsx?${query.toString()}`
}
