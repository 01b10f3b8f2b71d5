import { formatMark, useText } from '../../../text.ts'
import type { Translate } from '../../../text.ts'
import type { SubjectExplanation, Term } from '../../../../modules/students/rules/explanation.ts'
import { longName, shortName } from './column-name.ts'
import { nameOf } from './grid-paste.ts'
import { resultOf } from './grid-result.ts'
import { rowAt } from './grid-state.ts'
import type { GridState } from './grid-state.ts'

/** "Vì sao ĐTB tạm tính là 8,0?": marks, weights, divisor, what lacks, and the article. */
export function Why({ state }: { state: GridState }) {
  const t = useText()
  const row = rowAt(state)
  const { status, average, passed, provisional, explanation } = resultOf(state.sheet, row)
  const value = average ?? provisional.average
  const outcome = passed ?? provisional.passed
  const said =
    value !== null ? formatMark(value) : outcome === null ? null : t(outcome ? 'gradebook.passed' : 'gradebook.failed')
  return (
    <section>
      <h2>
        {status === 'exempt'
          ? t('gradebook.why_exempt', { name: nameOf(row.pupil) })
          : said === null
            ? t('gradebook.why_nothing')
            : question(t, state.sheet.assessment, status === 'complete', said)}
      </h2>
      <p className="dim">
        {formula(t, explanation, value)} {lacking(t, explanation)}
      </p>
      <details className="article">
        <summary>{t(`gradebook.article.${articleOf(explanation)}`)}</summary>
        <p className="small dim">{t(`gradebook.article_says.${articleOf(explanation)}`)}</p>
      </details>
    </section>
  )
}

function question(t: Translate, assessment: 'scored' | 'comment', whole: boolean, value: string): string {
  if (assessment === 'scored') return t(whole ? 'gradebook.why' : 'gradebook.why_provisional', { value })
  return t(whole ? 'gradebook.why_result' : 'gradebook.why_result_provisional', { value })
}

function formula(t: Translate, explanation: SubjectExplanation, value: number | null): string {
  if (explanation.kind === 'exempt') return t('gradebook.formula_exempt')
  if (explanation.kind === 'comment') {
    return explanation.terms.length === 0
      ? ''
      : t('gradebook.formula_comment', { count: explanation.terms.length, failed: explanation.failed })
  }
  if (explanation.terms.length === 0 || value === null) return ''
  const parts = explanation.terms.map(({ value: mark, weight }) =>
    weight === 1 ? formatMark(mark) : `${weight} × ${formatMark(mark)}`,
  )
  const states = explanation.terms.filter(({ state }) => state !== 'none').map((term) => stateWords(t, term))
  return [`(${parts.join(' + ')}) : ${explanation.divisor} = ${formatMark(value)}.`, ...states].join(' ')
}

const stateWords = (t: Translate, term: Term) =>
  t(`gradebook.test_state.${term.state}`, {
    column: t(`gradebook.long.${term.label === 'final' ? 'final' : 'midterm'}`, { position: 1 }),
  })

function lacking(t: Translate, { missing }: SubjectExplanation): string {
  if (missing.length === 0) return ''
  const names = missing.map(({ label, position, why }) => {
    const column = { kind: label === 'midterm' || label === 'final' ? label : ('regular' as const), position }
    const name = column.kind === 'regular' ? shortName(t, column) : longName(t, column)
    return why === 'no_mark' || why === 'no_term_result' ? name : t(`gradebook.lacking_why.${why}`, { name })
  })
  return t('gradebook.lacking', { names: names.join(', ') })
}

const articleOf = ({ rule }: SubjectExplanation) =>
  rule.endsWith('/11') ? 'exempt' : rule.endsWith('9.1.a') ? 'comment' : 'average'
