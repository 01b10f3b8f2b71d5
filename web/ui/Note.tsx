import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'
import type { IconName } from './Icon.tsx'
import type { Meaning } from './Tag.tsx'

const shapes: Record<Meaning, IconName> = { wait: 'clock', bad: 'error', good: 'check', acc: 'info' }

/** A remark that belongs to the page: what, then what next. A `bad` one is spoken at once. */
export function Note({ kind, icon, children }: { kind?: Meaning; icon?: IconName; children: ReactNode }) {
  return (
    <div className={kind ? `note ${kind}` : 'note'} role={kind === 'bad' ? 'alert' : undefined}>
      <Icon name={icon ?? (kind ? shapes[kind] : 'info')} />
      <div className="grow">{children}</div>
    </div>
  )
}
