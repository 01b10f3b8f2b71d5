import { formatNumber, useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { Note } from '../../../ui/Note.tsx'
import type { SchoolReturn } from './queries.ts'
import { rowName } from './words.ts'

const shown = 6

/** The control sums that do not hold, each leading to its row; with them a return cannot be handed in. */
export function Faults({ found, onOpen }: { found: SchoolReturn; onOpen: (row: string) => void }) {
  const t = useText()
  const { faults, forms } = found
  if (faults.length === 0) return null
  const nameOf = (form: string, code: string) => {
    const row = forms.find((one) => one.code === form)?.rows.find((one) => one.code === code)
    return row ? rowName(t, row) : code
  }
  return (
    <Note kind="bad">
      <p>{t('reporting.faults', { count: faults.length })}</p>
      <ul className="return-faults">
        {faults.slice(0, shown).map((fault) => (
          <li key={`${fault.form} ${fault.code} ${fault.column} ${fault.against}`}>
            <Button kind="link" onClick={() => onOpen(`${fault.form} ${fault.code}`)}>
              {nameOf(fault.form, fault.code)} · {t(`reporting.column.${fault.column}`)}
            </Button>{' '}
            {t(`reporting.fault.${fault.kind}`, {
              found: formatNumber(fault.found),
              expected: formatNumber(fault.expected),
            })}
          </li>
        ))}
      </ul>
      {faults.length > shown && <p>{t('reporting.more_faults', { count: faults.length - shown })}</p>}
    </Note>
  )
}
