import { useState } from 'react'
import { useAct } from '../../../shell/act.ts'
import { ReasonDialog } from '../../../shell/ReasonDialog.tsx'
import { formatDay, formatInstant, useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { Note } from '../../../ui/Note.tsx'
import { announce } from '../../../ui/StatusLine.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { AnswerMutation, WithdrawMutation, type Request } from './requests-query.ts'

/** One request: what is asked and about whom, by when it is answered, the answer, and what the reader may do. */
export function RequestItem({ request, onChanged }: { request: Request; onChanged: () => void }) {
  const t = useText()
  const withdraw = useAct(WithdrawMutation)
  const [answering, setAnswering] = useState<boolean | null>(null)
  const { pupil, className, asker, kind, about, words, askedAt, state, answer, own, mayAnswer } = request
  const takeBack = async () => {
    if (!(await withdraw.act({ request: request.id }))) return
    announce(t('request.withdrawn'))
    onChanged()
  }
  return (
    <li>
      <div className="row spread wrap">
        <b>{t('request.what', { kind, about: t(`request.about_${about}`) })}</b>
        <State request={request} />
      </div>
      <p>{words}</p>
      <p className="small dim">
        {t('request.whose', { pupil, room: className ?? 'none' })}
        <br />
        {t('request.who', { asker, at: formatInstant(askedAt) })}
      </p>
      {answer && (
        <blockquote className="request-answer">
          <p>{answer}</p>
          <p className="small dim">
            {t('request.answered', { by: request.answeredBy ?? '', at: formatInstant(request.answeredAt ?? '') })}
          </p>
        </blockquote>
      )}
      {withdraw.refusal.general && <Note kind="bad">{withdraw.refusal.general}</Note>}
      {(mayAnswer || (own && state === 'open')) && (
        <div className="row wrap">
          {mayAnswer && <Button onClick={() => setAnswering(true)}>{t('request.answer_done')}</Button>}
          {mayAnswer && <Button onClick={() => setAnswering(false)}>{t('request.answer_refused')}</Button>}
          {own && (
            <Button busy={withdraw.busy} onClick={() => void takeBack()}>
              {t('request.withdraw')}
            </Button>
          )}
        </div>
      )}
      {answering !== null && (
        <ReasonDialog
          title={t('request.answer_title', { asker })}
          lead={words}
          label={t('request.answer')}
          field="answer"
          submit={t(answering ? 'request.answer_done' : 'request.answer_refused')}
          document={AnswerMutation}
          variablesOf={(given) => ({ request: request.id, done: answering, answer: given })}
          onClose={() => setAnswering(null)}
          onDone={() => {
            setAnswering(null)
            announce(t('request.answered_now', { asker }))
            onChanged()
          }}
        />
      )}
    </li>
  )
}

function State({ request: { state, late, answerBy } }: { request: Request }) {
  const t = useText()
  const day = formatDay(answerBy)
  if (state === 'open')
    return <Tag kind={late ? 'bad' : 'wait'}>{t(late ? 'request.late' : 'request.by', { day })}</Tag>
  return <Tag kind={state === 'done' ? 'good' : undefined}>{t(`request.state_${state}`)}</Tag>
}
