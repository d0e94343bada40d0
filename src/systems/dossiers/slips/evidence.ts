import type { Selectable } from 'kysely'
import type { Connection } from '#platform/database/database.ts'
import type {
  DossiersConsultation,
  DossiersStage,
  DossiersSupplementRequest,
} from '#platform/database/tables.ts'
import { type Agency, type Area, findArea, getAgency } from '../../administration/index.ts'
import { type ProcedureFile, procedureVersion } from '../../procedures/index.ts'
import type { DossierEventName } from '../events.ts'
import { type Attachment, type Dossier, listAttachments } from '../store.ts'

/** What slips are made of: the dossier under its own version of the procedure, and the agencies that answer for it. */
export type Evidence = {
  readonly dossier: Dossier
  readonly procedure: ProcedureFile
  readonly reception: Agency
  readonly parent: Agency | undefined
  readonly area: Area | undefined
  readonly agency: Agency
}

export async function evidenceOf(db: Connection, dossier: Dossier): Promise<Evidence> {
  const [procedure, reception, agency] = await Promise.all([
    procedureVersion(db, dossier.procedureVersionId),
    getAgency(db, dossier.receptionAgencyId),
    getAgency(db, dossier.agencyId),
  ])
  const [parent, area] = await Promise.all([
    reception.parentId ? getAgency(db, reception.parentId) : undefined,
    findArea(db, reception.areaCode),
  ])
  return { dossier, procedure: procedure.content, reception, parent, area, agency }
}

/** The last event of a kind: when, by whom, why. The log is the proof of who signed for what. */
export async function lastEvent(
  db: Connection,
  dossierId: string,
  name: DossierEventName,
): Promise<{ at: Date; actorKind: string; actorName: string; data: unknown } | undefined> {
  return db
    .selectFrom('platform.event')
    .select(['at', 'actorKind', 'actorName', 'data'])
    .where('subjectId', '=', dossierId)
    .where('name', '=', name)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export function lastSupplementRequest(
  db: Connection,
  dossierId: string,
): Promise<Selectable<DossiersSupplementRequest> | undefined> {
  return db
    .selectFrom('dossiers.supplementRequest')
    .selectAll()
    .where('dossierId', '=', dossierId)
    .orderBy('requestedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export function listStages(db: Connection, dossierId: string): Promise<Selectable<DossiersStage>[]> {
  return db
    .selectFrom('dossiers.stage')
    .selectAll()
    .where('dossierId', '=', dossierId)
    .orderBy('id')
    .execute()
}

export function listConsultations(
  db: Connection,
  dossierId: string,
): Promise<Selectable<DossiersConsultation>[]> {
  return db
    .selectFrom('dossiers.consultation')
    .selectAll()
    .where('dossierId', '=', dossierId)
    .orderBy('askedAt')
    .execute()
}

/**
 * The papers handed in, by the names the procedure gives them; the electronic form counts as one. Several files of one
 * paper are one line with their number.
 */
export async function papersOf(db: Connection, { dossier, procedure }: Evidence): Promise<string[]> {
  const files = Map.groupBy(await listAttachments(db, dossier.id), (file: Attachment) => file.paperId)
  const forms = procedure.papers.filter((paper) => paper.kind === 'form' && !files.has(paper.id))
  const filled = Object.keys(dossier.data).length > 0 ? forms.map((form) => `${form.name} (bản điện tử)`) : []
  const handedIn = [...files].map(([paperId, group]) => {
    const name = procedure.papers.find((paper) => paper.id === paperId)?.name ?? group[0]?.name ?? paperId
    return group.length > 1 ? `${name} (${group.length} tệp)` : name
  })
  return [...filled, ...handedIn]
}
