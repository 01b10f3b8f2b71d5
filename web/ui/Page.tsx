import type { ReactNode } from 'react'

/** The main part of a page. `narrow` keeps text and lists at a width that reads well; tables take all. */
export function Page({ narrow, busy, children }: { narrow?: boolean; busy?: boolean; children?: ReactNode }) {
  return (
    <main id="main" className={narrow ? 'page narrow' : 'page'} aria-busy={busy || undefined}>
      {children}
    </main>
  )
}
