import { sql, type RawBuilder, type SqlBool } from 'kysely'

/**
 * Whether a record is that of a Vietnamese national of a people other than Kinh (01): what lists, figures and returns mean
 * by minority. Foreigners (55) and those of whom it is not known (99) are none.
 */
export const isMinority = (student: string): RawBuilder<SqlBool> =>
  sql<SqlBool>`(${sql.ref(`${student}.ethnicity`)} <> all('{01,55,99}') and ${sql.ref(`${student}.nationality`)} = 'VN')`
