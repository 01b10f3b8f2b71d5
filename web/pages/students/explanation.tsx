import type { ReactNode } from 'react'
import type {
  Condition,
  Fraction,
  MissingItem,
  SubjectExplanation,
  Term,
} from '../../../modules/students/rules/explanation.ts'
import type { SchemeCode } from '../../../modules/students/rules/schemes.ts'
import type { LeftOut } from '../../../modules/students/results/rules/learning-level.ts'
import { formatMark, formatNumber, useText } from '../../text.ts'
import type { Translate } from '../../text.ts'
import { Icon } from '../../ui/Icon.tsx'
import { levelWord } from './level-word.ts'
import './explanation.css'

/** Why a subject's result is what it is, as the rule or the API gives it. */
export interface SubjectReasons {
  kind: SubjectExplanation['kind']
  rule: string
  terms?: readonly Term[]
  divisor?: number | null
  exact?: Fraction | null
  failed?: number | null
  missing: readonly MissingItem[]
}

/** One test of a rule, as the rule or the API gives it. */
export interface ConditionReasons {
  code: Condition['code']
  holds: boolean
  threshold?: number | null
  required?: number | null
  found?: number | null
  subjects?: readonly number[]
}

/** Why a level of learning is what it is, as the rule or the API gives it. */
export interface LevelReasons {
  rule: string
  attempts: readonly { level: number; reached: boolean; conditions: readonly ConditionReasons[] }[]
  adjustment: {
    rule: string
    applied: boolean
    subject: number | null
    levelWithout: number | null
    from: number
    to: number
  } | null
  leftOut: readonly LeftOut[]
  missing: readonly number[]
}

/** Gives the name of a subject by its number. */
export type SubjectName = (subject: number) => string

/** A level as four bars and its word. */
export function LevelMark({ level }: { level: number | null | undefined }) {
  const t = useText()
  if (level === null || level === undefined) return <span className="faint">{t('students.level.none')}</span>
  return (
    <span className="level">
      <i aria-hidden="true">
        {[1, 2, 3, 4].map((bar) => (
          <u key={bar} className={bar <= level ? 'f' : undefined} />
        ))}
      </i>
      <span>{levelWord(t, level)}</span>
    </span>
  )
}

/** Why an average or a Đạt is what it is: each mark with its weight, the division, what lacks, and the article. */
export function SubjectWhy({ reasons }: { reasons: SubjectReasons }) {
  const t = useText()
  const { kind, rule, missing } = reasons
  return (
    <div className="why-part">
      {kind === 'average' && <Average reasons={reasons} />}
      {kind === 'comment' && <Comment reasons={reasons} />}
      {kind === 'exempt' && <p>{t('why.exempt')}</p>}
      <Missing missing={missing} />
      <Cite rules={[rule]}>
        {t(kind === 'average' ? 'why.says.average' : kind === 'comment' ? 'why.says.comment' : 'why.says.exempt')}
      </Cite>
    </div>
  )
}

function Average({ reasons: { terms = [], divisor = 0, exact, missing } }: { reasons: SubjectReasons }) {
  const t = useText()
  if (!exact) return <p>{t('why.average_none')}</p>
  const average = formatMark(Math.floor((2 * exact.numerator + exact.denominator) / (2 * exact.denominator)))
  return (
    <>
      <p>
        <b>{t(missing.length ? 'why.average_open' : 'why.average', { average })}</b>
      </p>
      <p className="formula">
        ({terms.map(({ value, weight }) => `${weight > 1 ? `${weight} × ` : ''}${formatMark(value)}`).join(' + ')}) ÷{' '}
        {divisor} ={' '}
        {exact.numerator % exact.denominator === 0
          ? average
          : t('why.rounded', { exact: formatNumber(exact.numerator / exact.denominator / 10, 3), average })}
      </p>
      <Terms terms={terms} scored />
    </>
  )
}

function Comment({ reasons: { terms = [], failed, missing } }: { reasons: SubjectReasons }) {
  const t = useText()
  return (
    <>
      <p>
        <b>
          {failed ? t('why.comment_failed', { failed }) : t(missing.length ? 'why.comment_open' : 'why.comment_passed')}
        </b>
      </p>
      <Terms terms={terms} scored={false} />
    </>
  )
}

function Terms({ terms, scored }: { terms: readonly Term[]; scored: boolean }) {
  const t = useText()
  return (
    <dl className="terms">
      {terms.map((term) => (
        <div key={`${term.label} ${term.position}`}>
          <dt>
            {t(`why.label.${term.label}`, { position: term.position })}
            {scored && term.weight > 1 && <span className="faint"> {t('why.weight', { weight: term.weight })}</span>}
            {(term.state === 'zero_by_rule' || term.state === 'made_up') && (
              <span className="faint"> · {t(`why.state.${term.state}`)}</span>
            )}
          </dt>
          <dd>{scored ? formatMark(term.value) : t(term.value ? 'students.passed' : 'students.failed')}</dd>
        </div>
      ))}
    </dl>
  )
}

