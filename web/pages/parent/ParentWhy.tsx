import { formatMark, useLanguage, useText } from '../../text.ts'
import { Cite } from '../students/explanation.tsx'
import { levelWord } from '../students/level-word.ts'
import type { Results, Term } from './child-query.ts'
import { learningStory, outcomeSentence, type NameOf } from './why-words.ts'

type Year = NonNullable<Results['year']>
/** A subject's result, as the words name it. */
type Named = { subject: number; name: string; nameEn: string; average: string | null }

/** Why a level of learning is what it is, said to a family: what was reached, what the next level would have asked. */
export function LearningWhy({ why, subjects }: { why: Term['learningWhy']; subjects: readonly Named[] }) {
  const t = useText()
  const name = useNames(subjects)
  if (!why) return <p className="small dim">{t('family.why_unknown')}</p>
  const { reached, held, above, missed, raised } = learningStory(t, why, name)
  const { adjustment } = why
  return (
    <div className="family-why">
      <Because lead={reached} reasons={held} />
      <Because lead={above} reasons={missed} />
      {raised && <p>{raised}</p>}
      {why.leftOut.map(({ subject, why: reason }) => (
        <p key={subject} className="small dim">
          {t(`why.left_out.${reason}`, { subject: name(subject) })}
        </p>
      ))}
      <Cite rules={adjustment?.applied ? [why.rule, adjustment.rule] : [why.rule]}>
        {t(adjustment?.applied ? 'why.says.raise' : 'why.says.level')}
      </Cite>
    </div>
  )
}

/** Why conduct is what it is: a judgement in a term, the table of the circular in a year. */
export function ConductWhy({ year }: { year?: Year }) {
  const t = useText()
  const terms = year?.conductWhy
  const values = terms && {
    first: levelWord(t, terms.term1),
    second: levelWord(t, terms.term2),
    level: levelWord(t, terms.level),
  }
  return (
    <div className="family-why">
      <p>{t('family.why_conduct')}</p>
      {values && <p>{t('family.why_conduct_year', values)}</p>}
      <Cite rules={[values ? 'circular-22-2021/8.2.b' : 'circular-22-2021/8']}>
        {t(values ? 'why.says.conduct' : 'family.why_conduct_says')}
      </Cite>
    </div>
  )
}

/** Why a year ends as it does: the tests, each with what was found; and which subjects are taken again. */
export function OutcomeWhy({ year }: { year: Year }) {
  const t = useText()
  const name = useNames(year.subjects)
  if (year.outcomeWhy.length === 0) return <p className="small dim">{t('family.why_outcome_unknown')}</p>
  return (
    <div className="family-why">
      <Because lead={t('family.why_outcome')} reasons={year.outcomeWhy.map((test) => outcomeSentence(t, test))} />
      {year.retestSubjects.length > 0 && (
        <p>{t('family.why_retests', { subjects: year.retestSubjects.map(name).join(', ') })}</p>
      )}
      <Cite rules={['circular-22-2021/12.1']}>{t('why.says.promotion')}</Cite>
    </div>
  )
}

function Because({ lead, reasons }: { lead: string | null; reasons: readonly string[] }) {
  if (lead === null || reasons.length === 0) return null
  return (
    <div>
      <p>{lead}</p>
      <ul>
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </div>
  )
}

/** A subject by its number, with its average where it has one. */
function useNames(subjects: readonly Named[]): NameOf {
  const english = useLanguage() === 'en'
  return (number) => {
    const found = subjects.find(({ subject }) => subject === number)
    if (!found) return ''
    const name = english ? found.nameEn : found.name
    return found.average === null ? name : `${name} ${formatMark(found.average)}`
  }
}
