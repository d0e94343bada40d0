// npm start: from a fresh clone to a running province.
import { join } from 'node:path'
import { bootstrap, build, root, runToEnd } from './bootstrap.mjs'

const args = process.argv.slice(2)
const ready = bootstrap()
const fromSource = args.includes('--dev')
if (!fromSource && !args.includes('--help') && !args.includes('--role=worker')) build(ready)
// React renders several times faster when it knows that nobody debugs it.
const env = fromSource ? ready.env : { NODE_ENV: 'production', ...ready.env }
process.exitCode = await runToEnd(ready.node, [join(root, 'src', 'main.ts'), ...args], env)
