/** What is set for the whole installation, by name; each value is a small document. */
export interface SettingTable {
  name: string
  value: unknown
}

declare module '../../../platform/database.ts' {
  interface Database {
    setting: SettingTable
  }
}