function Missing({ missing }: Pick<SubjectReasons, 'missing'>) {
  const t = useText()
  if (missing.length === 0) return null
  return (
    <>
      <p className="small dim">{t('why.missing')}</p>
      <dl className="terms lacking">
        {missing.map(({ label, position, why }) => (
          <div key={`${label} ${position}`}>
            <dt>{t(`why.label.${label}`, { position })}</dt>
            <dd>{t(`why.missing.${why}`)}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

/** Why a level of learning is what it is: each level tried with its tests, the adjustment, what lacks, the article. */
export function LevelWhy({ reasons, nameOf }: { reasons: LevelReasons; nameOf: SubjectName }) {
  const t = useText()
  const { attempts, adjustment, missing, leftOut, rule } = reasons
  if (attempts.length === 0) return <p>{openWords(t, missing, nameOf)}</p>
  return (
    <div className="why-part">
      <ol className="steps">
        {attempts.map(({ level, reached, conditions }, index) => (
          <Step key={level} number={index + 1} title={attemptTitle(t, level, reached, conditions.length)}>
            <Conditions conditions={conditions} nameOf={nameOf} failuresOnly={!reached && index > 0} />
          </Step>
        ))}
        {adjustment?.applied && adjustment.subject !== null && (
          <Step
            number={attempts.length + 1}
            title={t('why.raise', { from: levelWord(t, adjustment.from), to: levelWord(t, adjustment.to) })}
          >
            <p className="small dim">
              {t('why.raise_because', {
                subject: nameOf(adjustment.subject),
                without: levelWord(t, adjustment.levelWithout),
                from: levelWord(t, adjustment.from),
              })}
            </p>
          </Step>
        )}
      </ol>
      {leftOut.map(({ subject, why }) => (
        <p key={subject} className="small dim">
          {t(`why.left_out.${why}`, { subject: nameOf(subject) })}
        </p>
      ))}
      <Cite rules={adjustment?.applied ? [rule, adjustment.rule] : [rule]}>
        {t(adjustment?.applied ? 'why.says.raise' : 'why.says.level')}
      </Cite>
    </div>
  )
}

/** The one sentence under "học tập Khá": as the marks say, raised, or what lacks. */
export function levelSentence(t: Translate, { attempts, adjustment, missing }: LevelReasons, nameOf: SubjectName) {
  if (attempts.length === 0) return openWords(t, missing, nameOf)
  if (adjustment?.applied) return t('why.level_raised', { from: levelWord(t, adjustment.from) })
  return t('why.level_plain')
}

function openWords(t: Translate, missing: readonly number[], nameOf: SubjectName) {
  if (missing.length === 0) return t('why.level_no_subjects')
  return t('why.level_open', { count: missing.length, subjects: missing.map(nameOf).join(', ') })
}

function attemptTitle(t: Translate, level: number, reached: boolean, conditions: number) {
  if (conditions === 0) return t('why.rest', { level: levelWord(t, level) })
  return t(reached ? 'why.try.yes' : 'why.try.no', { level: levelWord(t, level) })
}

function Step({ number, title, children }: { number: number; title: string; children?: ReactNode }) {
  return (
    <li>
      <span className="no" aria-hidden="true">
        {number}
      </span>
      <p>
        <b>{title}</b>
      </p>
      {children}
    </li>
  )
}

/** The tests of a rule, each with a tick or a cross, its words and what was found. */
export function Conditions({
  conditions,
  nameOf,
  failuresOnly,
}: {
  conditions: readonly ConditionReasons[]
  nameOf: SubjectName
  /** Leaves out what holds, where another level has told it. */
  failuresOnly?: boolean
}) {
  const t = useText()
  const shown = failuresOnly ? conditions.filter(({ holds }) => !holds) : conditions
  return (
    <dl className="conditions">
      {shown.map((condition) => (
        <div key={condition.code}>
          <dt>
            <Icon
              name={condition.holds ? 'check' : 'close'}
              className={condition.holds ? 'y' : 'n'}
              label={t(condition.holds ? 'why.holds' : 'why.holds_not')}
            />
            {t(`why.condition.${condition.code}`, {
              required: condition.required ?? 0,
              threshold: typeof condition.threshold === 'number' ? formatMark(condition.threshold) : '',
              level: levelWord(t, condition.required),
            })}
          </dt>
          <dd>{foundWords(t, condition, nameOf)}</dd>
        </div>
      ))}
    </dl>
  )
}

function foundWords(
  t: Translate,
  { code, holds, found, subjects = [] }: ConditionReasons,
  nameOf: SubjectName,
): string {
  switch (code) {
    case 'failed_comments_at_most':
      return subjects.length > 0 ? subjects.map(nameOf).join(', ') : t('why.found.failed', { found: found ?? 0 })
    case 'every_average_at_least': {
      if (found === null || found === undefined) return ''
      if (holds) return t('why.found.lowest', { lowest: formatMark(found) })
      return subjects.length === 1
        ? `${nameOf(subjects[0]!)} ${formatMark(found)}`
        : t('why.found.subjects', { count: subjects.length })
    }
    case 'averages_at_least':
      return t('why.found.subjects', { count: found ?? 0 })
    case 'conduct_at_least':
    case 'learning_at_least':
      return levelWord(t, found)
    case 'absences_at_most':
      return t('why.found.days', { found: found ?? 0 })
    default:
      return found === null || found === undefined ? '' : formatMark(found)
  }
}

/** The place in the law, and what it says in one sentence. */
export function Cite({ rules, children }: { rules: readonly string[]; children: ReactNode }) {
  const t = useText()
  return (
    <div className="cite">
      <b>
        {t(`why.circular.${schemeIn(rules[0] ?? '')}`)}, {rules.map((rule) => articleWords(t, rule)).join('; ')}
      </b>
      <br />
      {children}
    </div>
  )
}

const schemeIn = (rule: string): SchemeCode =>
  rule.startsWith('circular-58')
    ? 'circular-58-2011'
    : rule.startsWith('circular-26')
      ? 'circular-26-2020'
      : 'circular-22-2021'

/** `circular-22-2021/9.1.b` is Điều 9 khoản 1 điểm b. */
function articleWords(t: Translate, rule: string): string {
  const [article = '', clause, point] = (rule.split('/')[1] ?? '').split('.')
  if (point) return t('why.article_point', { article, clause, point })
  return clause ? t('why.article_clause', { article, clause }) : t('why.article', { article })
}
