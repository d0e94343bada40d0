import type { Connection } from '#platform/database/database.ts'
import { listSignedDocuments } from '../../signing/index.ts'
import { partIds } from '../joined/parts.ts'
import { isSigned } from '../slips/signed-file.ts'
import { listSlips, slipNumber } from '../slips/store.ts'
import type { SlipForm } from '../slips/templates.ts'
import type { Dossier } from '../store.ts'
import { isElectronic } from './rules.ts'
import type { ResultVersion } from './store.ts'
import { type Correction, type Handover, listCorrections, listHandovers, listResults } from './store.ts'

/** A version with everything that became of it. */
export type ResultView = ResultVersion & {
  /** `waiting` for a signature; `none` exists on paper only. */
  readonly paper: 'signed' | 'waiting' | 'none'
  readonly correction: Correction | null
  readonly handovers: readonly Handover[]
}

/** A slip that was issued, by its number, and whether it carries its signatures. */
export type IssuedSlip = {
  readonly id: string
  readonly dossierId: string
  readonly form: SlipForm
  readonly number: string
  readonly happenedAt: Date
  readonly signed: boolean
}

/** The results of a dossier, of a whole those of its legs too: of each the version in force, then what it replaced. */
export async function resultViews(
  db: Connection,
  dossier: Pick<Dossier, 'id' | 'joinedVersionId'>,
): Promise<ResultView[]> {
  const views: ResultView[] = []
  for (const id of await partIds(db, dossier)) views.push(...(await viewsOf(db, id)))
  return views
}

async function viewsOf(db: Connection, dossierId: string): Promise<ResultView[]> {
  const results = await listResults(db, dossierId)
  if (results.length === 0) return []
  const [corrections, handovers, documents] = await Promise.all([
    listCorrections(db, dossierId),
    listHandovers(db, dossierId),
    listSignedDocuments(db, dossierId),
  ])
  return results.map((result) => {
    const document = documents.find((each) => each.id === result.signingId)
    return {
      ...result,
      paper: document && isSigned(document) ? 'signed' : isElectronic(result) ? 'waiting' : 'none',
      correction: corrections.findLast((each) => each.resultId === result.id) ?? null,
      handovers: handovers.filter((each) => each.resultId === result.id),
    }
  })
}

/** The slips that the citizen was given, oldest first; the control slip is the officers' own. */
export async function issuedSlips(db: Connection, dossierId: string): Promise<IssuedSlip[]> {
  const slips = (await listSlips(db, dossierId)).filter(({ form }) => form !== 'control')
  if (slips.length === 0) return []
  const documents = await listSignedDocuments(db, dossierId)
  return slips.map((slip) => {
    const document = documents.find((each) => each.id === slip.signingId)
    return {
      id: slip.id,
      dossierId,
      form: slip.form as SlipForm,
      number: slipNumber(slip),
      happenedAt: slip.happenedAt,
      signed: document !== undefined && isSigned(document),
    }
  })
}
