import { useText } from '../../../text.ts'
import { Check } from '../../../ui/Field.tsx'
import type { Printable } from './report-query.ts'

/** Which classes: the whole school, a grade, or one by one. */
export function ReportClasses({
  classes,
  chosen,
  onChange,
}: {
  classes: readonly Printable[]
  chosen: ReadonlySet<string>
  onChange: (chosen: ReadonlySet<string>) => void
}) {
  const t = useText()
  const grades = [...Map.groupBy(classes, ({ grade }) => grade)]
  const all = (some: readonly Printable[]) => some.every(({ id }) => chosen.has(id))
  const toggle = (some: readonly Printable[]) => {
    const next = new Set(chosen)
    const drop = all(some)
    for (const { id } of some) {
      if (drop) next.delete(id)
      else next.add(id)
    }
    onChange(next)
  }
  return (
    <fieldset className="report-classes">
      <legend className="lab">{t('report.which_classes')}</legend>
      {classes.length > 1 && <Check label={t('report.all')} checked={all(classes)} onChange={() => toggle(classes)} />}
      {grades.map(([grade, own]) => (
        <div key={grade} className="report-grade">
          {classes.length > 1 && (
            <Check label={<b>{t('report.grade', { grade })}</b>} checked={all(own)} onChange={() => toggle(own)} />
          )}
          <div className="row wrap">
            {own.map((one) => (
              <Check key={one.id} label={one.name} checked={chosen.has(one.id)} onChange={() => toggle([one])} />
            ))}
          </div>
        </div>
      ))}
    </fieldset>
  )
}
