import type { AnyVariables, TypedDocumentNode } from 'urql'
import { useText } from '../text.ts'
import { ReasonDialog } from './ReasonDialog.tsx'

/** Asks why the data of so many is wanted, for the second person who releases it. `lead` is what the server said. */
export function ReleaseDialog<Data, Variables extends AnyVariables>(props: {
  lead: string
  document: TypedDocumentNode<Data, Variables>
  variablesOf: (reason: string) => Variables
  onClose: () => void
  onDone: (data: Data) => void
}) {
  const t = useText()
  return <ReasonDialog title={t('job.held_title')} submit={t('job.held_submit')} {...props} />
}
