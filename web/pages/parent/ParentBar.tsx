import { useSyncExternalStore } from 'react'
import { Link } from 'wouter'
import { useDemo } from '../../shell/ways-in.ts'
import { PersonMenu } from '../../shell/PersonMenu.tsx'
import { ProductName } from '../../shell/ProductName.tsx'
import { useText } from '../../text.ts'
import { Tag } from '../../ui/Tag.tsx'

const key = 'largeText'
const listeners = new Set<() => void>()

/** The head of a family's page: the product, large text, who one is. It takes the place of the shell. */
export function ParentBar() {
  const t = useText()
  const demo = useDemo()
  const large = useLargeText()
  return (
    <header className="family-bar noprint">
      <a className="skip" href="#main">
        {t('shell.skip')}
      </a>
      <Link className="brand" href="/child">
        <ProductName />
        <span className="sr">{t('shell.home_link')}</span>
      </Link>
      {demo && (
        <Tag kind="wait" icon="info">
          {t('shell.demo_short')}
        </Tag>
      )}
      <span className="grow" />
      <button type="button" className="btn plain" aria-pressed={large} onClick={() => enlarge(!large)}>
        {t('family.large_text')}
      </button>
      <PersonMenu />
    </header>
  )
}

/** Whether this device shows large text; kept on the device, and only on these pages. */
function useLargeText(): boolean {
  const large = useSyncExternalStore(subscribe, () => localStorage.getItem(key) === 'yes')
  document.documentElement.classList.toggle('large-text', large)
  return large
}

function enlarge(large: boolean): void {
  if (large) localStorage.setItem(key, 'yes')
  else localStorage.removeItem(key)
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    document.documentElement.classList.remove('large-text')
  }
}
