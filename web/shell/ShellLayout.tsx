import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import type { Frame } from '../routes.tsx'
import { useText } from '../text.ts'
import { AppBar } from './AppBar.tsx'
import { Banners } from './Banners.tsx'
import { useDemo } from './ways-in.ts'
import { tabsOf, useSide } from './navigation.ts'
import { useViewer } from './session.ts'
import { SideList } from './SideList.tsx'
import { TabBar } from './TabBar.tsx'

/** The frame of a page: bar, banners, side list, tabs on a phone. A wide page opens its side list by the menu. */
export function ShellLayout({ frame, children }: { frame: Frame; children: ReactNode }) {
  const t = useText()
  const side = useSide()
  const demo = useDemo()
  const [sideOpen, setSideOpen] = useState(false)
  useOfflineHelp()
  return (
    <>
      <a className="skip" href="#main">
        {t('shell.skip')}
      </a>
      <AppBar frame={frame} onMenu={() => setSideOpen(!sideOpen)} />
      <Banners demo={demo && frame === 'list'} />
      <div className={frame === 'wide' ? 'shell wide' : 'shell'}>
        {(frame === 'list' || sideOpen) && <SideList groups={side} />}
        {children}
      </div>
      {frame === 'list' && <TabBar tabs={tabsOf(t, side)} />}
    </>
  )
}

/** A moment after the first page is drawn: nothing of this is needed to see it. */
const afterDrawing = 1_500

/** Sends what an earlier visit left waiting and keeps the program for a bad line. */
function useOfflineHelp() {
  const { account } = useViewer()
  useEffect(() => {
    const timer = setTimeout(async () => {
      // Without a line there is nothing to start with; the next page tries again.
      const offline = await import('../offline/start.ts').catch(() => undefined)
      offline?.startOffline(account.id)
    }, afterDrawing)
    return () => clearTimeout(timer)
  }, [account.id])
}
