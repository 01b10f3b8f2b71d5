import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = process.env.SERVER_URL ?? 'http://127.0.0.1:4000'

/** The words that come with the program; web/text.ts tells which. */
const few = '[\\\\/](web|modules[\\\\/](identity|students|students[\\\\/]family))[\\\\/]texts[\\\\/]'

/**
 * The browser's side: built from web/ into dist/web with hashed names, one chunk per route, no inline script. The
 * manifest is read by the server (which files to preload) and by scripts/budget.ts.
 */
export default defineConfig({
  root: 'web',
  plugins: [react()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: resolve(import.meta.dirname, 'web/index.html'), sw: resolve(import.meta.dirname, 'web/sw.ts') },
      output: {
        // The worker that keeps the program has a name of its own, for its scope is the whole site.
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        codeSplitting: {
          groups: [
            { name: 'text-few-en', test: new RegExp(`${few}en\\.ts$`) },
            { name: 'text-en', test: /[\\/]texts[\\/]en\.ts$/ },
            { name: 'text-vi', test: new RegExp(`^(?!.*${few}).*[\\\\/]texts[\\\\/]vi\\.ts$`) },
          ],
        },
      },
    },
  },
  server: {
    proxy: Object.fromEntries(
      ['^/graphql$', '^/session$', '^/files/', '^/imports/', '^/demo-accounts$', '^/health$'].map((path) => [
        path,
        server,
      ]),
    ),
  },
})
