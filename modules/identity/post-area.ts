import { enumOf } from '../../platform/enum.ts'

/** The levels of schooling that an officer's post may be narrowed to. */
export const postLevels = ['lower_secondary', 'upper_secondary'] as const
/** A level that an officer looks after. */
export type PostLevel = (typeof postLevels)[number]

/** The levels in the API. */
export const PostLevelRef = enumOf<PostLevel>('PostLevel', 'A level of schooling that a post looks after.', {
  lower_secondary: 'Grades 6 to 9.',
  upper_secondary: 'Grades 10 to 12.',
})

/** The levels of a stored post; null where it looks after all. */
export const levelsOf = (levels: readonly string[] | null): PostLevel[] | null =>
  levels && postLevels.filter((level) => levels.includes(level))
