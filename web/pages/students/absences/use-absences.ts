import { useEffect, useRef, useState } from 'react'
import { useClient } from 'urql'
import { refusalOfError } from '../../../shell/act.ts'
import { useText } from '../../../text.ts'
import { RecordAbsences, type AbsenceAnswer, type AbsenceLine, type ClassAbsences } from './absences-query.ts'
import { countOf, draftKey, inputOf, typed, type Count, type Draft } from './absence-draft.ts'

/** A class's absences while they are typed: each touched row is sent when it is left, and answers for itself. */
export function useAbsences(sheet: ClassAbsences) {
  const t = useText()
  const client = useClient()
  const [lines, setLines] = useState(sheet.lines)
  const [drafts, setDrafts] = useState<ReadonlyMap<string, Draft>>(new Map())
  const [saved, setSaved] = useState<{ at: string; change: string }>()
  const [problem, setProblem] = useState<string>()
  const sending = useRef(false)
  // What is typed is read by saves that outlive a drawing, so it stands beside the state as well.
  const latest = useRef(drafts)
  const change = (next: ReadonlyMap<string, Draft>) => {
    latest.current = next
    setDrafts(next)
  }
  const put = (draft: Draft) => change(new Map(latest.current).set(draftKey(draft.student, draft.month), draft))
  const drop = (keys: readonly string[]) => change(new Map([...latest.current].filter(([key]) => !keys.includes(key))))

  const type = (line: AbsenceLine, month: string, field: keyof Count, text: string) =>
    put(typed(latest.current.get(draftKey(line.student, month)), line, month, field, text))

  const send = async () => {
    if (sending.current) return
    sending.current = true
    // What is typed while a save is under way goes with the next one.
    while (await sendOnce()) continue
    sending.current = false
  }

  /** Sends what waits; says whether something came back, so that more may be waiting. */
  const sendOnce = async (): Promise<boolean> => {
    const waiting = [...latest.current.values()].filter((draft) => !draft.conflict && !draft.refusal)
    const rows = waiting.flatMap((draft) => inputOf(draft) ?? [])
    for (const draft of waiting.filter((one) => inputOf(one) === undefined)) {
      if (isTyped(draft)) put({ ...draft, refusal: 'not_a_number' })
      else drop([draftKey(draft.student, draft.month)])
    }
    if (rows.length === 0) return false
    const { data, error } = await client.mutation(RecordAbsences, { class: sheet.id, rows })
    if (error || !data) {
      setProblem(error ? refusalOfError(t, error).general : t('error.unknown'))
      return false
    }
    setProblem(undefined)
    setSaved({ at: data.recordAbsences.savedAt, change: data.recordAbsences.change })
    for (const [index, answer] of data.recordAbsences.rows.entries()) take(answer, rows[index]!)
    return true
  }

  const take = (answer: AbsenceAnswer, sent: Count) => {
    const key = draftKey(answer.student, answer.month)
    if (answer.status !== 'refused')
      setLines((before) => before.map((line) => (line.student === answer.student ? withAnswer(line, answer) : line)))
    const draft = latest.current.get(key)
    if (!draft) return
    const now = inputOf(draft)
    const meanwhile = now && (now.excused !== sent.excused || now.unexcused !== sent.unexcused)
    if (answer.status === 'refused') put({ ...draft, refusal: answer.refusal ?? 'outside_year' })
    else if (answer.status === 'conflict') put({ ...draft, conflict: answer })
    else if (meanwhile) put({ ...draft, was: { excused: answer.excused, unexcused: answer.unexcused } })
    else drop([key])
  }

  /** Decides a conflict: the numbers that stand, or one's own over them. */
  const decide = (draft: Draft, own: boolean) => {
    const key = draftKey(draft.student, draft.month)
    if (!own || !draft.conflict) return drop([key])
    const { excused, unexcused } = draft.conflict
    put({ ...draft, was: { excused, unexcused }, conflict: undefined })
    void send()
  }

  /** Takes the class as it now stands, after an undo. */
  const reset = (now: ClassAbsences) => {
    setLines(now.lines)
    setSaved(undefined)
  }

  useEffect(() => {
    const again = () => void send()
    addEventListener('online', again)
    return () => removeEventListener('online', again)
  })

  return { lines, drafts, saved, problem, type, send, decide, reset }
}

const isTyped = ({ excused, unexcused, was }: Draft): boolean =>
  excused.trim() !== (was.excused ? String(was.excused) : '') ||
  unexcused.trim() !== (was.unexcused ? String(was.unexcused) : '')

function withAnswer(line: AbsenceLine, { month, excused, unexcused, total, level }: AbsenceAnswer): AbsenceLine {
  return {
    ...line,
    total,
    level,
    months: [
      ...line.months.filter((one) => one.month !== month),
      { month, ...countOf({ months: [{ month, excused, unexcused }] }, month) },
    ],
  }
}
