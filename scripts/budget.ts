import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'

/** What a page may weigh, script and style, compressed: the parent's page on a 3G phone. */
const budget = 150_000

/** The parent's page, or, where there is none, the page that everybody meets first. */
const judgedPages = [/\/(Parent|Child)\w*\.tsx$/, /\/SignIn\.tsx$/]

interface Chunk {
  file: string
  isEntry?: boolean
  imports?: string[]
  css?: string[]
}

const dist = resolve(import.meta.dirname, '../dist/web')
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>
const entry = Object.keys(manifest).find((name) => manifest[name]?.isEntry && name.endsWith('.html')) ?? ''
const routes = Object.keys(manifest).filter((name) => name.startsWith('pages/'))
const judged = judgedPages.map((page) => routes.find((route) => page.test(route))).find(Boolean)
if (!judged) throw new Error('The manifest has no page to judge: run the build first')

for (const route of routes.toSorted()) {
  const files = filesOf([entry, route])
  const bytes = [...files].reduce((sum, file) => sum + compressed(file), 0)
  const over = route === judged && bytes > budget
  console.log(
    `${String(Math.ceil(bytes / 1000)).padStart(5)} kB  ${route}${route === judged ? `  (at most ${budget / 1000})` : ''}`,
  )
  if (over) {
    for (const file of files) console.log(`        ${Math.ceil(compressed(file) / 1000)} kB  ${file}`)
    process.exitCode = 1
  }
}

/** The scripts and styles that chunks need before they show, with everything they import at once. */
function filesOf(names: readonly string[], found = new Set<string>()): Set<string> {
  for (const name of names) {
    const chunk = manifest[name]
    if (!chunk || found.has(chunk.file)) continue
    found.add(chunk.file)
    for (const style of chunk.css ?? []) found.add(style)
    filesOf(chunk.imports ?? [], found)
  }
  return found
}

function compressed(file: string): number {
  return gzipSync(readFileSync(join(dist, file)), { level: 9 }).length
}
