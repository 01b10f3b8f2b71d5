import { formatMark } from '../../text.ts'
import type { Translate } from '../../text.ts'
import type { Condition as RuleCondition } from '../../../modules/students/rules/explanation.ts'
import { levelWord } from '../students/level-word.ts'

/** A test of a rule, as the rule or the API gives it. */
export interface Test {
  code: RuleCondition['code']
  holds: boolean
  threshold?: number | null
  required?: number | null
  found?: number | null
  subjects?: readonly number[]
}

/** Why a level of learning is what it is, as the rule or the API gives it. */
export interface Reasons {
  attempts: readonly { level: number; reached: boolean; conditions: readonly Test[] }[]
  adjustment: { applied: boolean; subject: number | null; from: number; to: number } | null
}

/** What a family reads: what holds of the level reached by the marks, what the level above lacks, and a raise. */
export interface LearningStory {
  reached: string | null
  held: string[]
  above: string | null
  missed: string[]
  raised: string | null
}

/** Gives the name of a subject by its number, with its average where it has one. */
export type NameOf = (subject: number) => string

/** The story of a level of learning, in plain sentences. */
export function learningStory(t: Translate, { attempts, adjustment }: Reasons, name: NameOf): LearningStory {
  const reached = attempts.find((attempt) => attempt.reached)
  const above = attempts.find((attempt) => !attempt.reached && attempt.level === (reached?.level ?? 0) + 1)
  const met = reached && reached.conditions.length > 0 ? reached : undefined
  return {
    reached: met ? t('family.why_reached', { level: levelWord(t, met.level) }) : null,
    held: met?.conditions.map((condition) => words(t, 'held', condition, name)) ?? [],
    above: above ? t('family.why_above', { level: levelWord(t, above.level) }) : null,
    missed: above?.conditions.filter(({ holds }) => !holds).map((it) => words(t, 'missed', it, name)) ?? [],
    raised: adjustment?.applied
      ? t('family.why_raised', {
          from: levelWord(t, adjustment.from),
          to: levelWord(t, adjustment.to),
          subject: adjustment.subject === null ? '' : name(adjustment.subject),
        })
      : null,
  }
}

/** A test of promotion in a sentence. */
export function outcomeSentence(t: Translate, { code, holds, found, required }: Test): string {
  const values = { holds: holds ? 'yes' : 'no', level: levelWord(t, found), found: found ?? 0, limit: required ?? 0 }
  if (code === 'conduct_at_least') return t('family.why_outcome.conduct', values)
  if (code === 'learning_at_least') return t('family.why_outcome.learning', values)
  return code === 'absences_at_most' ? t('family.why_outcome.absences', values) : t('family.why_outcome.principal')
}

function words(t: Translate, how: 'held' | 'missed', condition: Test, name: NameOf): string {
  const { code, threshold, required, found, subjects = [] } = condition
  const values = {
    required: required ?? 0,
    found: found ?? 0,
    threshold: typeof threshold === 'number' ? formatMark(threshold) : '',
    lowest: typeof found === 'number' ? formatMark(found) : '',
    subjects: subjects.map(name).join(', '),
  }
  const what = code === 'failed_comments_at_most' ? 'comments' : code === 'every_average_at_least' ? 'every' : 'count'
  return how === 'held' ? t(`family.because.held.${what}`, values) : t(`family.because.missed.${what}`, values)
}
