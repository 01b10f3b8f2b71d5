import type { Translate } from '../../text.ts'

/** The word of a level, 4 Tốt to 1 Chưa đạt; null is "chưa có". */
export function levelWord(t: Translate, level: number | null | undefined): string {
  return level === 4 || level === 3 || level === 2 || level === 1
    ? t(`students.level.${level}`)
    : t('students.level.none')
}
