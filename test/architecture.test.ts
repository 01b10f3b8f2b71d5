import { expect, test } from 'vitest'
import { modules } from '../modules/all.ts'
import { moduleOf, sourcesIn, tablesByModule } from './sources.ts'

const uses = new Map(modules.map((module) => [module.name, new Set(module.uses)]))
const everything = sourcesIn('modules', 'platform', 'server', 'schema', 'web', 'seeds', 'scripts')

test('the whole product is read', () => {
  expect(everything.length).toBeGreaterThan(100)
})

test('the platform knows nothing above it', () => {
  const faults = everything
    .filter(({ path }) => path.startsWith('platform/'))
    .flatMap(({ path, imports }) =>
      imports
        .filter((name) => /^(modules|schema|server|web|seeds|test)\//.test(name))
        .map((name) => `${path} → ${name}`),
    )
  expect(faults).toEqual([])
})

test('modules come in the order of their dependence', () => {
  const seen = new Set<string>()
  for (const module of modules) {
    for (const used of module.uses) expect(seen, `${module.name} uses ${used}`).toContain(used)
    seen.add(module.name)
  }
})

test('modules meet only at public.ts and only along what they use', () => {
  const faults: string[] = []
  for (const { path, imports } of everything) {
    const own = moduleOf(path)
    if (!own) continue
    for (const name of imports) {
      const other = moduleOf(name)
      if (/^(server|schema|web|seeds|test)\//.test(name)) faults.push(`${path} → ${name}`)
      if (!other || other === own) continue
      const pure = /\/(rules|texts)\//.test(name) && uses.get(own)?.has(other)
      if (!pure && !(name === `modules/${other}/public.ts` && uses.get(own)?.has(other)))
        faults.push(`${path} → ${name}`)
    }
  }
  expect(faults).toEqual([])
})

test('the server and the schema take modules by all.ts, graphql.ts and public.ts', () => {
  const faults = everything
    .filter(({ path }) => path.startsWith('server/') || path.startsWith('schema/'))
    .flatMap(({ path, imports }) =>
      imports
        .filter(
          (name) => moduleOf(name) && !/\/(public|graphql[a-z-]*|module)\.ts$/.test(name) && name !== 'modules/all.ts',
        )
        .map((name) => `${path} → ${name}`),
    )
  expect(faults).toEqual([])
})

test('rules import nothing but rules', () => {
  const faults = everything
    .filter(({ path }) => path.includes('/rules/'))
    .flatMap(({ path, imports }) =>
      imports.filter((name) => !name.includes('/rules/')).map((name) => `${path} → ${name}`),
    )
  expect(faults).toEqual([])
})

test("the browser's side takes the API, pure rules, sheet descriptions, texts and the pure part of the platform", () => {
  const pure =
    /^(web|schema\/schema\.graphql)|^modules\/.+\/(rules|texts|sheets)\/|^platform\/(text|name|sheet|sheet-value|cell)\.ts$/
  const faults = everything
    .filter(({ path }) => path.startsWith('web/'))
    .flatMap(({ path, imports }) =>
      imports
        .filter((name) => /^(modules|platform|server|schema|seeds|test)\//.test(name) && !pure.test(name))
        .map((name) => `${path} → ${name}`),
    )
  expect(faults).toEqual([])
})

const written =
  /(?:insertInto|updateTable|deleteFrom)\(\s*'(\w+)'|(?:insert into|delete from)\s+(?:only\s+)?"?(\w+)"?|\bupdate\s+"?(\w+)"?\s+(?:\w+\s+)?set\b/gi
const read = /(?:selectFrom|innerJoin|leftJoin)\(\s*'(\w+)(?: as \w+)?'|\b(?:from|join)\s+"?(\w+)"?/gi

test('a module writes only its own tables and reads only those of modules it uses', () => {
  const owners = tablesByModule()
  expect(owners.size).toBeGreaterThan(20)
  const faults: string[] = []
  for (const { path, text } of everything) {
    const own = moduleOf(path)
    if (!own) continue
    const code = text
      .replace(/\/\*\*[\s\S]*?\*\//g, '')
      .replace(/^\s*(?:import|export)\s.*$/gm, '')
      .replace(/\/\/.*$/gm, '')
    for (const match of code.matchAll(written)) {
      const table = (match[1] ?? match[2] ?? match[3] ?? '').toLowerCase()
      if (owners.has(table) && owners.get(table) !== own) faults.push(`${path} writes ${table} of ${owners.get(table)}`)
    }
    for (const match of code.matchAll(read)) {
      const table = (match[1] ?? match[2] ?? '').toLowerCase()
      const owner = owners.get(table)
      if (owner && owner !== own && !uses.get(own)?.has(owner)) faults.push(`${path} reads ${table} of ${owner}`)
    }
  }
  expect(faults).toEqual([])
})

test('files are named for what they hold, in the manner of the house', () => {
  const forbidden = /(utils?|helpers?|common|managers?)\.tsx?$/
  const faults = everything
    .map(({ path }) => path)
    .filter((path) => forbidden.test(path) || /\/index\.tsx?$/.test(path.replace('schema/index.ts', '')))
  expect(faults).toEqual([])
})
