import { useEffect, useId, useMemo, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { useLocation } from 'wouter'
import { useText } from '../text.ts'
import { matching } from '../ui/Combobox.tsx'
import type { Choice } from '../ui/Combobox.tsx'
import './found-pupils.ts'
import { useSide } from './navigation.ts'
import { useFound } from './search.ts'

/** Go to anything by typing a part of its name: pages, own classes, and what the server finds. Ctrl+K. */
export function CommandBox({ onClose }: { onClose: () => void }) {
  const t = useText()
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const [, navigate] = useLocation()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const side = useSide()
  const near = useMemo(
    () =>
      side.flatMap(({ title, items }) => items.map(({ href, label }): Choice => ({ value: href, label, hint: title }))),
    [side],
  )
  const far = useFound(typed)
  const found = [...matching(near, typed, 8), ...far].slice(0, 14)

  useEffect(() => dialog.current?.showModal(), [])

  const go = (choice: Choice | undefined) => {
    if (!choice) return
    onClose()
    navigate(choice.value)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) setAt((at + step + found.length) % Math.max(1, found.length))
    else if (event.key === 'Enter') go(found[at])
    else return
    event.preventDefault()
  }

  return (
    <dialog ref={dialog} className="dialog command" aria-label={t('shell.find')} onClose={onClose}>
      <input
        className="input"
        role="combobox"
        aria-label={t('shell.find')}
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={found[at] ? `${id}-${at}` : undefined}
        autoComplete="off"
        placeholder={t('shell.find')}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <ul role="listbox" id={id} aria-label={t('shell.found')}>
        {found.map((choice, index) => (
          <li
            key={choice.value}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            onPointerDown={(event) => {
              event.preventDefault()
              go(choice)
            }}
          >
            {choice.label}
            {choice.hint && <small>{choice.hint}</small>}
          </li>
        ))}
      </ul>
      {found.length === 0 && (
        <p className="pad small faint" role="status">
          {t('ui.nothing_found', { typed })}
        </p>
      )}
    </dialog>
  )
}
