import { useEffect, useState } from 'react'
import { useClient, type AnyVariables, type CombinedError, type TypedDocumentNode } from 'urql'

/** A connection of the API. */
interface Connection<Node> {
  totalCount?: number
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
  edges: readonly { node: Node }[]
}

interface Loaded<Node> {
  key: string
  rows: readonly Node[] | undefined
  total: number | undefined
  after: string | null
  error: CombinedError | undefined
}

/** A list that grows page by page. When the question changes, the old rows stay in sight until the new ones come. */
export function usePages<Data, Variables extends AnyVariables, Node>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  connectionOf: (data: Data) => Connection<Node> | undefined,
  pause = false,
): {
  rows: readonly Node[] | undefined
  total: number | undefined
  error: CombinedError | undefined
  stale: boolean
  more: (() => void) | undefined
  loading: boolean
  again: () => void
} {
  const client = useClient()
  const key = JSON.stringify(variables)
  const [turn, setTurn] = useState(0)
  const [loading, setLoading] = useState(false)
  const [state, setState] = useState<Loaded<Node>>({
    key: '',
    rows: undefined,
    total: undefined,
    after: null,
    error: undefined,
  })

  useEffect(() => {
    if (pause) return
    let late = false
    void client.query(document, variables, { requestPolicy: 'network-only' }).then(({ data, error }) => {
      if (late) return
      const found = data ? connectionOf(data) : undefined
      setState({
        key,
        rows: found?.edges.map(({ node }) => node),
        total: found?.totalCount,
        after: found?.pageInfo.hasNextPage ? found.pageInfo.endCursor : null,
        error,
      })
    })
    return () => {
      late = true
    }
    // The key holds the variables; the function is made anew at every drawing.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [client, document, key, turn, pause])

  const more = async () => {
    setLoading(true)
    const { data, error } = await client.query(
      document,
      { ...variables, after: state.after },
      { requestPolicy: 'network-only' },
    )
    setLoading(false)
    const found = data ? connectionOf(data) : undefined
    setState((before) =>
      before.key === key && found
        ? {
            ...before,
            rows: [...(before.rows ?? []), ...found.edges.map(({ node }) => node)],
            after: found.pageInfo.hasNextPage ? found.pageInfo.endCursor : null,
            error,
          }
        : before,
    )
  }
  const stale = state.key !== key
  return {
    rows: state.rows,
    total: state.total,
    error: state.error,
    stale,
    more: state.after && !stale ? () => void more() : undefined,
    loading,
    again: () => setTurn((before) => before + 1),
  }
}
