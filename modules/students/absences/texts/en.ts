import type { vi } from './vi.ts'

/** Words of absences, in English. */
export const en: Record<keyof typeof vi, string> = {
  'absences.too_many_rows': 'Too many cells in one save, at most {limit}. Save in several steps.',
}
