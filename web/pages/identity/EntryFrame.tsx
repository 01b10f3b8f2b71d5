import type { ReactNode } from 'react'
import { ProductName } from '../../shell/ProductName.tsx'
import { PageTitle } from '../../ui/PageHead.tsx'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import './sign-in.css'
import './entry.css'

/** A page for somebody who is not signed in: one column, few fields, the language to choose. */
export function EntryFrame({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  return (
    <div className="sign-in alone">
      <main id="main" className="sign-in-form entry">
        <span className="brand">
          <ProductName />
        </span>
        <PageTitle title={title} />
        {lead && <p className="dim">{lead}</p>}
        {children}
        <p className="small faint sign-in-foot">
          <LanguageSwitch />
        </p>
      </main>
    </div>
  )
}
