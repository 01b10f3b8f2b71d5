import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { useText } from '../text.ts'

/** The head of a page: its title (h1 and tab), one line below it, and what can be done on the right. */
export function PageHead({
  title,
  tabTitle,
  children,
  actions,
}: {
  title: string
  /** The tab's title where the h1 says too little or too much: `9A2 · Toán – Sổ điểm`. */
  tabTitle?: string
  /** The line under the title. */
  children?: ReactNode
  actions?: ReactNode
}) {
  return (
    <div className="head">
      <div>
        <PageTitle title={title} tabTitle={tabTitle} />
        {children && <p>{children}</p>}
      </div>
      {actions && <div className="row wrap noprint">{actions}</div>}
    </div>
  )
}

/** The h1 alone. It names the tab, and takes the focus when one came here from another page. */
export function PageTitle({ title, tabTitle = title }: { title: string; tabTitle?: string }) {
  const t = useText()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = t('shell.tab_title', { title: tabTitle })
  }, [t, tabTitle])
  useEffect(() => {
    const cameFromAnotherPage = moved
    moved = true
    if (cameFromAnotherPage) heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <h1 ref={heading} tabIndex={-1}>
      {title}
    </h1>
  )
}

/** The first page of a visit leaves the focus where the browser put it. */
let moved = false
