import { useState } from 'react'
import type { FormEvent } from 'react'
import { useClient } from 'urql'
import type { ResultOf } from '../../../graphql.ts'
import { problemOf } from '../../../graphql.ts'
import { refusalOf } from '../../../shell/refusal.ts'
import { dayAt, formatDay, useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { TextField } from '../../../ui/Field.tsx'
import { Note } from '../../../ui/Note.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { whenOf } from './ReportJobs.tsx'
import { IssuedCardQuery } from './report-query.ts'

type Found = ResultOf<typeof IssuedCardQuery>['issuedCard']

/** Whether a card on paper is genuine and still says what the book says. */
export function CheckCode() {
  const t = useText()
  const client = useClient()
  const [code, setCode] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const [found, setFound] = useState<Found>()
  const check = async (event: FormEvent) => {
    event.preventDefault()
    if (!code.trim()) return
    setBusy(true)
    const answer = await client.query(IssuedCardQuery, { code }, { requestPolicy: 'network-only' })
    setBusy(false)
    setFound(answer.data?.issuedCard)
    const problem = answer.error && problemOf(answer.error)
    setError(problem && (problem.kind === 'notFound' ? t('report.checked_none') : refusalOf(t, problem).general))
  }
  return (
    <Panel title={t('report.check')} padded>
      <form className="report-check" onSubmit={(event) => void check(event)}>
        <TextField
          label={t('report.check_code')}
          hint={t('report.check_hint')}
          error={error}
          value={code}
          autoCapitalize="characters"
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setCode(event.target.value)}
        />
        <Button type="submit" busy={busy}>
          {t('report.check_do')}
        </Button>
      </form>
      {found && (
        <Note kind={found.current ? 'good' : 'wait'}>
          {t(found.current ? 'report.checked_current' : 'report.checked_changed', {
            when: whenOf(t, found),
            name: found.name,
            class: found.className,
            day: formatDay(dayAt(found.issuedAt)),
            by: found.issuedBy,
          })}
        </Note>
      )}
    </Panel>
  )
}
