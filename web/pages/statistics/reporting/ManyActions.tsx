import { useState } from 'react'
import { graphql } from '../../../graphql.ts'
import { useAct } from '../../../shell/act.ts'
import { useViewer } from '../../../shell/session.ts'
import { useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { Note } from '../../../ui/Note.tsx'
import { announce } from '../../../ui/StatusLine.tsx'
import { ApproveReturnsMutation, CheckReturnsMutation } from './queries.ts'
import type { SchoolLine } from './SchoolLines.tsx'

const RemindMutation = graphql(`
  mutation RemindReturns($returns: [ID!]!) {
    remindReturns(returns: $returns) {
      schools
      offices
      people
    }
  }
`)

/** What an office does for all the returns in sight: check, approve, remind; each button says for how many. */
export function ManyActions({
  rows,
  done,
  onDone,
}: {
  rows: readonly SchoolLine[]
  done: (text: string, change: string) => void
  onDone: () => void
}) {
  const t = useText()
  const { posts } = useViewer()
  const [now] = useState(() => Date.now())
  const check = useAct(CheckReturnsMutation)
  const approve = useAct(ApproveReturnsMutation)
  const remind = useAct(RemindMutation)
  const commune = posts.some(({ role }) => role === 'commune_officer')
  const department = posts.some(({ role }) => role === 'leader' || role === 'officer')
  const ids = (some: readonly SchoolLine[]) => some.map(({ id }) => id)
  const checkable = commune ? rows.filter(({ state, byOffice }) => state === 'submitted' && byOffice) : []
  const approvable = department
    ? rows.filter(({ state, byOffice }) => state === (byOffice ? 'checked' : 'submitted'))
    : []
  const late = rows.filter(
    ({ state, byOffice, principal, remindedAt }) =>
      (((state === 'draft' || state === 'returned') && principal !== null) ||
        (department && state === 'submitted' && byOffice)) &&
      (!remindedAt || now - Date.parse(remindedAt) > 86_400_000),
  )
  const general = check.refusal.general ?? approve.refusal.general ?? remind.refusal.general
  const approveAll = async () => {
    const data = await approve.act({ returns: ids(approvable) })
    if (data) done(t('reporting.approved_many', { count: data.approveReturns.changed }), data.approveReturns.change)
  }
  const checkAll = async () => {
    const data = await check.act({ returns: ids(checkable) })
    if (data) done(t('reporting.checked_many', { count: data.checkReturns.changed }), data.checkReturns.change)
  }
  const remindAll = async () => {
    const data = await remind.act({ returns: ids(late) })
    if (!data) return
    announce(t('reporting.reminded', data.remindReturns))
    onDone()
  }
  return (
    <>
      {general && <Note kind="bad">{general}</Note>}
      <div className="row wrap">
        {approvable.length > 0 && (
          <Button kind="primary" icon="lock" busy={approve.busy} onClick={() => void approveAll()}>
            {t('reporting.approve_many', { count: approvable.length })}
          </Button>
        )}
        {checkable.length > 0 && (
          <Button kind="primary" icon="check" busy={check.busy} onClick={() => void checkAll()}>
            {t('reporting.check_many', { count: checkable.length })}
          </Button>
        )}
        {(commune || department) && late.length > 0 && (
          <Button icon="bell" busy={remind.busy} onClick={() => void remindAll()}>
            {t('reporting.remind_many', { count: late.length })}
          </Button>
        )}
      </div>
    </>
  )
}
