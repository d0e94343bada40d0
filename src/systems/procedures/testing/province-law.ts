import { cp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readJsonFolder } from '#platform/province/index.ts'
import { readLawFiles } from '../law/law-files.ts'
import type { LawFiles } from '../law/law-shapes.ts'
import type { Catalogued } from '../law/sector-terms.ts'
import { ProcedureFile } from '../province-shapes.ts'

/** The province whose law the tests quote. */
export const provinceFolder = join(import.meta.dirname, '../../../../provinces/bac-lieu')

/** Its procedures: what the terms of its sector laws may name. */
export async function provinceCatalogue(): Promise<Catalogued[]> {
  const reads = await readJsonFolder(join(provinceFolder, 'procedures'), ProcedureFile)
  return reads.flatMap(({ value }) => value ?? [])
}

/** Its law as its files have it today. */
export async function provinceLaw(): Promise<LawFiles> {
  return readLawFiles(provinceFolder, await provinceCatalogue())
}

/**
 * Copies the province, or a folder of it, without the terms of sector laws. The figures that the tests quote are those of the general
 * law: so a row that a jurist adds to law/sector-terms.json is data and changes no test.
 */
export async function copyGeneralLaw(to: string, part = ''): Promise<void> {
  await cp(join(provinceFolder, part), join(to, part), { recursive: true })
  await writeFile(join(to, 'law', 'sector-terms.json'), '[]')
}
