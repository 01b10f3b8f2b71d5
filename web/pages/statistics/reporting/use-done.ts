import { useUndoChange } from '../../../shell/undo-change.ts'
import { refusalOfError } from '../../../shell/act.ts'
import { useText } from '../../../text.ts'
import { announce } from '../../../ui/StatusLine.tsx'

/** Says what was done, with a way back; `refresh` reads the page anew after either. */
export function useDone(refresh: () => void): (text: string, change: string) => void {
  const t = useText()
  const undo = useUndoChange()
  return (text, change) => {
    refresh()
    announce(text, () => {
      void undo(change).then(({ error }) => {
        announce(error ? (refusalOfError(t, error).general ?? t('error.unknown')) : t('reporting.undone'))
        refresh()
      })
    })
  }
}
