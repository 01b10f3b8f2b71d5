import { useId } from 'react'
import type { ReactNode } from 'react'

/** A white sheet with a title; `aside` stands at the right of the title. Padded unless a list or table fills it. */
export function Panel({
  title,
  aside,
  padded,
  children,
}: {
  title?: string
  aside?: ReactNode
  padded?: boolean
  children: ReactNode
}) {
  const heading = useId()
  return (
    <section className="panel" aria-labelledby={title ? heading : undefined}>
      {title && (
        <header>
          <h2 id={heading}>{title}</h2>
          {aside}
        </header>
      )}
      {padded ? <div className="pad">{children}</div> : children}
    </section>
  )
}
