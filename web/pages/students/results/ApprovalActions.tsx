import { useState } from 'react'
import { graphql } from '../../../graphql.ts'
import { useAct } from '../../../shell/act.ts'
import { useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { Menu } from '../../../ui/Menu.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { announce } from '../../../ui/StatusLine.tsx'
import { ReasonDialog } from '../../../shell/ReasonDialog.tsx'
import type { ClassResultsData } from './results-query.ts'

const Submit = graphql(`
  mutation SubmitResults($scope: ResultScopeInput!, $acceptMissing: Boolean, $reason: String) {
    submitResults(scope: $scope, acceptMissing: $acceptMissing, reason: $reason) {
      pupils
      incomplete
    }
  }
`)
const TakeBack = graphql(`
  mutation TakeBackResults($scope: ResultScopeInput!) {
    takeBackResults(scope: $scope) {
      classes
    }
  }
`)
const Approve = graphql(`
  mutation ApproveResults($scope: ResultScopeInput!) {
    approveResults(scope: $scope) {
      classes
      pupils
      unchanged
      incomplete
    }
  }
`)
const Publish = graphql(`
  mutation PublishResults($scope: ResultScopeInput!) {
    publishResults(scope: $scope) {
      classes
      pupils
      unchanged
    }
  }
`)
const Return = graphql(`
  mutation ReturnResults($scope: ResultScopeInput!, $reason: String!) {
    returnResults(scope: $scope, reason: $reason) {
      classes
    }
  }
`)
const Unpublish = graphql(`
  mutation UnpublishResults($scope: ResultScopeInput!, $reason: String!) {
    unpublishResults(scope: $scope, reason: $reason) {
      classes
    }
  }
`)

/** Approves and publishes; the page of a class and that of a school do it alike. */
export const approvalDocuments = { Approve, Publish }

/** What the person may do next with a class's results, as they stand. */
export function ApprovalActions({
  results,
  year,
  term,
  onChange,
}: {
  results: ClassResultsData
  year: number
  term: number
  onChange: () => void
}) {
  const t = useText()
  const [asking, setAsking] = useState<'submit' | 'return' | 'unpublish'>()
  const submit = useAct(Submit)
  const takeBack = useAct(TakeBack)
  const approve = useAct(Approve)
  const publish = useAct(Publish)
  const scope = { unit: results.unit, academicYear: year, term, classes: [results.class] }
  const { state } = results.approval
  const missing = Object.values(submit.refusal.fields)
  const finish = (words: string) => {
    setAsking(undefined)
    announce(words)
    onChange()
  }
  const handIn = async () => {
    if (await submit.act({ scope })) finish(t('results.submitted'))
    else setAsking('submit')
  }
  const refused = [takeBack, approve, publish].map(({ refusal }) => refusal.general).find(Boolean)
  const more = [
    ...(results.computed && results.canApprove && state !== 'open'
      ? [{ label: t('results.return'), icon: 'undo' as const, onSelect: () => setAsking('return') }]
      : []),
    ...(results.canPublish && state === 'published'
      ? [{ label: t('results.unpublish'), icon: 'close' as const, onSelect: () => setAsking('unpublish') }]
      : []),
    { label: t('results.print'), icon: 'print' as const, onSelect: () => print() },
  ]
  return (
    <>
      {refused && (
        <span className="small bad-words" role="alert">
          {refused}
        </span>
      )}
      {results.canSubmit && state === 'open' && results.computed && (
        <Button kind="primary" busy={submit.busy} onClick={() => void handIn()}>
          {t('results.submit')}
        </Button>
      )}
      {results.canSubmit && state === 'submitted' && (
        <Button
          busy={takeBack.busy}
          onClick={() => void takeBack.act({ scope }).then((data) => data && finish(t('results.taken_back')))}
        >
          {t('results.take_back')}
        </Button>
      )}
      {results.canApprove && state === 'submitted' && (
        <Button
          kind="primary"
          busy={approve.busy}
          onClick={() =>
            void approve
              .act({ scope })
              .then((data) => data && finish(t('results.approved', { pupils: data.approveResults.pupils })))
          }
        >
          {t('results.approve')}
        </Button>
      )}
      {results.canPublish && state === 'approved' && (
        <Button
          kind="primary"
          busy={publish.busy}
          onClick={() => void publish.act({ scope }).then((data) => data && finish(t('results.published')))}
        >
          {t('results.publish')}
        </Button>
      )}
      <Menu button={<Icon name="more" />} buttonLabel={t('results.more')} label={t('results.more')} items={more} />
      {asking === 'submit' && (
        <ReasonDialog
          hint={t('results.reason_hint')}
          title={t('results.submit_missing')}
          lead={
            <ul className="missing-list" tabIndex={0}>
              {missing.slice(0, 12).map((words) => (
                <li key={words}>{words}</li>
              ))}
              {missing.length > 12 && <li>{t('results.and_more', { count: missing.length - 12 })}</li>}
            </ul>
          }
          submit={t('results.submit_anyway')}
          document={Submit}
          variablesOf={(reason) => ({ scope, acceptMissing: true, reason })}
          onClose={() => setAsking(undefined)}
          onDone={() => finish(t('results.submitted'))}
        />
      )}
      {asking === 'return' && (
        <ReasonDialog
          hint={t('results.reason_hint')}
          title={t('results.return_title', { class: results.className })}
          submit={t('results.return')}
          document={Return}
          variablesOf={(reason) => ({ scope, reason })}
          onClose={() => setAsking(undefined)}
          onDone={() => finish(t('results.returned'))}
        />
      )}
      {asking === 'unpublish' && (
        <ReasonDialog
          hint={t('results.reason_hint')}
          title={t('results.unpublish_title', { class: results.className })}
          submit={t('results.unpublish')}
          document={Unpublish}
          variablesOf={(reason) => ({ scope, reason })}
          onClose={() => setAsking(undefined)}
          onDone={() => finish(t('results.unpublished'))}
        />
      )}
    </>
  )
}
