import { useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { announce } from '../../ui/StatusLine.tsx'

/** Recovery codes, seen this once: to print, to copy, and then put away. */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const t = useText()
  const copy = async () => {
    await navigator.clipboard.writeText(codes.join('\n'))
    announce(t('factor.codes_copied'))
  }
  return (
    <>
      <h3>{t('factor.codes_title')}</h3>
      <p className="dim">{t('factor.codes_why')}</p>
      <ul className="recovery-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className="row wrap">
        <Button onClick={() => print()}>{t('factor.codes_print')}</Button>
        <Button onClick={() => void copy()}>{t('factor.codes_copy')}</Button>
        <Button kind="primary" onClick={onKept}>
          {t('factor.codes_kept')}
        </Button>
      </div>
    </>
  )
}
