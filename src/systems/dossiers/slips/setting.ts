import { join } from 'node:path'
import type { Config } from '#platform/config.ts'
import { type ResultForm, readResultForms } from '../results/result-forms.ts'
import { readSlipTemplates, type SlipTemplates } from './templates.ts'

/** What papers are set with: the forms of the province and the address of the house, which the QR codes carry. */
export type SlipSetting = {
  readonly templates: SlipTemplates
  readonly results: readonly ResultForm[]
  readonly publicUrl: string
}

const provinces = join(import.meta.dirname, '../../../../provinces')

/**
 * Reads the forms of the province at the first call and keeps them: they are files of this release.
 * @throws ProvinceFileError that names file and line of each row that cannot be used.
 */
export function slipSettingOf({
  province,
  publicUrl,
}: Pick<Config, 'province' | 'publicUrl'>): () => Promise<SlipSetting> {
  let reading: Promise<SlipSetting> | undefined
  return () => {
    reading ??= readSetting(join(provinces, province, 'templates'), publicUrl)
    return reading
  }
}

async function readSetting(folder: string, publicUrl: string): Promise<SlipSetting> {
  const templates = await readSlipTemplates(folder)
  return { templates, results: await readResultForms(folder, templates.files), publicUrl }
}
