import type { FormEvent, ReactNode } from 'react'
import { useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { Note } from '../ui/Note.tsx'
import { Panel } from '../ui/Panel.tsx'
import type { Refusal } from './refusal.ts'
import './fields.css'

/** The frame of a form in the page: fields in two columns, what is wrong, the button that names its effect. */
export function FormPanel({
  title,
  submit,
  busy,
  refusal,
  onSubmit,
  onCancel,
  children,
}: {
  title: string
  submit: string
  busy: boolean
  refusal: Refusal
  onSubmit: () => Promise<void>
  onCancel: () => void
  children: ReactNode
}) {
  const t = useText()
  const send = (event: FormEvent) => {
    event.preventDefault()
    void onSubmit()
  }
  return (
    <Panel title={title} padded>
      <form className="fields" onSubmit={send} noValidate>
        {refusal.general && (
          <div className="whole">
            <Note kind="bad">{refusal.general}</Note>
          </div>
        )}
        {children}
        <div className="row wrap whole">
          <Button kind="primary" big type="submit" busy={busy}>
            {submit}
          </Button>
          <Button big onClick={onCancel}>
            {t('ui.cancel')}
          </Button>
        </div>
      </form>
    </Panel>
  )
}
