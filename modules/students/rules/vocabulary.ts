/**
 * How a subject is assessed: by comment alone (Đạt / Chưa đạt) or by comment and mark.
 * Circular 22/2021/TT-BGDĐT, Điều 5(3).
 */
export type SubjectKind = 'scored' | 'comment'

/** The four levels of learning and of conduct. Circular 22/2021/TT-BGDĐT, Điều 8(2) and Điều 9(2). */
export const levels = {
  /** Tốt */
  good: 4,
  /** Khá */
  fair: 3,
  /** Đạt */
  pass: 2,
  /** Chưa đạt */
  fail: 1,
} as const

/** A level as stored; the higher the better, so that levels compare as numbers. */
export type Level = (typeof levels)[keyof typeof levels]

/** The adjacent level above ("mức liền kề"); the highest stays. Circular 22/2021/TT-BGDĐT, Điều 9(3). */
export function oneStepUp(level: Level): Level {
  if (level === levels.fail) return levels.pass
  return level === levels.pass ? levels.fair : levels.good
}

/** What a pupil achieved in one subject over a term or a year, as the classification reads it. */
export interface SubjectOutcome {
  /** The subject's id. */
  subject: number
  kind: SubjectKind
  /** The average in tenths of a scored subject; null while it is not complete. */
  average: number | null
  /** The result of a comment subject; null while it is not complete. */
  passed: boolean | null
  /** The whole subject is exempt (Điều 11): it stays out of every test. */
  exempt: boolean
  /** A subject the pupil chose beyond the programme (minority language, second foreign language). */
  optional?: boolean
}
