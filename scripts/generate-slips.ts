import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { slipsPage } from '../src/systems/dossiers/slips/legal-fields.ts'

await writeFile(join(import.meta.dirname, '..', 'docs', 'slips.md'), slipsPage())
