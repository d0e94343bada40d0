// Runs under the host's Node (20 or newer) with nothing installed: brings Node 24, the packages and the build.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { delimiter, dirname, join } from 'node:path'

export const root = dirname(import.meta.dirname)
const NODE_VERSION = '24.21.0'

/** Stops with one clear line; scripts never show a stack for something the reader can mend. */
export function stop(line) {
  process.stderr.write(`${line}\n`)
  process.exit(1)
}

function tell(line) {
  process.stdout.write(`${line}\n`)
}

/**
 * Makes the folder ready to run: Node 24 (from npm, under var/node, when the host's is older) and exactly the packages
 * of package-lock.json. Returns the program to run and the environment in which `node` and `npx` are those.
 */
export function bootstrap() {
  const node = findNode()
  const path = [dirname(node), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter)
  const env = { ...process.env, PATH: path }
  if (!isInstalled()) alone(() => install(node, env))
  return { node, env }
}

function install(node, env) {
  if (isInstalled()) return
  tell('Cài các gói phần mềm, khoảng một phút (installing packages, about a minute)…')
  // Not `npm ci`: it refuses a lock file that was written where the registry had no packages for other platforms.
  // What came is compared with the lock file, so it is as exact.
  run(node, [npmProgram(), 'install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], env)
  if (!isInstalled()) stop('npm did not install every package. Check the network, then run this again.')
}

/** One at a time: of two that are started at once the second waits, and finds that everything is there. */
function alone(work) {
  const file = join(root, 'var', 'preparing')
  mkdirSync(dirname(file), { recursive: true })
  while (!isMine(file)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
  try {
    work()
  } finally {
    rmSync(file, { force: true })
  }
}

/** Takes the file for this process, also from one that has ended without giving it back. */
function isMine(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
  if (!isPreparing(Number(contentOf(file)))) rmSync(file, { force: true })
  return false
}

function contentOf(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    // Given back this moment.
    return ''
  }
}

/** The number of a process is given again: then it is not one of our scripts. */
function isPreparing(pid) {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  const about = `/proc/${pid}/cmdline`
  return pid === 0 || !existsSync(about) || readFileSync(about, 'utf8').includes('scripts/')
}

function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  const folder = join(root, 'var', 'node')
  const node = join(folder, 'node_modules', 'node', 'bin', 'node')
  if (versionOf(node) !== `v${NODE_VERSION}`) {
    tell(`Tải Node ${NODE_VERSION} (fetching Node ${NODE_VERSION})…`)
    try {
      mkdirSync(folder, { recursive: true })
      // npm 11 runs no install script that is not named here.
      writeFileSync(
        join(folder, 'package.json'),
        JSON.stringify({ private: true, allowScripts: { node: true } }),
      )
    } catch {
      stop(`Cannot write in ${folder}. Make the folder writable, or run with Node 24.`)
    }
    const flags = [
      'install',
      '--prefix',
      folder,
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      `node@${NODE_VERSION}`,
    ]
    run(process.execPath, [npmProgram(), ...flags], process.env)
    if (versionOf(node) !== `v${NODE_VERSION}`)
      stop('Node 24 could not be fetched. Check the network, or install Node 24.')
  }
  return node
}

function versionOf(node) {
  if (!existsSync(node)) return undefined
  return spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout?.trim()
}

/** The npm of the host, as a program that any Node can run. */
function npmProgram() {
  const nextToNode = join(
    dirname(realpathSync(process.execPath)),
    '..',
    'lib',
    'node_modules',
    'npm',
    'bin',
    'npm-cli.js',
  )
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'npm'))
    .find(existsSync)
  const candidates = [process.env.npm_execpath, nextToNode, onPath && realpathSync(onPath)]
  const found = candidates.find((file) => file?.endsWith('.js') && existsSync(file))
  return found ?? stop('npm was not found. Install npm beside Node.')
}

/** Whether node_modules holds what package-lock.json asks for; npm writes its own list there at the end of an install. */
function isInstalled() {
  const wanted = readJson(join(root, 'package-lock.json'))
  const present = readJson(join(root, 'node_modules', '.package-lock.json'))
  if (!wanted || !present) return false
  return Object.entries(wanted.packages).every(
    ([path, { version, optional, devOptional, link }]) =>
      path === '' || optional || devOptional || link || present.packages[path]?.version === version,
  )
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/** Builds the pages when a source has changed since the last build. */
export function build({ env }) {
  const stamp = join(root, 'build', '.sources')
  const sources = fingerprint()
  const isBuilt = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === sources
  if (isBuilt()) return
  alone(() => {
    if (isBuilt()) return
    tell('Dựng các trang (building the pages)…')
    run(join(root, 'node_modules', '.bin', 'react-router'), ['build'], env, { quiet: true })
    writeFileSync(stamp, sources)
  })
}

/** A hash of name, size and time of every file that a page may be built from. */
function fingerprint() {
  const hash = createHash('sha256')
  const add = (path) => {
    const { size, mtimeMs } = statSync(join(root, path))
    hash.update(`${path} ${size} ${mtimeMs}\n`)
  }
  for (const folder of ['src', 'public']) {
    if (!existsSync(join(root, folder))) continue
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
        add(join(entry.parentPath, entry.name).slice(root.length + 1))
    }
  }
  for (const file of ['package-lock.json', 'vite.config.ts', 'react-router.config.ts']) add(file)
  return hash.digest('hex')
}

function run(program, args, env, { quiet = false } = {}) {
  const done = spawnSync(program, args, {
    cwd: root,
    env,
    encoding: 'utf8',
    stdio: quiet ? 'pipe' : 'inherit',
  })
  if (done.status === 0) return
  if (quiet) process.stderr.write(`${done.stdout ?? ''}${done.stderr ?? ''}`)
  stop(`${[program, ...args].join(' ')} failed. What is wrong stands above.`)
}

/** Runs a program to its end, hands signals on to it and resolves with its exit code. */
export function runToEnd(program, args, env) {
  const child = spawn(program, args, { cwd: root, env, stdio: 'inherit' })
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, () => child.kill(signal))
  return new Promise((resolve) => {
    child.once('error', (error) => stop(`${program} could not be run: ${error.message}`))
    child.once('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)))
  })
}
