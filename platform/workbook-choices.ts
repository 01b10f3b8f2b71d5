import type ExcelJS from 'exceljs'
import { columnLetters } from './cell.ts'
import type { WorkbookColumn } from './workbook.ts'

/** The hidden sheet of long lists. */
export const listSheet = '_lists'
/** Choices longer than this do not fit into a cell's rule and go to a hidden sheet. */
const longestInlineChoices = 255

/** The list of rules that the typings leave out. */
type Validated = { dataValidations: { add(address: string, rule: Partial<ExcelJS.DataValidation>): void } }

/** Lets the cells of a column be chosen from a list, or says a hint beside them. */
export function addChoices(
  writer: ExcelJS.Worksheet,
  columns: readonly WorkbookColumn[],
  first: number,
  last: number,
  lists: Map<string, readonly string[]>,
): void {
  const validated = (writer as unknown as Validated).dataValidations
  for (const [index, { choices, hint }] of columns.entries()) {
    if (!choices?.length && !hint) continue
    const letters = columnLetters(index + 1)
    const prompt = hint ? { showInputMessage: true, prompt: hint.slice(0, 255) } : {}
    const list = choices?.length
      ? { type: 'list' as const, allowBlank: true, showErrorMessage: true, formulae: [choiceFormula(choices, lists)] }
      : { type: 'any' as ExcelJS.DataValidation['type'] }
    const area = first === last ? `${letters}${first}` : `${letters}${first}:${letters}${last}`
    validated.add(area, { ...list, ...prompt })
  }
}

/** A short list stands in the rule itself; a long one, or one with commas, in a column of a hidden sheet. */
function choiceFormula(choices: readonly string[], lists: Map<string, readonly string[]>): string {
  const inline = choices.join(',')
  if (inline.length <= longestInlineChoices && choices.every((choice) => !/[",]/.test(choice))) return `"${inline}"`
  const key = choices.join('\n')
  lists.set(key, choices)
  const letters = columnLetters([...lists.keys()].indexOf(key) + 1)
  return `'${listSheet}'!$${letters}$1:$${letters}$${choices.length}`
}

/** Writes the long lists of a workbook to its hidden sheet, which comes last. */
export function writeLists(
  workbook: ExcelJS.stream.xlsx.WorkbookWriter,
  lists: ReadonlyMap<string, readonly string[]>,
): void {
  if (lists.size === 0) return
  const writer = workbook.addWorksheet(listSheet, { state: 'veryHidden' })
  const columns = [...lists.values()]
  for (let number = 1; number <= Math.max(...columns.map((list) => list.length)); number++) {
    const row = writer.getRow(number)
    row.values = columns.map((list) => list[number - 1] ?? null)
    row.commit()
  }
  writer.commit()
}
