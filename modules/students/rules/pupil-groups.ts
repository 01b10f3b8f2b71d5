/** Groups of pupils that figures count, and to which a list is narrowed in the same sense. */
export const pupilGroups = ['full_day', 'repeating', 'right_age', 'policy', 'poor'] as const
/** The name of a group. */
export type PupilGroup = (typeof pupilGroups)[number]

/** Groups that follow from class and enrollment alone, and so are open to all who see the list. */
export const groupsOfPlaces: ReadonlySet<PupilGroup> = new Set(['full_day', 'repeating'])
