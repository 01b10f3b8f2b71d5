import { useState } from 'react'
import { graphql } from '../../../graphql.ts'
import { useAct } from '../../../shell/act.ts'
import { useText } from '../../../text.ts'
import { Icon } from '../../../ui/Icon.tsx'
import type { IconName } from '../../../ui/Icon.tsx'
import { Menu } from '../../../ui/Menu.tsx'
import type { MenuItem } from '../../../ui/Menu.tsx'
import { announce } from '../../../ui/StatusLine.tsx'
import { ReasonDialog } from '../../../shell/ReasonDialog.tsx'

const Submit = graphql(`
  mutation SubmitBook($gradebook: ID!, $acceptMissing: Boolean, $reason: String) {
    submitBook(gradebook: $gradebook, acceptMissing: $acceptMissing, reason: $reason) {
      changed
    }
  }
`)
const TakeBack = graphql(`
  mutation TakeBackBook($gradebook: ID!) {
    takeBackBook(gradebook: $gradebook) {
      changed
    }
  }
`)
const Publish = graphql(`
  mutation PublishOwnColumns($scope: BookScopeInput!, $columns: ColumnScopeInput) {
    publishColumns(scope: $scope, columns: $columns) {
      columns
    }
  }
`)
const Unpublish = graphql(`
  mutation UnpublishOwnColumns($scope: BookScopeInput!, $reason: String!) {
    unpublishColumns(scope: $scope, reason: $reason) {
      columns
    }
  }
`)

type State = 'open' | 'submitted' | 'checked' | 'locked'
const icons: Record<State, IconName> = { open: 'pencil', submitted: 'up', checked: 'check', locked: 'lock' }
const kinds = ['regular', 'midterm', 'final'] as const

/**
 * Where a book stands in its life, for its teacher: hands it in, takes it back, lets parents see columns. While cells are
 * empty handing in shows what lacks, and goes through with a reason.
 */
export function BookLife({
  gradebook,
  state,
  onChange,
  small,
}: {
  gradebook: string
  state: State
  onChange: () => void
  /** The icon alone, on a phone. */
  small?: boolean
}) {
  const t = useText()
  const [asking, setAsking] = useState<'submit' | 'unpublish'>()
  const submit = useAct(Submit)
  const takeBack = useAct(TakeBack)
  const publish = useAct(Publish)
  const scope = { books: [gradebook] }
  const gaps = Object.values(submit.refusal.fields)
  const finish = (words: string) => {
    setAsking(undefined)
    announce(words)
    onChange()
  }
  const handIn = async () => {
    if (await submit.act({ gradebook })) finish(t('book.handed_in'))
    else setAsking('submit')
  }
  const show = async (kind: (typeof kinds)[number] | null) => {
    const data = await publish.act({ scope, columns: kind && { kind } })
    if (data) finish(t('book.published', { columns: data.publishColumns.columns, books: 1 }))
  }
  const items: MenuItem[] = [
    ...(state === 'open' ? [{ label: t('book.hand_in'), icon: 'up' as const, onSelect: () => void handIn() }] : []),
    ...(state === 'submitted'
      ? [
          {
            label: t('book.take_back'),
            icon: 'undo' as const,
            onSelect: () => void takeBack.act({ gradebook }).then((data) => data && finish(t('book.taken_back'))),
          },
        ]
      : []),
    ...kinds.map((kind, index) => ({
      label: t('book.publish_kind', { kind: t(`book.kind.${kind}`) }),
      apart: index === 0,
      onSelect: () => void show(kind),
    })),
    { label: t('book.publish_all'), onSelect: () => void show(null) },
    { label: t('book.unpublish'), onSelect: () => setAsking('unpublish') },
  ]
  return (
    <>
      <Menu
        className="btn plain"
        label={t('book.life')}
        buttonLabel={small ? `${t('book.life')}: ${t(`book.state.${state}`)}` : undefined}
        button={
          <>
            <Icon name={small && state === 'open' ? 'up' : icons[state]} />
            {!small && t(`book.state.${state}`)}
            {!small && <Icon name="chevron" />}
          </>
        }
        items={items}
      />
      {asking === 'submit' && (
        <ReasonDialog
          hint={t('results.reason_hint')}
          title={t('book.hand_in_missing')}
          lead={
            gaps.length > 0 ? (
              <ul className="missing-list" tabIndex={0}>
                {gaps.map((words) => (
                  <li key={words}>{words}</li>
                ))}
              </ul>
            ) : (
              <p>{submit.refusal.general}</p>
            )
          }
          submit={t('book.hand_in_anyway')}
          document={Submit}
          variablesOf={(reason) => ({ gradebook, acceptMissing: true, reason })}
          onClose={() => setAsking(undefined)}
          onDone={() => finish(t('book.handed_in'))}
        />
      )}
      {asking === 'unpublish' && (
        <ReasonDialog
          hint={t('results.reason_hint')}
          title={t('book.unpublish_title')}
          submit={t('book.unpublish')}
          document={Unpublish}
          variablesOf={(reason) => ({ scope, reason })}
          onClose={() => setAsking(undefined)}
          onDone={({ unpublishColumns }) => finish(t('book.unpublished', { columns: unpublishColumns.columns }))}
        />
      )}
    </>
  )
}
