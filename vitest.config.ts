import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const measured = 'test/journeys/gradebook-speed.test.ts'
const nothing = ['**/node_modules/**', 'dist/**', '.data/**']

/**
 * Kinds of tests, told apart by name: rules need nothing, api tests get a database of their own,
 * journeys drive the whole server with a browser; of them one is measured.
 * Files of api tests and journeys share the modules of a worker, as requests share those of a process: loading the whole
 * server anew for each file took a fifth of the time. Rules put other things in the place of globals, and stay alone.
 */
export default defineConfig({
  // One instance of graphql: the runner would pick its CommonJS half, while Node gives the libraries its ES modules.
  resolve: { alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }] },
  test: {
    pool: 'forks',
    maxWorkers: 2,
    env: { TZ: 'Asia/Ho_Chi_Minh' },
    projects: [
      {
        extends: true,
        test: {
          name: 'rules',
          include: ['**/*.test.ts', '**/*.test.tsx'],
          exclude: [...nothing, '**/*.api.test.ts', 'test/journeys/**'],
          pool: 'threads',
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'api',
          include: ['**/*.api.test.ts'],
          isolate: false,
          exclude: nothing,
          globalSetup: ['test/postgres.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts'],
          isolate: false,
          exclude: [...nothing, measured],
          globalSetup: ['test/postgres.ts'],
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'measured',
          include: [measured],
          globalSetup: ['test/postgres.ts'],
          // Alone on the machine, so that waiting means something.
          sequence: { groupOrder: 2 },
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
