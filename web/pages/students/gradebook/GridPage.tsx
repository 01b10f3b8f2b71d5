import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { formatAcademicYear, useText } from '../../../text.ts'
import { announce } from '../../../ui/StatusLine.tsx'
import { ColumnDialog } from './ColumnDialog.tsx'
import type { Book } from './gradebook-query.ts'
import type { Column } from './grid-model.ts'
import type { PastePlan, Unmatched } from './grid-paste.ts'
import type { GridStore } from './grid-store.ts'
import { GridTable } from './GridTable.tsx'
import { GridStatus } from './GridStatus.tsx'
import { GridTools } from './GridTools.tsx'
import { Inspector } from './Inspector.tsx'
import { KeyHelp } from './KeyHelp.tsx'
import { isQuick, rememberQuick } from './quick-entry.ts'
import type { GridCommands } from './use-grid-keys.ts'
import { useLeaving } from './use-leaving.ts'

const foldKey = 'gradebook.folded'

/** The grid on a wide screen: tools, table, inspector, status. */
export function GridPage({ book, store, onReload }: { book: Book; store: GridStore; onReload: () => void }) {
  const t = useText()
  const [unmatched, setUnmatched] = useState<readonly Unmatched[]>([])
  const [history, setHistory] = useState(true)
  const [inspector, setInspector] = useState(() => innerWidth > 1180)
  const [folded, setFolded] = useState(() => localStorage.getItem(foldKey) === 'yes')
  const [dialog, setDialog] = useState<'keys' | Column>()
  const [quick, setQuick] = useState(isQuick)
  const quickNow = useRef(quick)
  useEffect(() => void (quickNow.current = quick), [quick])
  useLeaving(store)
  useEffect(() => {
    document.documentElement.classList.toggle('bar-folded', folded)
    return () => document.documentElement.classList.remove('bar-folded')
  }, [folded])

  const pasted = useCallback(
    (plan: PastePlan) => {
      setUnmatched(plan.unmatched)
      if (plan.unmatched.length > 0) setInspector(true)
      const where = t(`gradebook.pasted_by.${plan.by}`)
      announce(
        t('gradebook.pasted', {
          count: plan.writes.length,
          where,
          unmatched: plan.unmatched.length,
          outside: plan.outside,
        }),
      )
    },
    [t],
  )
  const commands = useMemo(
    (): GridCommands => ({
      history: () => {
        setInspector(true)
        setHistory((shown) => !shown)
      },
      help: () => setDialog('keys'),
      fold: () =>
        setFolded((before) => {
          localStorage.setItem(foldKey, before ? 'no' : 'yes')
          return !before
        }),
      describe: setDialog,
      pasted,
      quick: () => quickNow.current,
    }),
    [pasted],
  )
  const { subjectName, className } = book.place
  const label = t('gradebook.label', {
    subject: subjectName,
    class: className,
    term: book.term,
    year: formatAcademicYear(book.academicYear),
  })
  return (
    <main id="main" className={['gp', folded && 'folded', !inspector && 'alone'].filter(Boolean).join(' ')}>
      <GridTools
        book={book}
        store={store}
        quick={quick}
        onQuick={() => {
          rememberQuick(!quick)
          setQuick(!quick)
        }}
        onKeys={commands.help}
        onDescribe={setDialog}
        inspector={inspector}
        onInspector={() => setInspector(!inspector)}
        onReload={onReload}
      />
      <GridTable store={store} label={label} commands={commands} />
      {inspector && (
        <Inspector
          book={book}
          store={store}
          unmatched={unmatched}
          onUnmatched={setUnmatched}
          history={history}
          onHistory={commands.history}
          onDescribe={setDialog}
        />
      )}
      <GridStatus store={store} onProblems={() => setInspector(true)} />
      {dialog === 'keys' && <KeyHelp onClose={() => setDialog(undefined)} />}
      {dialog && dialog !== 'keys' && (
        <ColumnDialog book={book} column={dialog} onClose={() => setDialog(undefined)} onSaved={onReload} />
      )}
    </main>
  )
}
