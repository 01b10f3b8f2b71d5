import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { knownDocuments } from './web/known-documents.ts'

const server = process.env.SERVER_URL ?? 'http://127.0.0.1:4000'

/**
 * The browser's side: built from web/ into dist/web with hashed names, one chunk per route, no inline script. The
 * manifest is read by the server (which files to preload) and by scripts/budget.ts.
 */
export default defineConfig({
  root: 'web',
  plugins: [knownDocuments(), react()],
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
          // Few files: each costs a turn of the line. What every page needs is one, what pages share is one.
          groups: [
            { name: 'program', test: /[\\/]node_modules[\\/](?!idb)/, minShareCount: 1, priority: 2 },
            { name: 'shared', test: /[\\/](web[\\/](ui|shell|graphql|text)|platform)/, minShareCount: 4, priority: 1 },
          ],
        },
      },
    },
  },
  server: {
    proxy: Object.fromEntries(
      ['^/graphql$', '^/session(/|$)', '^/files/', '^/imports/', '^/health$'].map((path) => [path, server]),
    ),
  },
})
