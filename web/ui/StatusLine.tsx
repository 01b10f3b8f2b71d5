import { useEffect, useSyncExternalStore } from 'react'
import { useText } from '../text.ts'
import { Button } from './Button.tsx'

/** One sentence about what was just done, with a way back where there is one. */
export interface Notice {
  text: string
  undo?: () => void
}

const listeners = new Set<() => void>()
let current: Notice | undefined

/** Says what was done, in the status line. It stays ten seconds; a notice that can be undone stays until the next. */
export function announce(text: string, undo?: () => void): void {
  show({ text, undo })
}

/** The status line of the whole page: spoken politely, and never over the work. Mounted once. */
export function StatusLine() {
  const t = useText()
  const notice = useSyncExternalStore(subscribe, () => current)
  useEffect(() => {
    if (!notice || notice.undo) return
    const timer = setTimeout(() => show(undefined), 10_000)
    return () => clearTimeout(timer)
  }, [notice])
  return (
    <div className="status-line noprint" role="status">
      {notice && (
        <div className="status-notice">
          <span>{notice.text}</span>
          {notice.undo && (
            <Button
              kind="plain"
              icon="undo"
              onClick={() => {
                notice.undo?.()
                show(undefined)
              }}
            >
              {t('ui.undo')}
            </Button>
          )}
          <Button kind="plain" icon="close" aria-label={t('ui.close')} onClick={() => show(undefined)} />
        </div>
      )}
    </div>
  )
}

function show(notice: Notice | undefined) {
  current = notice
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
