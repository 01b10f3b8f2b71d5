import { useEffect, useId, useRef } from 'react'
import type { ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { useText } from '../text.ts'
import { Button } from './Button.tsx'

/**
 * A native dialog, for the few things a row or a page cannot do: signing in again, a reason, a warning. It takes the
 * focus, gives it back, and Esc closes it unless `onClose` is absent. It stands at the end of the document, so that a
 * tool bar which opens it does not dress its buttons and sentences.
 */
export function Dialog({
  title,
  onClose,
  actions,
  children,
}: {
  title: string
  onClose?: () => void
  actions?: ReactNode
  children?: ReactNode
}) {
  const t = useText()
  const heading = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    const before = document.activeElement
    element?.showModal()
    return () => {
      element?.close()
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return createPortal(
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault()
        onClose?.()
      }}
    >
      <header className="row spread">
        <h2 id={heading}>{title}</h2>
        {onClose && <Button kind="plain" icon="close" aria-label={t('ui.close')} onClick={onClose} />}
      </header>
      {children}
      {actions && <div className="row wrap dialog-actions">{actions}</div>}
    </dialog>,
    document.body,
  )
}
