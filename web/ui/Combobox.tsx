import { useId, useMemo, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { unaccented } from '../../platform/name.ts'
import { useText } from '../text.ts'
import { Field } from './Field.tsx'
import type { FieldProps } from './Field.tsx'

/** One thing to be found. `hint` tells equal names apart and is searched as well. */
export interface Choice {
  value: string
  label: string
  hint?: string
}

/** How many lines the list shows at most; typing one more letter is quicker than scrolling. */
const shown = 12

/**
 * A choice of one out of many, found by typing; diacritics may be left out. Give all `choices`, or search at the
 * server on `onSearch` and give what came back.
 */
export function Combobox({
  value,
  choices,
  onChange,
  onSearch,
  placeholder,
  ...field
}: FieldProps & {
  value: Choice | undefined
  choices: readonly Choice[]
  onChange: (choice: Choice | undefined) => void
  onSearch?: (typed: string) => void
  placeholder?: string
}) {
  const t = useText()
  const list = useId()
  const [typed, setTyped] = useState<string>()
  const [at, setAt] = useState(0)
  const open = typed !== undefined
  const found = useMemo(
    () => (onSearch ? choices.slice(0, shown) : matching(choices, typed ?? '')),
    [choices, typed, onSearch],
  )

  const choose = (choice: Choice | undefined) => {
    if (choice) onChange(choice)
    setTyped(undefined)
  }
  const type = (text: string) => {
    setTyped(text)
    setAt(0)
    onSearch?.(text)
    if (!text) onChange(undefined)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (open) setAt((at + (event.key === 'ArrowDown' ? 1 : -1) + found.length) % Math.max(1, found.length))
      else setTyped('')
    } else if (event.key === 'Enter' && open) {
      event.preventDefault()
      choose(found[at])
    } else if (event.key === 'Escape' && open) {
      event.stopPropagation()
      setTyped(undefined)
    }
  }

  return (
    <Field {...field}>
      {(control) => (
        <div className="combo">
          <input
            {...control}
            className="input"
            role="combobox"
            aria-expanded={open}
            aria-controls={list}
            aria-autocomplete="list"
            aria-activedescendant={open && found[at] ? `${list}-${at}` : undefined}
            autoComplete="off"
            placeholder={placeholder}
            value={typed ?? value?.label ?? ''}
            onChange={(event) => type(event.target.value)}
            onClick={() => !open && setTyped('')}
            onBlur={() => setTyped(undefined)}
            onKeyDown={onKeyDown}
          />
          {open && (
            <ul className="combo-list" role="listbox" id={list} aria-label={field.label}>
              {found.map((choice, index) => (
                <li
                  key={choice.value}
                  id={`${list}-${index}`}
                  role="option"
                  aria-selected={index === at}
                  onPointerDown={(event) => {
                    event.preventDefault()
                    choose(choice)
                  }}
                >
                  {choice.label}
                  {choice.hint && <small>{choice.hint}</small>}
                </li>
              ))}
              {found.length === 0 && (
                <li className="faint" role="option" aria-selected="false" aria-disabled="true">
                  {t('ui.nothing_found', { typed: typed ?? '' })}
                </li>
              )}
            </ul>
          )}
        </div>
      )}
    </Field>
  )
}

/** The choices in which every typed word begins some word; a typed diacritic counts. */
export function matching(choices: readonly Choice[], typed: string, limit = shown): readonly Choice[] {
  const words = typed.toLowerCase().normalize('NFC').split(/\s+/).filter(Boolean)
  const fits = ({ label, hint = '' }: Choice) => {
    const text = ` ${label} ${hint}`.toLowerCase().normalize('NFC')
    const plain = unaccented(text)
    return words.every((word) => (word === unaccented(word) ? ` ${plain}` : ` ${text}`).includes(` ${word}`))
  }
  return (words.length ? choices.filter(fits) : choices).slice(0, limit)
}
