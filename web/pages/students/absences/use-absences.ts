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
  const [sending, setSending] = useState(false)
  const latest = useRef(drafts)
  latest.current = drafts

  const put = (draft: Draft) => setDrafts((before) => new Map(before).set(draftKey(draft.student, draft.month), draft))
  const drop = (keys: readonly string[]) =>
    setDrafts((before) => new Map([...before].filter(([key]) => !keys.includes(key))))

  const type = (line: AbsenceLine, month: string, field: keyof Count, text: string) =>
    put(typed(drafts.get(draftKey(line.student, month)), line, month, field, text))

  const send = async () => {
    const waiting = [...latest.current.values()].filter((draft) => !draft.conflict)
    const unreadable = waiting.filter((draft) => inputOf(draft) === undefined && isTyped(draft))
    for (const draft of unreadable) put({ ...draft, refusal: 'not_a_number' })
    drop(
      waiting
        .filter((draft) => inputOf(draft) === undefined && !isTyped(draft))
        .map((draft) => draftKey(draft.student, draft.month)),
    )
    const rows = waiting.flatMap((draft) => inputOf(draft) ?? [])
    if (rows.length === 0 || sending) return
    setSending(true)
    const { data, error } = await client.mutation(RecordAbsences, { class: sheet.id, rows })
    setSending(false)
    if (error || !data) return setProblem(error ? refusalOfError(t, error).general : t('error.unknown'))
    setProblem(undefined)
    setSaved({ at: data.recordAbsences.savedAt, change: data.recordAbsences.change })
    for (const [index, answer] of data.recordAbsences.rows.entries()) take(answer, rows[index]!)
  }

  const take = (answer: AbsenceAnswer, sent: Count) => {
    const key = draftKey(answer.student, answer.month)
    if (answer.status !== 'refused')
      setLines((before) => before.map((line) => (line.student === answer.student ? withAnswer(line, answer) : line)))
    setDrafts((before) => {
      const draft = before.get(key)
      if (!draft) return before
      const next = new Map(before)
      const now = inputOf(draft)
      const meanwhile = now && (now.excused !== sent.excused || now.unexcused !== sent.unexcused)
      if (answer.status === 'refused') next.set(key, { ...draft, refusal: answer.refusal ?? 'outside_year' })
      else if (answer.status === 'conflict') next.set(key, { ...draft, conflict: answer })
      else if (meanwhile) next.set(key, { ...draft, was: { excused: answer.excused, unexcused: answer.unexcused } })
      else next.delete(key)
      return next
    })
  }

  /** Decides a conflict: the numbers that stand, or one's own over them. */
  const decide = (draft: Draft, own: boolean) => {
    const key = draftKey(draft.student, draft.month)
    if (!own || !draft.conflict) return drop([key])
    const { excused, unexcused } = draft.conflict
    const next = { ...draft, was: { excused, unexcused }, conflict: undefined }
    latest.current = new Map(latest.current).set(key, next)
    put(next)
    void send()
  }

  useEffect(() => {
    const again = () => void send()
    addEventListener('online', again)
    return () => removeEventListener('online', again)
  })

  return { lines, drafts, saved, problem, sending, type, send, decide }
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
