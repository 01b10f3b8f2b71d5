// What `npm test` runs: a line with the seconds for each step, the output of the first that fails, and the number of
// tests at the end. `--fast` leaves the browser out.
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

type Step = { name: string; command: string[]; live?: boolean }

const root = resolve(import.meta.dirname, '..')
const cache = 'node_modules/.cache'
const counts = resolve(root, cache, 'tests.json')
const projects = process.argv.includes('--fast') ? ['--project', 'rules', '--project', 'api'] : []

// Two lanes side by side, since checking the types takes one processor as long as everything else together.
const lanes: Step[][] = [
  [{ name: 'types', command: ['tsc', '--incremental', '--tsBuildInfoFile', `${cache}/types.tsbuildinfo`] }],
  [
    { name: 'format', command: ['oxfmt', '--check'] },
    { name: 'lint', command: ['oxlint'] },
    { name: 'nothing unused', command: ['knip'] },
    { name: 'printed schema', command: ['scripts/print-schema.ts', '--check'] },
    { name: 'browser build', command: ['vite', 'build', '--logLevel', 'warn'] },
    { name: 'script budget', command: ['scripts/budget.ts'] },
  ],
]
const tests: Step = {
  name: 'tests',
  command: ['vitest', 'run', ...projects, '--reporter', 'default', '--reporter', 'json', '--outputFile', counts],
  live: true,
}

mkdirSync(dirname(counts), { recursive: true })
rmSync(counts, { force: true })
await Promise.all(lanes.map(inTurn))
await inTurn([tests])
finish('', 0)

async function inTurn(steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    const began = performance.now()
    const { code, output } = await run(step)
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    console.log(`${code === 0 ? '✓' : '✗'} ${step.name} ${seconds} s`)
    if (code !== 0) finish(output, 1)
  }
}

function run({ command, live }: Step): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const launcher = [`${root}/scripts/run.mjs`, ...command]
    const child = spawn(process.execPath, launcher, {
      cwd: root,
      stdio: ['ignore', live ? 'inherit' : 'pipe', live ? 'inherit' : 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => (output += data.toString()))
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

/** The last line stands alone and is read by machines. */
function finish(output: string, code: number): never {
  if (output) console.log(output)
  const { passed, failed } = counted()
  console.log(`${passed} passed, ${code && !failed ? 1 : failed} failed`)
  process.exit(code)
}

function counted(): { passed: number; failed: number } {
  try {
    const report = JSON.parse(readFileSync(counts, 'utf8')) as { numPassedTests: number; numFailedTests: number }
    return { passed: report.numPassedTests, failed: report.numFailedTests }
  } catch {
    return { passed: 0, failed: 0 }
  }
}
