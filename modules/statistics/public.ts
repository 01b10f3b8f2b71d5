export { openBody } from './publication/publish.ts'
export type { OpenFigure, OpenYearbook } from './publication/open-yearbook.ts'
