import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { lexicographicSortSchema, printSchema } from 'graphql'
import { schema } from '../schema/index.ts'

/** Prints the API to schema/schema.graphql, and the types of the browser's documents; with --check it only compares. */
const file = join(import.meta.dirname, '../schema/schema.graphql')
const printed = `${printSchema(lexicographicSortSchema(schema))}\n`
if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== printed) {
    console.error('schema/schema.graphql is not what the code says: run `npm run schema` and commit it.')
    process.exit(1)
  }
} else {
  writeFileSync(file, printed)
  const tada = join(import.meta.dirname, '../node_modules/gql.tada/bin/cli.js')
  execFileSync(process.execPath, [tada, 'generate-output'], { stdio: 'inherit' })
}
