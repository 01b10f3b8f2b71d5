import { Link, useLocation } from 'wouter'
import { useText } from '../text.ts'
import { Icon } from '../ui/Icon.tsx'
import type { SideItem } from './navigation.ts'
import { isHere } from './SideList.tsx'

/** The four tabs of a phone, at the thumb. */
export function TabBar({ tabs }: { tabs: readonly SideItem[] }) {
  const t = useText()
  const [path] = useLocation()
  return (
    <nav className="tabbar" aria-label={t('shell.tabs')}>
      {tabs.map((tab) => (
        <Link key={tab.href} href={tab.href} aria-current={isHere(tab, path) ? 'page' : undefined}>
          <Icon name={tab.icon} />
          {tab.label}
        </Link>
      ))}
    </nav>
  )
}
