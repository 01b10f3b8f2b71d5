export type { BookState } from './gradebook/tables.ts'
export { factSums, type FactQuestion, type FactSum, type RecordField } from './sums/facts.ts'
export { classSums, type ClassSum } from './sums/classes.ts'
export { markSpreads, type MarkSpread, type SpreadQuestion } from './sums/spreads.ts'
export type { SumsBy, SumsScope } from './sums/scope.ts'
export { tallySums, type TallyQuestion, type TallySum } from './sums/tallies.ts'
export { refreshSums } from './sums/refresh.ts'
export { periodsWithSums, type PeriodWithSums } from './sums/periods.ts'
export { encodeStudent } from './keys.ts'
export {
  classCells,
  leaverCells,
  pupilCells,
  type ClassCell,
  type CutOff,
  type LeaverCell,
  type PupilCell,
} from './sums/cells.ts'
export { changedSince, type ChangedRecords } from './sums/changed-since.ts'
export type { ChangeCause } from './sums/rules/change-cause.ts'
export { cellsBetween } from './gradebook/cells-between.ts'
