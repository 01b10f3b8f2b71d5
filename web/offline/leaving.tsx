import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import { useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Note } from '../ui/Note.tsx'
import { openedQueue } from './marks.ts'
import type { MarkQueue } from './queue.ts'

/**
 * Before signing out: what waits on the device is sent or, if the person says so, dropped; then nothing is left of it.
 * False: the person stays.
 */
export async function askToLeave(): Promise<boolean> {
  const queue = await openedQueue()
  if (!queue) return true
  await queue.flush()
  const goes = queue.kept() === 0 || (await ask(queue))
  if (goes) await queue.erase()
  return goes
}

function ask(queue: MarkQueue): Promise<boolean> {
  const place = document.body.appendChild(document.createElement('div'))
  const root = createRoot(place)
  return new Promise((resolve) => {
    const answer = (goes: boolean) => {
      root.unmount()
      place.remove()
      resolve(goes)
    }
    root.render(<Leaving queue={queue} onAnswer={answer} />)
  })
}

function Leaving({ queue, onAnswer }: { queue: MarkQueue; onAnswer: (goes: boolean) => void }) {
  const t = useText()
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState(false)
  const send = async () => {
    setBusy(true)
    await queue.flush()
    setBusy(false)
    if (queue.kept() === 0) return onAnswer(true)
    setFailed(true)
  }
  return (
    <Dialog title={t('offline.leaving_title', { count: queue.kept() })} onClose={() => onAnswer(false)}>
      <p className="dim">{t('offline.leaving_why')}</p>
      {failed && <Note kind="bad">{t('offline.leaving_failed', { count: queue.kept() })}</Note>}
      <div className="row wrap dialog-actions">
        <Button kind="primary" big busy={busy} onClick={() => void send()}>
          {t('offline.leaving_send')}
        </Button>
        <Button big onClick={() => onAnswer(true)}>
          {t('offline.leaving_drop')}
        </Button>
        <Button kind="plain" big onClick={() => onAnswer(false)}>
          {t('offline.leaving_stay')}
        </Button>
      </div>
    </Dialog>
  )
}
