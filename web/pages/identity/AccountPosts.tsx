import { useState } from 'react'
import { graphql } from '../../graphql.ts'
import { ReasonDialog } from '../../shell/ReasonDialog.tsx'
import { formatDay, useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { announce } from '../../ui/StatusLine.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { postScope, type ScopedAccount, type ScopedPost } from './scope.ts'

const EndPost = graphql(`
  mutation EndPost($post: ID!, $on: LocalDate, $reason: String!) {
    endPost(post: $post, on: $on, reason: $reason)
  }
`)

interface Post extends ScopedPost {
  id: string
  validFrom: string
  validTo: string | null
  current: boolean
  canEnd: boolean
}

/** The posts of an account with where they reach and their dates; those that one may end can be ended. */
export function AccountPosts({
  account,
  onChanged,
}: {
  account: ScopedAccount & { posts: readonly Post[] }
  onChanged: () => void
}) {
  const t = useText()
  const [ending, setEnding] = useState<Post>()
  const [on, setOn] = useState<string | undefined>('')
  return (
    <Panel title={t('accounts.posts')}>
      <DataTable
        label={t('accounts.posts')}
        rows={account.posts}
        rowKey={(post) => post.id}
        columns={[
          {
            key: 'role',
            header: t('accounts.posts'),
            cell: (post) => (
              <span className={post.current ? undefined : 'faint'}>{t(`identity.role.${post.role}`)}</span>
            ),
          },
          { key: 'unit', header: t('accounts.unit'), cell: (post) => post.unit?.shortName },
          {
            key: 'scope',
            header: t('accounts.scope'),
            secondary: true,
            cell: (post) => postScope(t, post, account.teaching),
          },
          {
            key: 'dates',
            header: t('accounts.dates'),
            cell: (post) =>
              post.validTo
                ? t('accounts.from_to', { from: formatDay(post.validFrom), to: formatDay(post.validTo) })
                : t('accounts.since', { from: formatDay(post.validFrom) }),
          },
          {
            key: 'act',
            header: <span className="sr">{t('accounts.acts')}</span>,
            bare: true,
            num: true,
            cell: (post) =>
              post.current && post.canEnd ? (
                <Button kind="link" className="small" onClick={() => setEnding(post)}>
                  {t('accounts.end_post')}
                </Button>
              ) : (
                !post.current && <Tag>{t('accounts.not_current')}</Tag>
              ),
          },
        ]}
      />
      {ending && (
        <ReasonDialog
          title={t('accounts.end_post_title', {
            role: t(`identity.role.${ending.role}`),
            unit: ending.unit?.shortName ?? '',
          })}
          lead={t('accounts.end_post_lead')}
          submit={t('accounts.end_post')}
          document={EndPost}
          variablesOf={(reason) => ({ post: ending.id, on: on || null, reason })}
          onClose={() => setEnding(undefined)}
          onDone={() => {
            announce(t('accounts.post_ended'))
            setEnding(undefined)
            onChanged()
          }}
        >
          <DateField
            label={t('accounts.last_day')}
            hint={t('accounts.last_day_hint')}
            optional
            value={on ?? ''}
            onChange={setOn}
          />
        </ReasonDialog>
      )}
    </Panel>
  )
}
