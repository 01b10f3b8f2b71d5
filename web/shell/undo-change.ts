import { useClient, useMutation, type CombinedError } from 'urql'
import { graphql } from '../graphql.ts'
import { useText } from '../text.ts'
import { announce } from '../ui/StatusLine.tsx'
import { refusalOfError } from './act.ts'

const UndoChange = graphql(`
  mutation UndoChange($change: UUID!) {
    undoChange(change: $change)
  }
`)
const LastChangeQuery = graphql(`
  query LastChange($verbs: [String!]!) {
    lastChange(verbs: $verbs)
  }
`)

/** Takes a change back; answers why not, where something stands on it. */
export function useUndoChange(): (change: string) => Promise<{ error?: CombinedError }> {
  const [, run] = useMutation(UndoChange)
  return async (change) => {
    const { error } = await run({ change })
    return error ? { error } : {}
  }
}

/**
 * Says what was just done with a way back in the status line: the person's newest change of these verbs. `onUndone` is
 * called once it is taken back.
 */
export function useAnnounceDone(): (text: string, verbs: readonly string[], onUndone: () => void) => void {
  const t = useText()
  const client = useClient()
  const undo = useUndoChange()
  return (text, verbs, onUndone) => {
    announce(text)
    void client.query(LastChangeQuery, { verbs: [...verbs] }, { requestPolicy: 'network-only' }).then(({ data }) => {
      const change = data?.lastChange
      if (!change) return
      announce(text, () => {
        void undo(change).then(({ error }) => {
          announce(error ? (refusalOfError(t, error).general ?? t('error.unknown')) : t('trail.undone'))
          if (!error) onUndone()
        })
      })
    })
  }
}
