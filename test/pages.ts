import { existsSync, mkdtempSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { build } from 'vite'

/** The built pages without a server behind them: what the server would say is given by the test. */
export interface BuiltPages {
  open: (browser: Browser, path: string, said: Said, options?: BrowserContextOptions) => Promise<Page>
}

/** What the frame of a page asks beside the viewer, answered by a province without records. */
const nothing = {
  installation: null,
  academicYears: [],
  mySections: [],
  homeroomClasses: [],
  classes: [],
  sections: [],
  findClasses: [],
  students: { edges: [] },
  notices: [],
}

/** What the server would say: the viewer (null for a visitor) and the accounts of a demonstration. */
export interface Said {
  viewer: object | null
  demo: readonly object[]
}

const origin = 'http://pages.test'

const types: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** Builds the browser's side, as it is delivered, into a place of its own, or over an earlier build, and names the place. */
export async function buildWeb(outDir = mkdtempSync(join(tmpdir(), 'pages-'))): Promise<string> {
  const configFile = join(import.meta.dirname, '../vite.config.ts')
  const { NODE_ENV } = process.env
  // The runner says `test`, and then the libraries would be those for development, twice as heavy.
  process.env.NODE_ENV = 'production'
  await build({ configFile, logLevel: 'warn', build: { outDir, reportCompressedSize: false } })
  process.env.NODE_ENV = NODE_ENV
  return outDir
}

/** The built browser's side, with answers given by the test. */
export async function builtPages(): Promise<BuiltPages> {
  const outDir = await buildWeb()
  const fileOf = (path: string) => {
    const file = join(outDir, path)
    return existsSync(file) && statSync(file).isFile() ? file : join(outDir, 'index.html')
  }
  return {
    async open(browser, path, said, options) {
      const context = await browser.newContext({ locale: 'vi-VN', reducedMotion: 'reduce', ...options })
      const page = await context.newPage()
      await page.route(`${origin}/**`, (route) => {
        const file = fileOf(new URL(route.request().url()).pathname)
        return route.fulfill({ body: readFileSync(file), contentType: types[extname(file)] })
      })
      await page.route(`${origin}/graphql`, (route) =>
        route.fulfill({ json: { data: { ...nothing, viewer: said.viewer } } }),
      )
      await page.route(`${origin}/session/ways`, (route) =>
        route.fulfill({ json: { provider: null, accounts: said.demo } }),
      )
      await page.goto(`${origin}${path}`)
      await page.getByRole('heading').first().waitFor()
      return page
    },
  }
}
