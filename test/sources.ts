import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

/** The root of the checkout. */
export const root = join(import.meta.dirname, '..')

/** One source file with what it imports, as paths from the root (packages as they are named). */
export interface Source {
  path: string
  text: string
  imports: string[]
}

const importPattern =
  /(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s+['"]([^'"]+)['"]|(?:^|\n)\s*import\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g

/** The product's own sources below folders, tests and generated files left out. */
export function sourcesIn(...folders: string[]): Source[] {
  return globSync(
    folders.map((folder) => `${folder}/**/*.{ts,tsx}`),
    { cwd: root },
  )
    .filter((path) => !path.includes('.test.') && !path.endsWith('.d.ts'))
    .sort()
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8')
      const imports = [...text.matchAll(importPattern)].map((match) => match[1] ?? match[2] ?? match[3] ?? '')
      return {
        path,
        text,
        imports: imports.map((name) => (name.startsWith('.') ? normalize(join(dirname(path), name)) : name)),
      }
    })
}

/** The module that a path belongs to, if any. */
export const moduleOf = (path: string): string | null => /^modules\/([^/]+)\//.exec(path)?.[1] ?? null

/** The tables that each module owns, read from the `interface Database` of its tables.ts files. */
export function tablesByModule(): Map<string, string> {
  const owners = new Map<string, string>()
  for (const { path, text } of sourcesIn('modules')) {
    const module = moduleOf(path)
    const block = /interface Database \{([^}]*)\}/.exec(text)?.[1]
    if (!module || !block) continue
    for (const [, table] of block.matchAll(/^\s*(\w+):/gm)) if (table) owners.set(table, module)
  }
  return owners
}
