import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { permissionTable } from './permission-table.ts'
import { root } from './sources.ts'

const file = join(root, 'docs/permissions.md')
const head = `# Who may do what

Printed from the grants of all modules (each module's \`permissions.ts\`); a test compares this page with the code, and
\`UPDATE=1 npm run vitest -- test/permission-table.test.ts\` prints it anew. Grants only add: what is not here is refused.
The same grants filter the SQL of reads and of writes. Parents and pupils read marks and results only through the one
query that hides what is not published (\`modules/students/published.ts\`), within the children named here.

`

test('docs/permissions.md says what the code grants', () => {
  const printed = head + permissionTable()
  if (process.env.UPDATE) writeFileSync(file, printed)
  expect(readFileSync(file, 'utf8')).toBe(printed)
})
