import type { Selectable } from 'kysely'
import type { Connection } from '#platform/database/database.ts'
import type { DossiersStage } from '#platform/database/tables.ts'
import { type IssuedSlip, issuedSlips } from '../results/own-results.ts'
import { listResults, type ResultVersion } from '../results/store.ts'
import type { Dossier } from '../store.ts'

type Joined = Pick<Dossier, 'id' | 'joinedVersionId'>

/** The ids under which the papers and results of a dossier lie: its own and, of a whole, those of its legs. */
export async function partIds(db: Connection, { id, joinedVersionId }: Joined): Promise<string[]> {
  if (joinedVersionId === null) return [id]
  const legs = await db
    .selectFrom('dossiers.dossier')
    .select('id')
    .where('wholeId', '=', id)
    .orderBy('code')
    .execute()
  return [id, ...legs.map((leg) => leg.id)]
}

/** All results of a dossier; of a whole those of its legs, in their order. */
export async function resultsOfParts(db: Connection, dossier: Joined): Promise<ResultVersion[]> {
  const results: ResultVersion[] = []
  for (const id of await partIds(db, dossier)) results.push(...(await listResults(db, id)))
  return results
}

/** The slips of the whole and of its legs, oldest first. */
export async function issuedSlipsOfParts(db: Connection, dossier: Joined): Promise<IssuedSlip[]> {
  const slips: IssuedSlip[] = []
  for (const id of await partIds(db, dossier)) slips.push(...(await issuedSlips(db, id)))
  return slips.sort((a, b) => a.happenedAt.getTime() - b.happenedAt.getTime())
}

type PartStage = Selectable<DossiersStage> & { readonly legName: string | null }

/** Every stay on a desk, of a whole with those of its legs: the rows of one control slip for the whole chain. */
export async function stagesOfParts(db: Connection, dossier: Joined): Promise<PartStage[]> {
  const ids = await partIds(db, dossier)
  const rows = await db
    .selectFrom('dossiers.stage as stage')
    .innerJoin('dossiers.dossier as part', 'part.id', 'stage.dossierId')
    .selectAll('stage')
    .select(['part.procedureName', 'part.wholeId'])
    .where('stage.dossierId', 'in', ids)
    .orderBy('stage.id')
    .execute()
  return rows.map(({ procedureName, wholeId, ...stage }) => ({
    ...stage,
    legName: wholeId !== null && wholeId === dossier.id ? procedureName : null,
  }))
}
