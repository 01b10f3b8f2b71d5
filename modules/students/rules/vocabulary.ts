/**
 * How a subject is assessed: by comment alone (Đạt / Chưa đạt) or by comment and mark.
 * Circular 22/2021/TT-BGDĐT, Điều 5(3).
 */
export type SubjectKind = 'scored' | 'comment'

/**
 * The four levels of learning and of conduct: Tốt, Khá, Đạt, Chưa đạt.
 * Circular 22/2021/TT-BGDĐT, Điều 8(2) and Điều 9(2).
 */
export type Level = 'good' | 'fair' | 'pass' | 'fail'

/** The levels from the highest to the lowest. */
export const levels: readonly Level[] = ['good', 'fair', 'pass', 'fail']

/** How many steps `lower` lies below `upper`; negative when it lies above. Circular 22/2021/TT-BGDĐT, Điều 9(2). */
export const stepsBetween = (upper: Level, lower: Level): number => levels.indexOf(lower) - levels.indexOf(upper)

/** The adjacent level above ("mức liền kề"); the highest stays. Circular 22/2021/TT-BGDĐT, Điều 9(3). */
export const oneStepUp = (level: Level): Level => levels[Math.max(0, levels.indexOf(level) - 1)] ?? level

/** What a pupil achieved in one subject over a term or a year, as the classification reads it. */
export interface SubjectOutcome {
  /** The subject's code. */
  subject: string
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
