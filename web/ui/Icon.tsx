import { icons } from './icons.ts'
import type { IconName } from './icons.ts'

export type { IconName } from './icons.ts'

/** An icon beside a word. Alone it needs a `label`: only bell, menu, close, back and a column's padlock stand alone. */
export function Icon({ name, label, className = '' }: { name: IconName; label?: string; className?: string }) {
  const naming = label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true }
  return (
    <svg className={`ic ${className}`.trim()} viewBox="0 0 24 24" {...naming}>
      <path d={icons[name]} />
    </svg>
  )
}
