import { Link } from 'wouter'
import { useAct } from '../../../shell/act.ts'
import { dayAt, formatDay, useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { announce } from '../../../ui/StatusLine.tsx'
import { AskExemptionMutation } from './gradebook-query.ts'
import type { Book, BookDetail } from './gradebook-query.ts'
import { nameOf } from './grid-paste.ts'
import { rowAt } from './grid-state.ts'
import type { GridState } from './grid-state.ts'

/** From what the pupil of the cursor is exempt, as the school has decided; and where it decides, for whoever may see it. */
export function ExemptionNote({ detail, book, state }: { detail: BookDetail; book: Book; state: GridState }) {
  const t = useText()
  const { pupil } = rowAt(state)
  const found = detail.exemptions.filter(({ student }) => student === pupil.id)
  if (found.length === 0) return null
  return (
    <section>
      {found.every(({ extent }) => extent === 'practice') && (
        <h2>{t('gradebook.practice_title', { name: nameOf(pupil) })}</h2>
      )}
      {found.map(({ extent, term, decidedAt }) => (
        <p key={`${extent} ${term}`} className="dim">
          {t(extent === 'subject' ? 'gradebook.exempt_until' : 'gradebook.practice_until', {
            term: term ?? 0,
            day: formatDay(dayAt(decidedAt)),
          })}
        </p>
      ))}
      {detail.canSeeResults && <WhereDecided book={book} />}
    </section>
  )
}

/** One press asks those who decide; the cell goes back to what the book holds. */
export function AskExemption({ book, student, onAsked }: { book: string; student: string; onAsked: () => void }) {
  const t = useText()
  const { act, busy, refusal } = useAct(AskExemptionMutation)
  const ask = async () => {
    if (!(await act({ book, student }))) return
    announce(t('gradebook.exempt_asked'))
    onAsked()
  }
  return (
    <>
      <Button kind="link" busy={busy} onClick={() => void ask()}>
        {t('gradebook.exempt_ask')}
      </Button>
      {refusal.general && <span className="words-bad"> {refusal.general}</span>}
    </>
  )
}

/** The way to the class's results, where the school exempts. */
export function WhereDecided({ book: { place, academicYear, term } }: { book: Book }) {
  const t = useText()
  return (
    <Link href={`/results/${place.unit}/${academicYear}-${academicYear + 1}/hk${term}/${place.class}`}>
      {t('gradebook.exempt_where', { class: place.className })}
    </Link>
  )
}
