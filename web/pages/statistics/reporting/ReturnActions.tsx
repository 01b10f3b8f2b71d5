import { useState } from 'react'
import { useAct } from '../../../shell/act.ts'
import { ReasonDialog } from '../../../shell/ReasonDialog.tsx'
import { useViewer } from '../../../shell/session.ts'
import { formatDay, useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { Note } from '../../../ui/Note.tsx'
import { ExportMenu } from './ExportMenu.tsx'
import {
  ApproveReturnsMutation,
  CheckReturnsMutation,
  SendBackReturnMutation,
  SubmitReturnMutation,
  TakeBackReturnMutation,
  type SchoolReturn,
} from './queries.ts'

type Done = (text: string, change: string) => void

/** What this person may do with the return where it stands; a button that may not be pressed says why. */
export function ReturnActions({ found, done }: { found: SchoolReturn; done: Done }) {
  const { state, office } = found
  const open = state === 'draft' || state === 'returned'
  const approvable = state === (office ? 'checked' : 'submitted')
  return (
    <>
      {found.mayExport && (
        <ExportMenu
          path={`/statistics/returns/${found.slug}/${found.academicYear}-${found.academicYear + 1}/${found.period}`}
        />
      )}
      {open && found.maySubmit && <Submit found={found} done={done} />}
      {state === 'submitted' && found.maySubmit && <TakeBack found={found} done={done} />}
      {((found.mayApprove && !open) || (found.mayCheck && (state === 'submitted' || state === 'checked'))) && (
        <SendBack found={found} done={done} />
      )}
      {state === 'submitted' && office && found.mayCheck && <Check found={found} done={done} />}
      {approvable && found.mayApprove && <Approve found={found} done={done} />}
    </>
  )
}

function Submit({ found, done }: { found: SchoolReturn; done: Done }) {
  const t = useText()
  const { today } = useViewer()
  const { act, busy, refusal } = useAct(SubmitReturnMutation)
  const reason =
    today < found.asOf
      ? t('reporting.from_day', { day: formatDay(found.asOf) })
      : found.faults.length > 0
        ? t('reporting.faults_left', { count: found.faults.length })
        : undefined
  const submit = async () => {
    const data = await act({ schoolReturn: found.id })
    if (data) done(t('reporting.submitted'), data.submitReturn.change)
  }
  return (
    <>
      {refusal.general && <Note kind="bad">{Object.values(refusal.fields)[0] ?? refusal.general}</Note>}
      <Button kind="primary" reason={reason} busy={busy} onClick={() => void submit()}>
        {found.office ? t('reporting.submit_to', { office: found.office }) : t('reporting.submit_to_department')}
      </Button>
    </>
  )
}

function TakeBack({ found, done }: { found: SchoolReturn; done: Done }) {
  const t = useText()
  const { act, busy, refusal } = useAct(TakeBackReturnMutation)
  const takeBack = async () => {
    const data = await act({ schoolReturn: found.id })
    if (data) done(t('reporting.taken_back'), data.takeBackReturn.change)
  }
  return (
    <>
      {refusal.general && <Note kind="bad">{refusal.general}</Note>}
      <Button icon="undo" busy={busy} onClick={() => void takeBack()}>
        {t('reporting.take_back')}
      </Button>
    </>
  )
}

function Check({ found, done }: { found: SchoolReturn; done: Done }) {
  const t = useText()
  const { act, busy, refusal } = useAct(CheckReturnsMutation)
  const check = async () => {
    const data = await act({ returns: [found.id] })
    if (data) done(t('reporting.checked_one'), data.checkReturns.change)
  }
  return (
    <>
      {refusal.general && <Note kind="bad">{refusal.general}</Note>}
      <Button kind="primary" icon="check" busy={busy} onClick={() => void check()}>
        {t('reporting.check')}
      </Button>
    </>
  )
}

function Approve({ found, done }: { found: SchoolReturn; done: Done }) {
  const t = useText()
  const { act, busy, refusal } = useAct(ApproveReturnsMutation)
  const approve = async () => {
    const data = await act({ returns: [found.id] })
    if (data) done(t('reporting.approved_one'), data.approveReturns.change)
  }
  return (
    <>
      {refusal.general && <Note kind="bad">{refusal.general}</Note>}
      <Button kind="primary" icon="lock" busy={busy} onClick={() => void approve()}>
        {t('reporting.approve')}
      </Button>
    </>
  )
}

function SendBack({ found, done }: { found: SchoolReturn; done: Done }) {
  const t = useText()
  const [asking, ask] = useState(false)
  return (
    <>
      <Button icon="undo" onClick={() => ask(true)}>
        {t('reporting.send_back')}
      </Button>
      {asking && (
        <ReasonDialog
          title={t('reporting.send_back_to', { school: found.name })}
          lead={t('reporting.send_back_lead')}
          submit={t('reporting.send_back')}
          document={SendBackReturnMutation}
          variablesOf={(reason) => ({ schoolReturn: found.id, reason })}
          onClose={() => ask(false)}
          onDone={({ sendBackReturn }) => {
            ask(false)
            done(t('reporting.sent_back'), sendBackReturn.change)
          }}
        />
      )}
    </>
  )
}
