import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { modules } from '../modules/all.ts'
import { columnsIn, heldSources, removedByItself, type HeldData } from '../platform/held-data.ts'
import { settings } from '../server/config.ts'
import { loadTexts } from '../server/texts.ts'
import { root } from './sources.ts'

const file = join(root, 'docs/personal-data.md')
const head = `# What is held about persons

Printed from what each module states of its tables (each module's \`holds.ts\`); a test compares this page with the code
(\`UPDATE=1 npm run vitest -- test/personal-data.test.ts\` prints it anew), another one the code with the database: a table
with a column about persons that is not here fails the build, and so does a column without its kind. Everybody who is
signed in reads the same at \`/personal-data\`. Keys, hashes and states are left out. Which columns are basic and which are
sensitive follows Decree 356/2025/NĐ-CP, Điều 3 and 4; network addresses and browsers count as tracing a person.
Nothing rests on consent: photographs and publishing by name are not part of the product.

`

const say = await loadTexts()
const lines = modules.flatMap(({ name, holds = [] }) => holds.map((line) => ({ module: name, ...line })))
const years = settings.find(({ name }) => name === 'KEEP_AFTER_LEAVING_YEARS')!.default

/** A reason or a time in words, with where it is written and how sure that is. */
function sourced(key: 'basis' | 'until', code: HeldData['basis'] | HeldData['until']): string {
  const source = heldSources[code]
  return `${say('en', `held.${key}.${code}`, { years })}${source ? ` (${source.text}, ${source.confidence})` : ''}`
}

function printed(): string {
  const overview = lines.map(
    (line) =>
      `| ${say('en', `held.${line.name}`)} | ${line.module} | ${say('en', `held.about.${line.about}`)} | ${say('en', `held.${line.name}.why`)} | ${sourced('basis', line.basis)} | ${sourced('until', line.until)} | ${removedByItself.has(line.until) ? 'yes' : 'no'} |`,
  )
  const columns = lines.flatMap((line) =>
    Object.entries(line.tables).map(
      ([table, { basic, sensitive, other }]) =>
        `| ${say('en', `held.${line.name}`)} | ${table} | ${[basic, sensitive, other].map((words) => columnsIn(words).join(', ')).join(' | ')} |`,
    ),
  )
  return [
    '| data | module | about | for what | basis | kept | removed by itself |',
    '|---|---|---|---|---|---|---|',
    ...overview,
    '',
    '| data | table | basic | sensitive | other |',
    '|---|---|---|---|---|',
    ...columns,
    '',
  ].join('\n')
}

test('docs/personal-data.md says what the modules hold', () => {
  const page = head + printed()
  if (process.env.UPDATE) writeFileSync(file, page)
  expect(readFileSync(file, 'utf8')).toBe(page)
})

test('each line of the register has its words in both languages', () => {
  const keys = lines.flatMap(({ name }) => [`held.${name}`, `held.${name}.what`, `held.${name}.why`])
  expect(keys.filter((key) => say('vi', key) === key || say('en', key) === key)).toEqual([])
  expect(new Set(lines.map(({ name }) => name)).size).toBe(lines.length)
})
