import { formatMark } from '../../../text.ts'
import type { Translate } from '../../../text.ts'
import { levelWord } from '../level-word.ts'

type Learning = 'excellent' | 'fair' | 'average' | 'weak' | 'poor'
type Conduct = 'good' | 'fair' | 'average' | 'weak'

/** A stored result as the pages have it: by levels of today, or in the words of an older circular. */
export interface StoredWords {
  level?: number | null
  levelAfter?: number | null
  conduct?: number | null
  conductAfter?: number | null
  title?: 'excellent' | 'good' | null
  outcome?:
    | 'promoted'
    | 'completed'
    | 'summer_training'
    | 'reassessment'
    | 'reassessment_and_training'
    | 'retained'
    | null
  older?: {
    average: string | null
    learning: Learning
    learningAfter: Learning | null
    conduct: Conduct
    conductAfter: Conduct | null
    title: 'excellent' | 'advanced' | null
  } | null
}

type Result = StoredWords | null | undefined

/** Học lực or học tập, in the words of the circular that held; after the summer where it changed. */
export function learningWords(t: Translate, result: Result): string {
  const older = result?.older
  if (!older) return after(t, levelWord(t, result?.level), result?.levelAfter ? levelWord(t, result.levelAfter) : null)
  return after(
    t,
    t(`older.learning.${older.learning}`),
    older.learningAfter && t(`older.learning.${older.learningAfter}`),
  )
}

/** Hạnh kiểm or rèn luyện, likewise. */
export function conductWords(t: Translate, result: Result): string {
  const older = result?.older
  if (!older)
    return after(t, levelWord(t, result?.conduct), result?.conductAfter ? levelWord(t, result.conductAfter) : null)
  return after(t, t(`older.conduct.${older.conduct}`), older.conductAfter && t(`older.conduct.${older.conductAfter}`))
}

/** The title, whichever circular gave it. */
export function storedTitle(t: Translate, result: Result): string | null {
  if (result?.older) return result.older.title && t(`older.title.${result.older.title}`)
  return result?.title ? t(`students.title.${result.title}`) : null
}

/** What followed from the year. */
export const outcomeWords = (t: Translate, result: Result): string =>
  result?.outcome ? t(`students.outcome.${result.outcome}`) : t('students.level.none')

/** A result in one sentence: "Học lực Khá, hạnh kiểm Tốt, trung bình các môn 7,6". */
export function resultSentence(t: Translate, result: StoredWords): string {
  const values = { learning: learningWords(t, result), conduct: conductWords(t, result) }
  const mean = result.older?.average ? t('older.mean', { average: formatMark(result.older.average) }) : null
  return [t(result.older ? 'older.line_older' : 'older.line', values), mean].filter(Boolean).join(', ')
}

/** The circular by its full name. */
export const circularWords = (t: Translate, scheme: string | null | undefined): string =>
  t(
    scheme === 'circular-58-2011' || scheme === 'circular-26-2020'
      ? `why.circular.${scheme}`
      : 'why.circular.circular-22-2021',
  )

const after = (t: Translate, before: string, changed: string | null): string =>
  changed && changed !== before ? t('older.after', { before, after: changed }) : before
