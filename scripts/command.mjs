// npm run simulate|import|rebuild|bench: one command, with Node 24, the packages and (for bench) the pages in place.
import { join } from 'node:path'
import { bootstrap, build, root, runToEnd } from './bootstrap.mjs'

const [name, ...args] = process.argv.slice(2)
const ready = bootstrap()
const { node, env } = ready
const isBench = name === 'bench'
if (isBench) build(ready)
// Bulk work makes many objects that die young: a larger nursery halves the time they take to clear away.
const flags = ['--max-semi-space-size=64']
const file = isBench ? join(root, 'bench', 'all.ts') : join(root, 'src', 'commands', `${name}.ts`)
process.exitCode = await runToEnd(node, [...flags, file, ...args], env)
