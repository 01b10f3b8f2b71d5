import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'
import type { IconName } from './Icon.tsx'

/** One thing to do: what it is, what is known about it, and the button that begins it. */
export interface WorkItem {
  key: string
  icon: IconName
  meaning?: 'wait' | 'bad' | 'good'
  what: ReactNode
  detail?: ReactNode
  action?: ReactNode
}

/** A list of work, the most urgent first. */
export function WorkList({ items }: { items: readonly WorkItem[] }) {
  return (
    <ul className="work">
      {items.map((item) => (
        <li key={item.key}>
          <Icon name={item.icon} className={item.meaning} />
          <div className="what">
            {item.what}
            {item.detail && <small>{item.detail}</small>}
          </div>
          {item.action}
        </li>
      ))}
    </ul>
  )
}
