import type { ButtonHTMLAttributes, ReactNode } from 'react'
import { Icon } from './Icon.tsx'
import type { IconName } from './Icon.tsx'

type Kind = 'primary' | 'plain' | 'link'

/**
 * A button that names its effect. One that may not be pressed stays reachable and says why in `reason`, inside itself
 * where the reason is short (`Khoá sổ: còn 28 ô trống`); the press does nothing.
 */
export function Button({
  kind,
  big,
  icon,
  reason,
  busy,
  children,
  className = '',
  type = 'button',
  onClick,
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & {
  kind?: Kind
  big?: boolean
  icon?: IconName
  /** Why the button may not be pressed; given only then. */
  reason?: string
  /** Its work is under way: it waits and cannot be pressed twice. */
  busy?: boolean
  children?: ReactNode
}) {
  const idle = reason !== undefined || busy
  const classes = ['btn', kind, big && 'big', className].filter(Boolean).join(' ')
  return (
    <button
      {...rest}
      type={type}
      className={classes}
      aria-disabled={idle || undefined}
      aria-busy={busy || undefined}
      onClick={(event) => (idle ? event.preventDefault() : onClick?.(event))}
    >
      {icon && <Icon name={icon} />}
      {reason === undefined ? (
        children
      ) : (
        <span>
          {children}: {reason}
        </span>
      )}
    </button>
  )
}
