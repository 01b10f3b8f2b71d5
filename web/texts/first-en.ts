import type { Catalogue } from '../../platform/text.ts'

/** What visitors and families read, in English: fetched when it is first wanted. */
export const parts = Object.values(
  import.meta.glob<Catalogue>(
    [
      './en.ts',
      '../../modules/identity/texts/en.ts',
      '../../modules/students/texts/en.ts',
      '../../modules/students/family/texts/en.ts',
    ],
    { eager: true, import: 'en' },
  ),
)
