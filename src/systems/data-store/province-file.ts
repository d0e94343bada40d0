import { join } from 'node:path'
import { dayExists, type FileProblem, readJson, refuseProblems } from '#platform/province/index.ts'
import { DataStoreFile } from './schema.ts'

/**
 * Reads data-store.json of a province folder. Throws one ProvinceFileError with the file, line and reason of everything that
 * is wrong: shape, days that do not exist or overlap, a kind written twice, a paper or result that counts as two kinds.
 */
export async function readDataStoreFile(folder: string): Promise<DataStoreFile> {
  const read = await readJson(join(folder, 'data-store.json'), DataStoreFile)
  const { file, value, lineOf } = read
  const problems: FileProblem[] = [...read.problems]
  const tell = (path: (string | number)[], reason: string) =>
    problems.push({ file, line: lineOf(path), reason })
  const seen = new Map<string, string>()
  for (const [at, kind] of (value?.kinds ?? []).entries()) {
    for (const name of [kind.id, ...kind.papers.filter((id) => id !== kind.id), ...kind.results]) {
      if (seen.has(name)) tell(['kinds', at], `"${name}" đã thuộc loại "${seen.get(name)}"`)
      seen.set(name, kind.id)
    }
  }
  let before = ''
  for (const [at, rule] of (value?.digitising ?? []).entries()) {
    if (!dayExists(rule.validFrom)) tell(['digitising', at, 'validFrom'], `Không có ngày ${rule.validFrom}`)
    if (rule.validFrom <= before) tell(['digitising', at, 'validFrom'], 'Chồng lên quy định trước nó')
    before = rule.validTo ?? '9999-12-31'
  }
  refuseProblems(problems)
  return value ?? { digitising: [], kinds: [] }
}
