import { Link } from 'wouter'
import { useText } from '../text.ts'
import { Page } from '../ui/Page.tsx'
import { PageTitle } from '../ui/PageHead.tsx'

/** What stands at an address that leads nowhere, or nowhere the person may go; the two are not told apart. */
export function NotFound() {
  const t = useText()
  return (
    <Page>
      <div className="emp">
        <PageTitle title={t('shell.not_found')} />
        <p className="dim">{t('shell.not_found_why')}</p>
        <p className="row">
          <Link className="btn primary big" href="/">
            {t('shell.to_today')}
          </Link>
        </p>
      </div>
    </Page>
  )
}
