// npm run simulate|import|rebuild: one command of src/commands, with Node 24 and the packages in place.
import { join } from 'node:path'
import { bootstrap, root, runToEnd } from './bootstrap.mjs'

const [name, ...args] = process.argv.slice(2)
const { node, env } = bootstrap()
// Bulk work makes many objects that die young: a larger nursery halves the time they take to clear away.
const flags = ['--max-semi-space-size=64']
process.exitCode = await runToEnd(node, [...flags, join(root, 'src', 'commands', `${name}.ts`), ...args], env)
