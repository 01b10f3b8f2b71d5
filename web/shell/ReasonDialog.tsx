import { useState } from 'react'
import type { FormEvent, ReactNode } from 'react'
import type { AnyVariables, TypedDocumentNode } from 'urql'
import { useAct } from './act.ts'
import { useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextAreaField } from '../ui/Field.tsx'
import { Note } from '../ui/Note.tsx'

/** Asks why, and whatever else a decision needs, before something is done; the reason stands in the trail. */
export function ReasonDialog<Data, Variables extends AnyVariables>({
  title,
  lead,
  hint,
  label,
  field = 'reason',
  submit,
  document,
  variablesOf,
  onClose,
  onDone,
  children,
}: {
  title: string
  lead?: ReactNode
  /** What a reason needs. */
  hint?: string
  /** What the words are called, where they are no reason, and their field in the API. */
  label?: string
  field?: string
  /** What the button does, in its own words. */
  submit: string
  document: TypedDocumentNode<Data, Variables>
  variablesOf: (reason: string) => Variables
  onClose: () => void
  onDone: (data: Data) => void
  /** Further fields. */
  children?: ReactNode
}) {
  const t = useText()
  const [reason, setReason] = useState('')
  const { act, busy, refusal } = useAct(document)
  const others = Object.entries(refusal.fields).filter(([name]) => name !== field)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const data = await act(variablesOf(reason))
    if (data) onDone(data)
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={(event) => void send(event)} noValidate className="cols">
        {typeof lead === 'string' ? <p className="dim">{lead}</p> : lead}
        {refusal.general && !refusal.fields[field] && (
          <Note kind="bad">{others.map(([, words]) => words).join(' ') || refusal.general}</Note>
        )}
        {children}
        <TextAreaField
          label={label ?? t('ui.reason')}
          hint={hint}
          value={reason}
          error={refusal.fields[field]}
          onChange={(event) => setReason(event.target.value)}
        />
        <div className="row wrap">
          <Button kind="primary" type="submit" busy={busy}>
            {submit}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  )
}
