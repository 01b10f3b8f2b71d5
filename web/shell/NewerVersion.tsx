import { useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { stayForNow, useReloadOffered } from './newer-version.ts'

/** Offers to load a page again that is older than the server's program; what is half typed can be copied first. */
export function NewerVersion() {
  const t = useText()
  if (!useReloadOffered()) return null
  return (
    <Dialog title={t('shell.newer_title')} onClose={stayForNow}>
      <p className="dim">{t('shell.newer_why')}</p>
      <div className="row wrap">
        <Button kind="primary" big onClick={() => location.reload()}>
          {t('shell.newer_reload')}
        </Button>
        <Button big onClick={stayForNow}>
          {t('shell.newer_later')}
        </Button>
      </div>
    </Dialog>
  )
}
