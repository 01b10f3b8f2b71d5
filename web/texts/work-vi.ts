import type { Catalogue } from '../../platform/text.ts'

/** The words of work in Vietnamese: one file to fetch, with the first page of work. */
export const parts = Object.values(
  import.meta.glob<Catalogue>(
    [
      '../../platform/texts/vi.ts',
      '../../modules/**/texts/vi.ts',
      '!../../modules/identity/texts/vi.ts',
      '!../../modules/students/texts/vi.ts',
      '!../../modules/students/family/texts/vi.ts',
    ],
    { eager: true, import: 'vi' },
  ),
)
