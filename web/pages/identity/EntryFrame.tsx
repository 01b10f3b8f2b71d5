import type { ReactNode } from 'react'
import { setLanguage, useLanguage, useText } from '../../text.ts'
import { BrandMark } from '../../ui/Brand.tsx'
import { Button } from '../../ui/Button.tsx'
import { PageTitle } from '../../ui/PageHead.tsx'
import { useInstallation } from '../../shell/installation.ts'
import './sign-in.css'
import './entry.css'

/** A page for somebody who is not signed in: one column, few fields, the language to choose. */
export function EntryFrame({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  const t = useText()
  const installation = useInstallation()
  return (
    <div className="sign-in alone">
      <main id="main" className="sign-in-form entry">
        <span className="brand">
          {installation?.emblem ? <img src={installation.emblem} alt="" width={24} height={24} /> : <BrandMark />}
          <span>
            {t('shell.product')} {installation?.provinceName}
          </span>
        </span>
        <PageTitle title={title} />
        {lead && <p className="dim">{lead}</p>}
        {children}
        <p className="small faint sign-in-foot">
          <LanguageChoice />
        </p>
      </main>
    </div>
  )
}

function LanguageChoice() {
  const other =
    useLanguage() === 'vi' ? ({ code: 'en', name: 'English' } as const) : ({ code: 'vi', name: 'Tiếng Việt' } as const)
  return (
    <Button kind="link" lang={other.code} onClick={() => void setLanguage(other.code)}>
      {other.name}
    </Button>
  )
}
