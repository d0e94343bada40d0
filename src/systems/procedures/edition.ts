import type { Connection } from '#platform/database/database.ts'
import { type FileProblem, type JsonRead, readJsonText } from '#platform/province/index.ts'
import { listAgencies } from '../administration/index.ts'
import { type Beside, checkProcedure } from './province-files.ts'
import { ProcedureFile } from './province-shapes.ts'
import { lastVersions, listLifeEvents, listVersions } from './store.ts'
import type { ProcedureVersion } from './versions.ts'

/** An edited row, everything that is wrong with it, and the version that it would follow. */
export type Review = {
  readonly content: ProcedureFile | undefined
  readonly problems: readonly FileProblem[]
  readonly last: ProcedureVersion | undefined
}

/**
 * Reads an edited procedure and checks it as a province file is checked, against the forms, processes, events of life
 * and agencies that are here. It may not begin before the last version did: what was in force then stays true.
 */
export async function reviewEdition(db: Connection, text: string): Promise<Review> {
  const shaped = readJsonText(text, ProcedureFile, '')
  const code = shaped.value?.code
  const read = { ...shaped, file: `procedures/${code}.json` }
  const last = code === undefined ? undefined : (await listVersions(db, 'procedure', code))[0]
  const problems = [...read.problems]
  if (read.value) {
    const agencies = await listAgencies(db, { limit: 10_000 })
    problems.push(...checkProcedure(read, await beside(db), new Set(agencies.map(({ id }) => id))))
    if (last && read.value.validFrom < last.validFrom) {
      const line = read.lineOf(['validFrom'])
      problems.push({ file: '', line, reason: `Phiên bản mới không bắt đầu trước ${last.validFrom}` })
    }
  }
  return { content: problems.length === 0 ? read.value : undefined, problems, last }
}

async function beside(db: Connection): Promise<Beside> {
  const forms = await lastVersions(db, 'form')
  const processes = await lastVersions(db, 'process')
  return {
    forms: [...forms.values()].map(({ code, content }) => asRead(`forms/${code}.json`, content)),
    processes: [...processes.values()].map(({ code, content }) => asRead(`processes/${code}.json`, content)),
    lifeEvents: asRead('life-events.json', await listLifeEvents(db)),
  }
}

/** What is in the catalogue already was checked when it came in; it stands where its file would. */
function asRead<T>(file: string, value: T): JsonRead<T> {
  return { file, value, problems: [], lineOf: () => 1 }
}
