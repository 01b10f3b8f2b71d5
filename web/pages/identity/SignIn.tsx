import { useText } from '../../text.ts'
import { PageTitle } from '../../ui/PageHead.tsx'

/** The way in. */
export function SignIn() {
  const t = useText()
  return (
    <main id="main" className="page">
      <PageTitle title={t('sign_in.title')} />
    </main>
  )
}
