import type { ReactNode } from 'react'

/** Nothing here yet: why, who acts, what follows, and one thing to do. `page` gives it the height and title of a page. */
export function EmptyState({
  title,
  children,
  steps,
  actions,
}: {
  title: ReactNode
  /** Why it is empty. */
  children?: ReactNode
  /** Who does what next, in order. */
  steps?: readonly ReactNode[]
  actions?: ReactNode
}) {
  return (
    <div className="emp">
      <RuledPaper />
      {typeof title === 'string' ? <h2>{title}</h2> : title}
      {children && <p className="dim">{children}</p>}
      {steps && (
        <ol>
          {steps.map((step, index) => (
            <li key={index}>{step}</li>
          ))}
        </ol>
      )}
      {actions && <div className="row wrap">{actions}</div>}
    </div>
  )
}

function RuledPaper() {
  return (
    <svg className="ill" viewBox="0 0 220 112" aria-hidden="true">
      <path
        d="M0 1H220M0 28.5H220M0 56H220M0 83.5H220M0 111H220M78 0V112M126 0V112M174 0V112"
        stroke="var(--line-strong)"
      />
      <path d="M12 15h46M12 42h38M12 70h50M12 97h30" stroke="var(--hatch)" strokeWidth="8" strokeLinecap="round" />
      <rect x="79" y="2" width="46" height="26" fill="var(--surface)" stroke="var(--accent)" strokeWidth="2.5" />
    </svg>
  )
}
