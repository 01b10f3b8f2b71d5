import type { Catalogue } from '../../platform/text.ts'

/** The words of work in English: one file to fetch, with the first page of work. */
export const parts = Object.values(
  import.meta.glob<Catalogue>(
    [
      '../../platform/texts/en.ts',
      '../../modules/**/texts/en.ts',
      '!../../modules/identity/texts/en.ts',
      '!../../modules/students/texts/en.ts',
      '!../../modules/students/family/texts/en.ts',
    ],
    { eager: true, import: 'en' },
  ),
)
