import { useEffect, useState } from 'react'
import { guardHeaders } from '../graphql.ts'
import { useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { signInAgain } from './sign-in-again.ts'

/** How long before the end of an idle session the person is asked, and how often the server hears of what is done here, in ms. */
const warning = 2 * 60_000
const tellEvery = 2 * 60_000

/** Asks whether somebody is still there, and ends the session when nobody answers; the page stays as it was. */
export function IdleWarning({ minutes }: { minutes: number }) {
  const t = useText()
  const [left, setLeft] = useState<number>()

  useEffect(() => {
    const limit = minutes * 60_000
    let last = Date.now()
    let told = last
    let ended = false
    const touch = () => {
      if (Date.now() - last >= limit - warning) return
      last = Date.now()
      // Whoever types or reads for long asks nothing of the server, which would take it for absence.
      if (last - told > tellEvery) tell()
    }
    const tell = () => {
      told = Date.now()
      void fetch('/session/stay', { method: 'POST', credentials: 'same-origin', headers: guardHeaders }).catch(() => {})
    }
    const look = async () => {
      const rest = limit - (Date.now() - last)
      if (rest > warning) setLeft(undefined)
      else if (rest > 0) setLeft(rest)
      else if (!ended) {
        ended = true
        setLeft(undefined)
        await fetch('/session', { method: 'DELETE', credentials: 'same-origin', headers: guardHeaders }).catch(() => {})
        await signInAgain()
        ended = false
        last = Date.now()
      }
    }
    const stay = () => {
      last = Date.now()
      setLeft(undefined)
      tell()
    }
    const timer = setInterval(() => void look(), 5_000)
    const events = ['pointerdown', 'keydown', 'scroll'] as const
    for (const event of events) addEventListener(event, touch, { passive: true })
    addEventListener(stayEvent, stay)
    return () => {
      clearInterval(timer)
      for (const event of events) removeEventListener(event, touch)
      removeEventListener(stayEvent, stay)
    }
  }, [minutes])

  if (left === undefined) return null
  const stay = () => dispatchEvent(new Event(stayEvent))
  return (
    <Dialog
      title={t('shell.idle_title', { minutes: Math.max(1, Math.ceil(left / 60_000)) })}
      onClose={stay}
      actions={
        <Button kind="primary" big onClick={stay}>
          {t('shell.idle_stay')}
        </Button>
      }
    >
      <p className="dim">{t('shell.idle_why')}</p>
    </Dialog>
  )
}

const stayEvent = 'idle-stay'
