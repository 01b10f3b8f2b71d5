/** A figure for everybody: null where nothing was approved, withheld where it would tell of few persons, or help to tell it. */
export type OpenFigure = number | null | 'withheld'

/** A yearbook as everybody may read it. */
export interface OpenYearbook {
  province: string
  publishedAt: string
  /** The academic years, the oldest first; 2026 is 2026–2027. */
  years: number[]
  sources: { academicYear: number; period: string; asOf: string; schools: number; expected: number }[]
  tables: {
    code: 'schools' | 'classes' | 'pupils' | 'girls' | 'minority' | 'learning' | 'promoted'
    period: 'start' | 'end'
    measure: 'count' | 'share'
    whole: (number | null)[]
    rows: { name: string; figures: OpenFigure[] }[]
  }[]
}
