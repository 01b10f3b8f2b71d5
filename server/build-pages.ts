import { existsSync, globSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger } from 'pino'

const root = join(import.meta.dirname, '..')

/** Builds the browser's side when it is missing or older than its sources. In production it is built beforehand. */
export async function buildPages(webRoot: string, log: Logger): Promise<void> {
  if (!isStale(webRoot)) return
  const begun = performance.now()
  const { build } = await import('vite')
  await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' })
  log.info(`the pages were built in ${Math.round((performance.now() - begun) / 100) / 10} s`)
}

function isStale(webRoot: string): boolean {
  const index = join(webRoot, 'index.html')
  if (!existsSync(index)) return true
  const built = statSync(index).mtimeMs
  const sources = globSync(
    ['web/**/*.{ts,tsx,css,html}', 'modules/**/{rules,texts}/*.ts', 'platform/*.ts', 'vite.config.ts'],
    { cwd: root },
  )
  return sources.some((file) => statSync(join(root, file)).mtimeMs > built)
}
