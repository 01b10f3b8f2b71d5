import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = process.env.SERVER_URL ?? 'http://127.0.0.1:4000'

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
      output: {
        codeSplitting: {
          groups: [{ name: 'text-en', test: /[\\/]texts[\\/]en\.ts$/ }],
        },
      },
    },
  },
  server: {
    proxy: Object.fromEntries(
      ['/graphql', '/files', '/session', '/demo-accounts', '/health'].map((path) => [path, server]),
    ),
  },
})
