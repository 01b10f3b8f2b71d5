import { useMutation, type CombinedError } from 'urql'
import { graphql } from '../../../graphql.ts'

const UndoStudents = graphql(`
  mutation UndoStudents($change: ID!) {
    undoStudents(change: $change)
  }
`)

/** Takes back a change of records, enrollment or absences; answers why not, where something stands on it. */
export function useUndo(): (change: string) => Promise<{ error?: CombinedError }> {
  const [, run] = useMutation(UndoStudents)
  return async (change) => {
    const { error } = await run({ change })
    return error ? { error } : {}
  }
}
