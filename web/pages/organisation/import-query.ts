import { graphql, type ResultOf } from '../../graphql.ts'

/** A school by its name in addresses, with what may be brought to it and what was. */
export const ImportsQuery = graphql(`
  query Imports($slug: String!) {
    unit(slug: $slug) {
      id
      name
      shortName
    }
  }
`)

/** The lists that may be brought to a school, and the workbooks that came before. */
export const ImportListsQuery = graphql(`
  query ImportLists($unit: ID!, $year: Int!) {
    importLists(unit: $unit, academicYear: $year) {
      list
      sheet
    }
    importBatches(unit: $unit, academicYear: $year) {
      id
      fileName
      state
      createdAt
      endedAt
      by
      sheets {
        list
        counts {
          new
          changed
          refused
        }
      }
    }
  }
`)

/** An uploaded workbook with its judged rows, a part of each kind. */
export const ImportBatchQuery = graphql(`
  query ImportPreview($id: ID!, $refused: Int!, $changed: Int!, $new: Int!, $unchanged: Int!) {
    importBatch(id: $id) {
      id
      fileName
      state
      createdAt
      endedAt
      by
      sheets {
        list
        name
        unknownColumns
        columns {
          key
          title
          matched
        }
        counts {
          new
          changed
          unchanged
          refused
        }
        refused: rows(status: refused, first: $refused) {
          edges {
            node {
              number
              label
              skipped
              violations {
                column
                address
                value
                reason
                remedy
                suggested
                values {
                  name
                  value
                }
              }
            }
          }
        }
        changed: rows(status: changed, first: $changed) {
          edges {
            node {
              number
              label
              skipped
              changes {
                title
                was
                value
              }
            }
          }
        }
        new: rows(status: new, first: $new) {
          edges {
            node {
              number
              label
              skipped
            }
          }
        }
        unchanged: rows(status: unchanged, first: $unchanged) {
          edges {
            node {
              number
              label
              skipped
            }
          }
        }
      }
    }
  }
`)

/** Leaves a row out, takes it in again, or takes what was probably meant. */
export const DecideRow = graphql(`
  mutation DecideImportRow($id: ID!, $list: String!, $row: Int!, $skip: Boolean, $useSuggested: Boolean) {
    decideImportRow(id: $id, list: $list, row: $row, skip: $skip, useSuggested: $useSuggested) {
      id
    }
  }
`)

/** Writes a workbook to the records. */
export const WriteImport = graphql(`
  mutation WriteImport($id: ID!, $mode: ImportMode!) {
    writeImport(id: $id, mode: $mode) {
      id
      state
    }
  }
`)

/** Takes a written workbook back. */
export const UndoImport = graphql(`
  mutation UndoImport($id: ID!) {
    undoImport(id: $id) {
      id
      state
    }
  }
`)

/** Throws a preview away. */
export const DiscardImport = graphql(`
  mutation DiscardImport($id: ID!) {
    discardImport(id: $id) {
      id
      state
    }
  }
`)

/** An uploaded workbook as the preview has it. */
export type Batch = NonNullable<ResultOf<typeof ImportBatchQuery>['importBatch']>
/** One of its lists. */
export type BatchSheet = Batch['sheets'][number]
