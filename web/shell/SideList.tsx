import { Link, useLocation } from 'wouter'
import { useText } from '../text.ts'
import { Icon } from '../ui/Icon.tsx'
import type { SideGroup, SideItem } from './navigation.ts'

/** The list at the left: work first, then the person's own classes, modules last. */
export function SideList({ groups }: { groups: readonly SideGroup[] }) {
  const t = useText()
  return (
    <nav className="side" aria-label={t('shell.side')}>
      {groups.map((group, index) => (
        <SideSection key={group.title ?? index} group={group} />
      ))}
    </nav>
  )
}

/** The lines of one group, also on the phone's page of everything else. */
export function SideSection({ group }: { group: SideGroup }) {
  const [path] = useLocation()
  return (
    <>
      {group.title && <h2>{group.title}</h2>}
      <ul>
        {group.items.map((item) => (
          <li key={item.href}>
            <Link href={item.href} aria-current={isHere(item, path) ? 'page' : undefined}>
              <Icon name={item.icon} />
              <span>{item.label}</span>
              {item.count && <span className="n">{item.count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}

/** Whether the address is that of the item or below it. */
export function isHere(item: SideItem, path: string): boolean {
  return item.href === '/' ? path === '/' : path === item.href || path.startsWith(`${item.href}/`)
}
