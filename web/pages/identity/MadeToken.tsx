import { useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { Note } from '../../ui/Note.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { announce } from '../../ui/StatusLine.tsx'
import './tokens.css'

/** A token that was just made, with the name of the program that it is for. */
export interface NewToken {
  name: string
  token: string
}

/** A new token, seen this once: to copy, with a line that tries it. */
export function MadeToken({ made: { name, token }, onKept }: { made: NewToken; onKept: () => void }) {
  const t = useText()
  const copy = async () => {
    await navigator.clipboard.writeText(token)
    announce(t('tokens.copied'))
  }
  return (
    <Panel title={t('tokens.made', { name })} padded>
      <div className="cols">
        <Note kind="wait">{t('tokens.once')}</Note>
        <code className="token-text">{token}</code>
        <div className="row wrap">
          <Button kind="primary" onClick={() => void copy()}>
            {t('tokens.copy')}
          </Button>
          <Button onClick={onKept}>{t('tokens.kept')}</Button>
        </div>
        <div>
          <h3>{t('tokens.example')}</h3>
          <pre className="token-example" tabIndex={0}>
            {`curl ${location.origin}/graphql \\
  -H 'Authorization: Bearer ${token}' \\
  -H 'Content-Type: application/json' \\
  -d '{"query":"{ academicYears { year } }"}'`}
          </pre>
        </div>
      </div>
    </Panel>
  )
}
