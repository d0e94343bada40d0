// npm run simulate|import|rebuild|bench: one command, with Node 24, the packages and (for bench) the pages in place.
import { join } from 'node:path'
import { bootstrap, build, root, runToEnd } from './bootstrap.mjs'

const [name, ...args] = process.argv.slice(2)
const ready = bootstrap()
const { node, env } = ready
const isBench = name === 'bench'
if (isBench) build(ready)
const script = isBench ? join('bench', 'all.ts') : join('src', 'commands', `${name}.ts`)
process.exitCode = await runToEnd(node, [join(root, script), ...args], env)
