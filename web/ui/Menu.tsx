import { useId, useRef, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { Link } from 'wouter'
import { Icon } from './Icon.tsx'
import type { IconName } from './Icon.tsx'

/** One line of a menu: it goes somewhere or does something. `current` marks the one that holds now. */
export interface MenuItem {
  label: string
  hint?: string
  icon?: IconName
  href?: string
  onSelect?: () => void
  current?: boolean
  /** A thin line above: another kind of thing begins. */
  apart?: boolean
}

/** A button that opens a list of things to do or places to go. Arrows, Home, End and first letters move; Esc closes. */
export function Menu({
  button,
  className = 'btn',
  label,
  buttonLabel,
  items,
}: {
  button: ReactNode
  className?: string
  /** A name for the button where it shows an icon alone. */
  buttonLabel?: string
  /** A name for the list. */
  label: string
  items: readonly MenuItem[]
}) {
  const id = useId()
  const popover = useRef<HTMLDivElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)

  const place = () => {
    const list = popover.current
    if (!list || !opener.current) return
    const at = opener.current.getBoundingClientRect()
    const left = Math.max(8, Math.min(at.left, innerWidth - list.offsetWidth - 8))
    const below = innerHeight - at.bottom > list.offsetHeight + 8 || at.top < list.offsetHeight
    list.style.left = `${left}px`
    list.style.top = below ? `${at.bottom + 4}px` : `${at.top - list.offsetHeight - 4}px`
    if (list.contains(document.activeElement)) return
    const lines = linesOf(list)
    const current = lines.filter((line) => line.getAttribute('aria-checked') === 'true')
    ;(current.length === 1 ? current[0] : lines[0])?.focus()
  }

  return (
    <>
      <button
        ref={opener}
        type="button"
        className={className}
        aria-label={buttonLabel}
        aria-haspopup="menu"
        aria-expanded={open}
        popoverTarget={id}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          popover.current?.showPopover()
          // The event `toggle` comes a task later; a quick next key must find the focus in the list.
          place()
        }}
      >
        {button}
      </button>
      <div
        ref={popover}
        id={id}
        popover="auto"
        className="menu"
        role="menu"
        aria-label={label}
        onToggle={(event) => {
          setOpen(event.newState === 'open')
          if (event.newState === 'open') place()
        }}
        onKeyDown={moveWithin}
      >
        {items.map((item) => (
          <MenuLine key={item.label} item={item} close={() => popover.current?.hidePopover()} />
        ))}
      </div>
    </>
  )
}

function MenuLine({ item, close }: { item: MenuItem; close: () => void }) {
  const role = item.current === undefined ? 'menuitem' : 'menuitemradio'
  const shared = {
    role,
    'aria-checked': item.current,
    tabIndex: -1,
    className: item.apart ? 'apart' : undefined,
    onClick: () => {
      close()
      item.onSelect?.()
    },
  }
  const content = (
    <>
      {(item.icon ?? (item.current !== undefined || undefined)) && (
        <span className="menu-icon">
          {item.icon ? <Icon name={item.icon} /> : item.current && <Icon name="check" />}
        </span>
      )}
      <span className="grow">
        {item.label}
        {item.hint && <small>{item.hint}</small>}
      </span>
    </>
  )
  if (item.href === undefined) {
    return (
      <button type="button" {...shared}>
        {content}
      </button>
    )
  }
  return (
    <Link href={item.href} {...shared}>
      {content}
    </Link>
  )
}

function moveWithin(event: KeyboardEvent<HTMLElement>) {
  const lines = linesOf(event.currentTarget)
  const at = lines.indexOf(document.activeElement as HTMLElement)
  const next = targetOf(event.key, at, lines)
  if (!next) return
  event.preventDefault()
  next.focus()
}

function targetOf(key: string, at: number, lines: HTMLElement[]): HTMLElement | undefined {
  if (key === 'ArrowDown') return lines[(at + 1) % lines.length]
  if (key === 'ArrowUp') return lines[(at - 1 + lines.length) % lines.length]
  if (key === 'Home') return lines[0]
  if (key === 'End') return lines.at(-1)
  if (key.length !== 1 || key === ' ') return undefined
  const starting = (line: HTMLElement) => line.textContent?.trim().toLowerCase().startsWith(key.toLowerCase())
  return lines.slice(at + 1).find(starting) ?? lines.find(starting)
}

function linesOf(list: HTMLElement): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>('[role^="menuitem"]')]
}
