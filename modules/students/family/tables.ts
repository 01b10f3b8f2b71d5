/** When an account last looked at a child's page: this visit, and the one before, since which things are "new". */
export interface ChildVisitTable {
  account_id: string
  child_id: string
  seen_at: Date
  before: Date | null
}

declare module '../../../platform/database.ts' {
  interface Database {
    child_visit: ChildVisitTable
  }
}
