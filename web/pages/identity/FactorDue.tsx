import { signOut } from '../../shell/session.ts'
import { useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { SecondFactor } from './SecondFactor.tsx'
import './accounts.css'

/** Stands before every page while a post demands a second factor that is not there yet. */
export function FactorDue() {
  const t = useText()
  return (
    <Page narrow>
      <PageHead
        title={t('factor.title')}
        actions={<Button onClick={() => void signOut()}>{t('shell.sign_out')}</Button>}
      />
      <SecondFactor onReady={() => location.assign('/')} />
    </Page>
  )
}
