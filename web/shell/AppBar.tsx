import { useEffect, useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { Frame } from '../routes.tsx'
import { formatTime, useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Menu } from '../ui/Menu.tsx'
import { Tag } from '../ui/Tag.tsx'
import { CommandBox } from './CommandBox.tsx'
import { useDemo } from './ways-in.ts'
import { usePlaceChoices } from './navigation.ts'
import { PersonMenu } from './PersonMenu.tsx'
import { ProductName } from './ProductName.tsx'
import { pathAt, placeParts } from './place.ts'
import type { PlacePart } from './place.ts'
import { useViewer } from './session.ts'
import { useOffline } from './use-offline.ts'

/** The bar at the top, always in this order: where one is, search, notices, who one is. */
export function AppBar({ frame, onMenu }: { frame: Frame; onMenu: () => void }) {
  const t = useText()
  const viewer = useViewer()
  const offline = useOffline()
  const demo = useDemo()
  const wide = frame === 'wide'
  return (
    <header className="bar">
      {wide && (
        <Button kind="plain" icon="menu" className="bar-menu" aria-label={t('shell.open_side')} onClick={onMenu} />
      )}
      <Link className={wide ? 'brand small-brand' : 'brand'} href="/">
        <ProductName markAlone={wide} />
        <span className="sr">{t('shell.home_link')}</span>
      </Link>
      <PlacePath />
      {offline && <Tag icon="offline">{t('shell.offline', { since: formatTime(offline) })}</Tag>}
      {demo && wide && (
        <Tag kind="wait" icon="info">
          {t('shell.demo_short')}
        </Tag>
      )}
      <Find />
      {viewer.notices !== undefined && (
        <Link className="btn plain bell" href="/notices" aria-label={t('shell.notices', { count: viewer.notices })}>
          <Icon name="bell" />
          {viewer.notices > 0 && <i />}
        </Link>
      )}
      <PersonMenu />
    </header>
  )
}

function PlacePath() {
  const t = useText()
  const [path] = useLocation()
  const { place, choices } = usePlaceChoices()
  const parts = placeParts.filter((part) => place[part] ?? (part === 'unit' && choices.unit?.length))
  return (
    <nav aria-label={t('shell.where')} className="grow">
      <ol className="where">
        {parts.map((part) => (
          <li key={part}>
            <PlaceSwitch part={part} value={place[part] ?? choices[part]?.[0]?.value ?? ''} path={path} />
          </li>
        ))}
      </ol>
    </nav>
  )
}

function PlaceSwitch({ part, value, path }: { part: PlacePart; value: string; path: string }) {
  const t = useText()
  const choices = usePlaceChoices().choices[part] ?? []
  const current = choices.find((choice) => choice.value === value)?.label ?? value.toLocaleUpperCase('vi')
  if (choices.length < 2)
    return (
      <span className="here only">
        <span className="here-name">{current}</span>
      </span>
    )
  return (
    <Menu
      className="here"
      label={t(`shell.switch_${part}`)}
      items={choices.map((choice) => ({
        label: choice.label,
        current: choice.value === value,
        href: pathAt(path, part, choice.value),
      }))}
      button={
        <>
          <span className="here-name">{current}</span>
          <Icon name="chevron" />
        </>
      }
    />
  )
}

function Find() {
  const t = useText()
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      setOpen(true)
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
  return (
    <>
      <button type="button" className="find" onClick={() => setOpen(true)} aria-keyshortcuts="Control+K">
        <Icon name="search" />
        <span className="grow">{t('shell.find')}</span>
        <kbd>Ctrl K</kbd>
      </button>
      {open && <CommandBox onClose={() => setOpen(false)} />}
    </>
  )
}
