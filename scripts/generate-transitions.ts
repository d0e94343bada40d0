import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { transitionsPage } from '../src/systems/dossiers/transition-table.ts'

await writeFile(join(import.meta.dirname, '..', 'docs', 'transitions.md'), transitionsPage())
