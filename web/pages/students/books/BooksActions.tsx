import { useState } from 'react'
import { graphql } from '../../../graphql.ts'
import { refusalOfError, useAct } from '../../../shell/act.ts'
import { useUndoChange } from '../../../shell/undo-change.ts'
import { useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { Menu } from '../../../ui/Menu.tsx'
import type { MenuItem } from '../../../ui/Menu.tsx'
import { announce } from '../../../ui/StatusLine.tsx'
import { ReasonDialog } from '../../../shell/ReasonDialog.tsx'
import { progressOf } from './books-query.ts'
import type { BookLine, Kind, Look, SchoolBooksData } from './books-query.ts'
import { LockDays } from './LockDays.tsx'
import { UnlockDialog } from './UnlockDialog.tsx'

const Lock = graphql(`
  mutation LockBooks($scope: BookScopeInput!, $columns: ColumnScopeInput) {
    lockBooks(scope: $scope, columns: $columns) {
      change
      changed
      unchanged
    }
  }
`)
const Publish = graphql(`
  mutation PublishColumns($scope: BookScopeInput!, $columns: ColumnScopeInput) {
    publishColumns(scope: $scope, columns: $columns) {
      change
      columns
      books
    }
  }
`)
const Check = graphql(`
  mutation CheckBooks($scope: BookScopeInput!) {
    checkBooks(scope: $scope) {
      change
      changed
      unchanged
    }
  }
`)
const Remind = graphql(`
  mutation RemindTeachers($scope: BookScopeInput!, $unit: String!, $kind: AssessmentKind!) {
    remindTeachers(scope: $scope, unit: $unit, kind: $kind) {
      books
      people
    }
  }
`)
const EndUnlocks = graphql(`
  mutation EndUnlocks($scope: BookScopeInput!) {
    endUnlocks(scope: $scope) {
      changed
    }
  }
`)
const Return = graphql(`
  mutation ReturnBooks($scope: BookScopeInput!, $reason: String!) {
    returnBooks(scope: $scope, reason: $reason) {
      changed
    }
  }
`)
const RemoveLocks = graphql(`
  mutation RemoveLocks($scope: BookScopeInput!, $columns: ColumnScopeInput, $reason: String!) {
    removeLocks(scope: $scope, columns: $columns, reason: $reason) {
      changed
    }
  }
`)
const Unpublish = graphql(`
  mutation UnpublishColumns($scope: BookScopeInput!, $columns: ColumnScopeInput, $reason: String!) {
    unpublishColumns(scope: $scope, columns: $columns, reason: $reason) {
      columns
    }
  }
`)

/** What can be done to the chosen books at once; each says how many it concerns, and most can be undone. */
export function BooksActions({
  books,
  place,
  look,
  chosen,
  onChange,
}: {
  books: SchoolBooksData
  place: { slug: string; year: number; term: number }
  look: Look
  chosen: readonly BookLine[]
  onChange: () => void
}) {
  const t = useText()
  const [asking, setAsking] = useState<'unlock' | 'return' | 'remove' | 'unpublish' | 'days'>()
  const [notUndone, setNotUndone] = useState<string>()
  const lock = useAct(Lock)
  const publish = useAct(Publish)
  const check = useAct(Check)
  const remind = useAct(Remind)
  const endUnlocks = useAct(EndUnlocks)
  const undo = useUndoChange()
  if (!books.canCheck && !books.canLock && !books.canPublish) return null
  if (chosen.length === 0)
    return (
      <p className="small dim noprint" role="status">
        {t('book.nothing_chosen')}
      </p>
    )

  const scope = {
    unit: books.unit,
    academicYear: place.year,
    term: place.term,
    books: chosen.map(({ id }) => id),
  }
  const columns = look === 'all' ? null : { kind: look }
  const kindWords = look === 'all' ? '' : t(`book.kind.${look}`)
  const lacking = chosen.filter((book) => isLacking(book, look))
  const people = new Set(lacking.flatMap(({ teachers }) => teachers)).size
  const submitted = chosen.filter(({ state }) => state === 'submitted').length
  const done = (words: string, change?: string) => {
    setAsking(undefined)
    setNotUndone(undefined)
    announce(words, change ? () => void takeBack(change) : undefined)
    onChange()
  }
  const takeBack = async (change: string) => {
    const { error } = await undo(change)
    if (error) setNotUndone(refusalOfError(t, error).general)
    else announce(t('book.undone'))
    onChange()
  }
  const refused = [lock, publish, check, remind, endUnlocks].map(({ refusal }) => refusal.general).find(Boolean)
  const lockWhole = async () => {
    const it = (await lock.act({ scope, columns: null }))?.lockBooks
    if (it) done(t('book.locked', { count: it.changed, already: it.unchanged }), it.change)
  }
  const lockColumns = async () => {
    const it = (await lock.act({ scope, columns }))?.lockBooks
    if (it) done(t('book.locked_columns', { kind: kindWords, count: it.changed }), it.change)
  }
  const publishColumns = async () => {
    const it = (await publish.act({ scope, columns }))?.publishColumns
    const said = it && t('book.published', { columns: it.columns, books: it.books })
    if (said) done(said, it.columns > 0 ? it.change : undefined)
  }
  const checkAll = async () => {
    const it = (await check.act({ scope }))?.checkBooks
    if (it) done(t('book.checked', { count: it.changed }), it.change)
  }
  const remindAll = async (kind: Kind) => {
    const it = (await remind.act({ scope, unit: place.slug, kind }))?.remindTeachers
    if (it) done(t('book.reminded', { people: it.people, books: it.books }))
  }
  const endAll = async () => {
    const it = (await endUnlocks.act({ scope }))?.endUnlocks
    if (it) done(t('book.unlocks_ended', { count: it.changed }))
  }

  const more: MenuItem[] = [
    ...(books.canLock && look !== 'all'
      ? [
          {
            label: t('book.lock_columns', { kind: kindWords }),
            icon: 'lock' as const,
            onSelect: () => void lockColumns(),
          },
        ]
      : []),
    ...(books.canLock
      ? [{ label: t('book.lock_days'), icon: 'lock' as const, onSelect: () => setAsking('days') }]
      : []),
    ...(books.canCheck
      ? [{ label: t('book.return'), icon: 'undo' as const, onSelect: () => setAsking('return') }]
      : []),
    ...(books.canUnlock
      ? [
          {
            label: look === 'all' ? t('book.remove_locks') : t('book.remove_column_locks', { kind: kindWords }),
            icon: 'key' as const,
            onSelect: () => setAsking('remove'),
          },
          {
            label: t('book.end_unlocks'),
            icon: 'close' as const,
            onSelect: () => void endAll(),
          },
        ]
      : []),
    ...(books.canPublish
      ? [
          {
            label: look === 'all' ? t('book.unpublish') : t('book.unpublish_kind', { kind: kindWords }),
            icon: 'close' as const,
            onSelect: () => setAsking('unpublish'),
          },
        ]
      : []),
  ]
  return (
    <div className="books-actions noprint">
      <p className="small dim grow" role="status">
        {t('book.chosen', { count: chosen.length, lacking: lacking.length })}
        {(refused ?? notUndone) && <span className="bad-words"> {refused ?? notUndone}</span>}
      </p>
      {books.canCheck && look !== 'all' && (
        <Button
          icon="bell"
          busy={remind.busy}
          reason={people === 0 ? t('book.nobody_to_remind') : undefined}
          onClick={() => void remindAll(look)}
        >
          {people === 0 ? t('book.remind') : t('book.remind_people', { people })}
        </Button>
      )}
      {books.canCheck && submitted > 0 && (
        <Button icon="check" busy={check.busy} onClick={() => void checkAll()}>
          {t('book.check', { count: submitted })}
        </Button>
      )}
      {books.canPublish && (
        <Button busy={publish.busy} onClick={() => void publishColumns()}>
          {look === 'all' ? t('book.publish') : t('book.publish_kind', { kind: kindWords })}
        </Button>
      )}
      {books.canUnlock && (
        <Button icon="key" onClick={() => setAsking('unlock')}>
          {t('book.unlock')}
        </Button>
      )}
      {books.canLock && (
        <Button
          icon="lock"
          kind={chosen.length < books.books.length ? 'primary' : undefined}
          busy={lock.busy}
          onClick={() => void lockWhole()}
        >
          {t('book.lock_count', { count: chosen.length })}
        </Button>
      )}
      <Menu button={<Icon name="more" />} buttonLabel={t('book.more')} label={t('book.more')} items={more} />
      {asking === 'unlock' && (
        <UnlockDialog
          scope={scope}
          look={look}
          count={chosen.length}
          onClose={() => setAsking(undefined)}
          onDone={done}
        />
      )}
      {asking === 'days' && (
        <LockDays scope={scope} look={look} count={chosen.length} onClose={() => setAsking(undefined)} onDone={done} />
      )}
      {asking === 'return' && (
        <ReasonDialog
          hint={t('results.reason_hint')}
          title={t('book.return_title')}
          submit={t('book.return')}
          document={Return}
          variablesOf={(reason) => ({ scope, reason })}
          onClose={() => setAsking(undefined)}
          onDone={({ returnBooks: it }) => done(t('book.returned', { count: it.changed }))}
        />
      )}
      {asking === 'remove' && (
        <ReasonDialog
          hint={t('results.reason_hint')}
          title={t('book.remove_title', { count: chosen.length })}
          submit={t('book.remove_locks')}
          document={RemoveLocks}
          variablesOf={(reason) => ({ scope, columns, reason })}
          onClose={() => setAsking(undefined)}
          onDone={({ removeLocks: it }) => done(t('book.locks_removed', { count: it.changed }))}
        />
      )}
      {asking === 'unpublish' && (
        <ReasonDialog
          hint={t('results.reason_hint')}
          title={t('book.unpublish_title')}
          submit={t('book.unpublish')}
          document={Unpublish}
          variablesOf={(reason) => ({ scope, columns, reason })}
          onClose={() => setAsking(undefined)}
          onDone={({ unpublishColumns: it }) => done(t('book.unpublished', { columns: it.columns }))}
        />
      )}
    </div>
  )
}

function isLacking(book: BookLine, look: Look): boolean {
  const { entered, due } = progressOf(book, look)
  return entered < due
}
