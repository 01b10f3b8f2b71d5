import { useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import type { Unmatched } from './grid-paste.ts'
import { write } from './grid-state.ts'
import type { GridStore } from './grid-store.ts'

/** The lines of a paste that belong to no pupil for certain: shown, with the nearest name to be confirmed. */
export function PasteLeft({
  store,
  unmatched,
  onUnmatched,
}: {
  store: GridStore
  unmatched: readonly Unmatched[]
  onUnmatched: (left: readonly Unmatched[]) => void
}) {
  const t = useText()
  const take = (one: Unmatched, row: number) => {
    store.run(
      (state) =>
        write(
          state,
          'paste',
          'pasted',
          one.cells.map((cell) => ({ row, ...cell })),
        ),
      true,
    )
    onUnmatched(unmatched.filter((it) => it !== one))
  }
  return (
    <section>
      <h2>
        {t('gradebook.unmatched', { count: unmatched.length })}
        <Button kind="link" onClick={() => onUnmatched([])}>
          {t('gradebook.unmatched_drop')}
        </Button>
      </h2>
      <ul className="left-lines">
        {unmatched.map((one) => (
          <li key={one.line}>
            <span className="faint">{t('gradebook.unmatched_line', { line: one.line })}</span> <b>{one.name || '–'}</b>{' '}
            <span className="dim">{one.cells.map((cell) => cell.text).join(' · ')}</span>
            <br />
            {t(`gradebook.unmatched_why.${one.why}`)}
            {one.nearest && (
              <>
                {' '}
                {t('gradebook.nearest', { name: one.nearest.name })}{' '}
                <Button kind="link" onClick={() => take(one, one.nearest!.row)}>
                  {t('gradebook.nearest_yes')}
                </Button>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
