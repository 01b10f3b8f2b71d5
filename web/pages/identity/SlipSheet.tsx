import { Suspense } from 'react'
import { printedCode } from '../../../modules/identity/rules/one-time-code.ts'
import { formatDay, useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { Note } from '../../ui/Note.tsx'
import { Qr } from '../../ui/Qr.tsx'
import './slips.css'

/** A slip to be cut out: for whom, the code, where it is typed, and until when. */
export interface Slip {
  key: string
  title: string
  name: string
  lines: readonly string[]
  code: string
  /** The page at which the code is typed, with what it already knows behind the #. */
  path: string
  /** What stands behind the #. */
  hash: string
  expiresAt: string
  hint: string
}

/** Slips as they are printed, eight on a page of A4. Their codes are seen this once, so the page says so. */
export function SlipSheet({ slips, onDone }: { slips: readonly Slip[]; onDone: () => void }) {
  const t = useText()
  return (
    <>
      <div className="noprint slips-bar">
        <Note kind="wait">{t('slip.once')}</Note>
        <div className="row wrap">
          <Button kind="primary" big icon="print" onClick={() => print()}>
            {t('slip.print', { count: slips.length })}
          </Button>
          <Button big onClick={onDone}>
            {t('slip.done')}
          </Button>
        </div>
      </div>
      <ul className="slips">
        {slips.map((slip) => (
          <li key={slip.key}>
            <div>
              <p className="slip-title">{slip.title}</p>
              <p className="slip-name">{slip.name}</p>
              {slip.lines.map((line) => (
                <p key={line}>{line}</p>
              ))}
              <p className="slip-code">{printedCode(slip.code)}</p>
              <p className="slip-where">{t('slip.where', { address: `${location.host}${slip.path}` })}</p>
              <p className="slip-hint">{slip.hint}</p>
              <p className="slip-hint">{t('slip.until', { day: formatDay(slip.expiresAt) })}</p>
            </div>
            <Suspense>
              <Qr text={`${location.origin}${slip.path}#${slip.hash}`} label={t('slip.qr')} />
            </Suspense>
          </li>
        ))}
      </ul>
    </>
  )
}
