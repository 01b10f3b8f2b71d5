import { client, graphql, problemOf } from '../graphql.ts'
import { sealFor } from './device-seal.ts'
import { keepNothing, keepOnDevice } from './keep-on-device.ts'
import { openQueue } from './queue.ts'
import type { MarkQueue } from './queue.ts'
import { isSharedComputer } from './shared-computer.ts'
import type { Batch, CellOutcome, Sent } from './waiting.ts'

const RecordMarksMutation = graphql(`
  mutation RecordMarks(
    $book: ID!
    $id: UUID!
    $account: ID!
    $source: SaveSource!
    $reason: String
    $cells: [CellInput!]!
  ) {
    recordMarks(gradebook: $book, id: $id, account: $account, source: $source, reason: $reason, cells: $cells) {
      savedAt
      cells {
        student
        column
        status
        value
        refusal
        refusalValues {
          name
          value
        }
        by
        at
      }
    }
  }
`)

let opened: { account: string; queue: Promise<MarkQueue> } | undefined

/** The one queue of the account that is signed in. Another account's cells are neither read nor sent. */
export function marksQueue(account: string): Promise<MarkQueue> {
  if (opened?.account !== account) {
    void opened?.queue.then((queue) => queue.stop())
    opened = { account, queue: open(account) }
  }
  return opened.queue
}

/** The queue that is open, if one is. */
export const openedQueue = (): Promise<MarkQueue> | undefined => opened?.queue

async function open(account: string): Promise<MarkQueue> {
  const seal = isSharedComputer() ? null : await sealFor(account)
  const keeping = seal && (await keepOnDevice(seal))
  const queue = await openQueue({ keeping: keeping ?? keepNothing, send: (batch) => send(account, batch) })
  addEventListener('online', () => void queue.flush())
  // A lid that closes or a tab that is left: what waits goes now, and stays on the device if it cannot.
  addEventListener('pagehide', () => void queue.flush())
  return queue
}

async function send(account: string, { book, id, source, reason, cells }: Batch): Promise<Sent> {
  const variables = { book, id, account, source: source as 'typed', reason, cells: [...cells] }
  const { data, error } = await client.mutation(RecordMarksMutation, variables)
  if (data) {
    const { savedAt, cells: answers } = data.recordMarks
    return { kind: 'answered', savedAt, cells: answers.map(outcomeOf) }
  }
  const problem = error ? problemOf(error) : undefined
  switch (problem?.kind) {
    case 'offline':
      return { kind: 'offline' }
    case 'notFound':
      return { kind: 'rejected', message: 'gradebook.refused.no_longer_yours' }
    case 'invalid':
      return { kind: 'rejected', message: problem.violations[0]?.message ?? 'gradebook.refused.rejected' }
    default:
      return { kind: 'trouble' }
  }
}

interface Answered {
  student: string
  column: string
  status: CellOutcome['status']
  value: string | null
  refusal: string | null
  refusalValues: readonly { name: string; value: string }[]
  by: string | null
  at: string | null
}

function outcomeOf({ student, column, status, value, refusal, refusalValues, by, at }: Answered): CellOutcome {
  const values = Object.fromEntries(refusalValues.map((one) => [one.name, one.value]))
  return {
    student,
    column,
    status,
    value,
    ...(refusal ? { refusal: { message: refusal, values } } : {}),
    ...(status === 'conflict' ? { other: { value, by, at } } : {}),
  }
}
