/** Words of absences, in Vietnamese. */
export const vi = {
  'absences.too_many_rows': 'Quá nhiều ô trong một lần ghi, nhiều nhất {limit}. Ghi làm nhiều lần.',
} as const

type Vi = typeof vi
declare module '../../../../platform/text.ts' {
  interface Texts extends Vi {}
}
