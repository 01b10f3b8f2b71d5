import type { ReactNode } from 'react'
import type { Frame } from '../routes.tsx'
import { useText } from '../text.ts'

/** The frame of every page: bar, side list, tabs on a phone, banners. */
export function ShellLayout({ frame, children }: { frame: Frame; children: ReactNode }) {
  const t = useText()
  return (
    <>
      <a className="skip" href="#main">
        {t('shell.skip')}
      </a>
      <div className="shell" data-frame={frame}>
        {children}
      </div>
    </>
  )
}
