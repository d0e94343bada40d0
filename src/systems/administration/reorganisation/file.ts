import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '#platform/errors.ts'
import { readJson, readJsonText, refuseProblems } from '#platform/province/index.ts'
import { ReorganisationFile } from './schema.ts'

/** The reorganisations that a province folder holds, by name of file; throws ProvinceFileError with line and reason. */
export async function readReorganisations(folder: string): Promise<ReorganisationFile[]> {
  const within = join(folder, 'reorganisations')
  const names = await readdir(within).catch(() => [])
  const found = names.filter((name) => name.endsWith('.json')).sort()
  return Promise.all(found.map((name) => readReorganisation(join(within, name))))
}

/** One file; throws ProvinceFileError with line and reason. */
export async function readReorganisation(path: string): Promise<ReorganisationFile> {
  const read = await readJson(path, ReorganisationFile)
  refuseProblems(read.problems)
  if (read.value === undefined) throw new Error('A file without problems has a value')
  return read.value
}

/** The same of a text that an administrator hands in; refuses with 422 and the lines that are wrong. */
export function readReorganisationText(text: string): ReorganisationFile {
  const { value, problems } = readJsonText(text, ReorganisationFile, '')
  if (value !== undefined && problems.length === 0) return value
  const lines = problems.slice(0, 10).map(({ line, reason }) => `dòng ${line}: ${reason}`)
  throw new Refusal(
    422,
    'reorganisation.unreadable',
    `Tệp sắp xếp chưa đúng mẫu. Hãy sửa ${lines.join('; ')}.`,
    {
      file: 'Chọn một tệp đúng mẫu',
    },
  )
}

/** The same content has the same hash, so that a run says which text it carried out. */
export function fileHash(file: ReorganisationFile): string {
  return createHash('sha256').update(JSON.stringify(file)).digest('hex')
}
