import { useState } from 'react'
import type { KeyboardEvent } from 'react'
import { useQuery } from 'urql'
import { useLocation } from 'wouter'
import { formatNumber, useText } from '../../text.ts'
import { Icon } from '../../ui/Icon.tsx'
import { UnitTreeQuery, type TreeLine } from './unit-query.ts'

/** Where the person is in the tree: the chosen unit, and those above it, which stand open. */
interface Here {
  selected: string | undefined
  above: ReadonlySet<string>
}

/** The tree of units with a filter. Branches come when they are opened; arrows move, Enter opens a unit. */
export function UnitTree({ selected, above }: Here) {
  const t = useText()
  const [typed, setTyped] = useState('')
  return (
    <nav className="unit-tree" aria-label={t('units.tree')}>
      <div className="unit-filter">
        <input
          className="input"
          type="search"
          aria-label={t('units.filter')}
          placeholder={t('units.filter_example')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </div>
      {typed.trim().length > 1 ? (
        <Found search={typed.trim()} selected={selected} />
      ) : (
        <Tree key={[...above].join(' ')} selected={selected} above={above} />
      )}
    </nav>
  )
}

function Tree(here: Here) {
  const t = useText()
  return (
    <ul role="tree" aria-label={t('units.tree')} onKeyDown={moveInTree}>
      <Branch under={null} level={1} here={here} />
    </ul>
  )
}

function Branch({ under, level, here }: { under: string | null; level: number; here: Here }) {
  const [{ data }] = useQuery({ query: UnitTreeQuery, variables: { under } })
  return (
    <>
      {data?.unitTree.map((line, index) => (
        <Node key={line.unit.id} line={line} level={level} here={here} first={level === 1 && index === 0} />
      ))}
    </>
  )
}

function Node({ line, level, here, first }: { line: TreeLine; level: number; here: Here; first: boolean }) {
  const t = useText()
  const [, go] = useLocation()
  const { unit, children, schools } = line
  // The top is open from the start: an officer looks for a unit, not for the department.
  const [open, setOpen] = useState(unit.kind === 'ministry' || unit.kind === 'department' || here.above.has(unit.slug))
  const chosen = unit.slug === here.selected
  const toggle = () => setOpen(!open)
  return (
    <>
      <li
        role="treeitem"
        aria-level={level}
        aria-expanded={children > 0 ? open : undefined}
        aria-selected={chosen}
        tabIndex={chosen || (first && !here.selected) ? 0 : -1}
        className={chosen ? 'on' : undefined}
        style={{ paddingLeft: 8 + (level - 1) * 18 }}
        onClick={() => go(`/units/${unit.slug}`)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' || event.key === ' ') go(`/units/${unit.slug}`)
          else if (event.key === 'ArrowRight' && children > 0 && !open) toggle()
          else if (event.key === 'ArrowLeft' && open) toggle()
          else return
          event.preventDefault()
          event.stopPropagation()
        }}
      >
        {children > 0 ? (
          <span
            className="unit-fold"
            aria-hidden="true"
            onClick={(event) => {
              event.stopPropagation()
              toggle()
            }}
          >
            <Icon name={open ? 'chevron' : 'right'} />
          </span>
        ) : (
          <span className="unit-fold" />
        )}
        <span className="nm">{unit.shortName}</span>
        {schools > 0 && (
          <span className="n">{level === 1 ? t('units.schools', { count: schools }) : formatNumber(schools)}</span>
        )}
      </li>
      {open && children > 0 && <Branch under={unit.id} level={level + 1} here={here} />}
    </>
  )
}

function Found({ search, selected }: { search: string; selected: string | undefined }) {
  const t = useText()
  const [, go] = useLocation()
  const [{ data }] = useQuery({ query: UnitTreeQuery, variables: { search } })
  if (data?.unitTree.length === 0) return <p className="pad dim small">{t('ui.nothing_found', { typed: search })}</p>
  return (
    <ul role="tree" aria-label={t('units.found')} onKeyDown={moveInTree}>
      {data?.unitTree.map(({ unit, path }, index) => (
        <li
          key={unit.id}
          role="treeitem"
          aria-level={1}
          aria-selected={unit.slug === selected}
          tabIndex={index === 0 ? 0 : -1}
          className={unit.slug === selected ? 'found on' : 'found'}
          onClick={() => go(`/units/${unit.slug}`)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' && event.key !== ' ') return
            event.preventDefault()
            go(`/units/${unit.slug}`)
          }}
        >
          <span className="nm">
            {unit.shortName}
            <small>
              {unit.closedOn ? t('units.closed_short') : path.slice(1).join(' · ') || t(`unit.kind.${unit.kind}`)}
            </small>
          </span>
        </li>
      ))}
    </ul>
  )
}

function moveInTree(event: KeyboardEvent<HTMLElement>) {
  const lines = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="treeitem"]')]
  const at = lines.indexOf(document.activeElement as HTMLElement)
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: lines.length - 1 }[event.key]
  const next = to === undefined ? undefined : lines[to]
  if (!next) return
  event.preventDefault()
  next.focus()
}
