import { useId } from 'react'
import type { ReactNode } from 'react'

/**
 * A white sheet with a title; `aside` stands at the right of the title. Text and forms are `padded`; a list or a table
 * fills the sheet to its edges, under a line.
 */
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
  const head = title && (
    <>
      <h2 id={heading}>{title}</h2>
      {aside}
    </>
  )
  return (
    <section className={padded ? 'panel pad' : 'panel'} aria-labelledby={title ? heading : undefined}>
      {head && (padded ? <div className="row spread panel-head">{head}</div> : <header>{head}</header>)}
      {children}
    </section>
  )
}
