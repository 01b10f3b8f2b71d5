import { dayAt, formatInstant, formatTime, today, useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { refusalWords } from './cell-words.ts'
import { shortName } from './column-name.ts'
import { AskExemption, WhereDecided } from './ExemptionNote.tsx'
import type { Book } from './gradebook-query.ts'
import { displayOf } from './grid-entry.ts'
import type { Entry } from './grid-model.ts'
import { nameOf } from './grid-paste.ts'
import { moveTo } from './grid-move.ts'
import { insist, problems, restore } from './grid-state.ts'
import type { GridState } from './grid-state.ts'
import type { GridStore } from './grid-store.ts'
import { focusCursor } from './GridTable.tsx'

const shownAtOnce = 12

/** "Cần xử lý": conflicts with both values, whose and when; refusals with reason and remedy. */
export function Problems({
  store,
  state,
  results,
}: {
  store: GridStore
  state: GridState
  /** The book, for whoever may see the results of its class. */
  results: Book | undefined
}) {
  const t = useText()
  const all = problems(state)
  if (all.length === 0) return null
  return (
    <section>
      <h2>
        {t('gradebook.to_decide')}
        <span className="dim plain">
          {t('gradebook.to_decide_count', { count: all.length })} <kbd>F8</kbd>
        </span>
      </h2>
      {all.slice(0, shownAtOnce).map((problem) => (
        <ProblemCard
          key={`${problem.row} ${problem.column}`}
          store={store}
          state={state}
          problem={problem}
          results={results}
        />
      ))}
      {all.length > shownAtOnce && (
        <p className="faint">{t('gradebook.to_decide_more', { count: all.length - shownAtOnce })}</p>
      )}
    </section>
  )
}

type Problem = ReturnType<typeof problems>[number]

function ProblemCard({
  store,
  state,
  problem,
  results,
}: {
  store: GridStore
  state: GridState
  problem: Problem
  results: Book | undefined
}) {
  const t = useText()
  const { row, col, column: key, entry } = problem
  const held = state.rows[row]!
  const column = state.sheet.columns[col]!
  const name = key === 'exempt' ? t('gradebook.exempt') : shortName(t, column)
  const go = () => {
    store.run((now) => moveTo(now, { row, col }))
    focusCursor()
  }
  const decide = (step: (now: GridState) => GridState) => {
    store.run(step, true)
    focusCursor()
  }
  const keep = () => decide((now) => restore(now, row, key))
  const title = t(`gradebook.problem.${entry.status === 'conflict' ? 'conflict' : 'refused'}`, {
    name: nameOf(held.pupil),
    column: name,
  })
  return (
    <div className="card">
      <h3>
        <Icon name={entry.status === 'conflict' ? 'swap' : 'error'} />
        <button type="button" className="btn link to-cell" onClick={go}>
          {title}
        </button>
      </h3>
      {entry.status === 'conflict' ? (
        <Choice
          entry={entry}
          show={(text) => displayOf(column, text) || t('gradebook.spoken.empty')}
          onMine={() => decide((now) => insist(now, row, key))}
          onTheirs={() => decide((now) => restore(now, row, key))}
        />
      ) : (
        <p>
          {entry.refusal && refusalWords(t, entry.refusal)} {t('gradebook.type_again_or')}{' '}
          <Button kind="link" onClick={keep}>
            {held.cells[key]?.stored
              ? t('gradebook.keep_stored', { value: displayOf(column, held.cells[key]!.stored) })
              : t('gradebook.leave_empty')}
          </Button>
          .{' '}
          {entry.refusal?.message === 'gradebook.refused.exempt_by_school' && (
            <>
              <AskExemption book={state.sheet.id} student={held.pupil.id} onAsked={keep} />{' '}
              {results && <WhereDecided book={results} />}
            </>
          )}
        </p>
      )}
    </div>
  )
}

function Choice({
  entry,
  show,
  onMine,
  onTheirs,
}: {
  entry: Entry
  show: (text: string | null) => string
  onMine: () => void
  onTheirs: () => void
}) {
  const t = useText()
  const { by, at, value = null } = entry.other ?? {}
  return (
    <div className="pick">
      <Button onClick={onMine}>
        <b>{show(entry.text)}</b>
        <span>{t('gradebook.mine')}</span>
        <span>{t('gradebook.mine_keep')}</span>
      </Button>
      <Button onClick={onTheirs}>
        <b>{show(value)}</b>
        <span>{by ?? t('gradebook.somebody')}</span>
        <span>{at && t('gradebook.saved_at', { at: instant(at) })}</span>
      </Button>
    </div>
  )
}

/** The hour today, with its day otherwise. */
const instant = (at: string) => (dayAt(at) === today() ? formatTime(at) : formatInstant(at))
