import type { Selectable } from 'kysely'
import type { Connection } from '#platform/database/database.ts'
import type { DossiersConsultation, DossiersSupplementRequest } from '#platform/database/tables.ts'
import {
  type Agency,
  type Area,
  findArea,
  findHotline,
  getAgency,
  type Hotline,
} from '../../administration/index.ts'
import { type ProcedureFile, procedureVersion } from '../../procedures/index.ts'
import { type Attachment, type Dossier, listAttachments } from '../store.ts'

/** An agency as the head of a paper names it: under its parent, at its place. */
export type Office = {
  readonly agency: Agency
  readonly parent: Agency | undefined
  readonly area: Area | undefined
}

/** What slips are made of: the dossier under its own version of the procedure, and the agencies that answer for it. */
export type Evidence = {
  readonly dossier: Dossier
  readonly procedure: ProcedureFile
  readonly reception: Office
  readonly solving: Office
  readonly hotline: Hotline | null
}

/** What a slip of that moment is made of; without a moment, as it is now. Whose it was then stays on its papers. */
export async function evidenceOf(db: Connection, dossier: Dossier, at?: Date): Promise<Evidence> {
  const place = (at && (await placeAt(db, dossier, at))) ?? dossier
  const [procedure, reception, solving, hotline] = await Promise.all([
    procedureVersion(db, dossier.procedureVersionId),
    officeOf(db, place.receptionAgencyId),
    officeOf(db, place.agencyId),
    findHotline(db),
  ])
  return { dossier, procedure: procedure.content, reception, solving, hotline }
}

type Place = { readonly agencyId: string; readonly receptionAgencyId: string }

/** Where the dossier lay then, when a reorganisation has moved it since. */
async function placeAt(db: Connection, { id, movedBy }: Dossier, at: Date): Promise<Place | undefined> {
  if (movedBy === null) return undefined
  const next = await db
    .selectFrom('platform.event')
    .select('data')
    .where('subjectId', '=', id)
    .where('name', '=', 'dossier.moved')
    .where('at', '>', at)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  const moved = next?.data as { fromAgencyId: string; fromReceptionAgencyId: string } | undefined
  return moved && { agencyId: moved.fromAgencyId, receptionAgencyId: moved.fromReceptionAgencyId }
}

/** @throws Refusal 404 for an agency that was never there. */
export async function officeOf(db: Connection, agencyId: string): Promise<Office> {
  const agency = await getAgency(db, agencyId)
  const [parent, area] = await Promise.all([
    agency.parentId ? getAgency(db, agency.parentId) : undefined,
    // A code that is used again meant another area while this agency was there.
    findArea(db, agency.areaCode, agency.validTo ?? undefined),
  ])
  return { agency, parent, area }
}

/** An event that a slip tells of: when, by whom, why. The log is the proof of who signed for what. */
export type ToldEvent = {
  readonly id: number
  readonly name: string
  readonly at: Date
  readonly actorKind: string
  readonly actorId: string
  readonly actorName: string
  readonly data: unknown
}

/** The event of a dossier by its id, or the last of these kinds. */
export function findEvent(
  db: Connection,
  dossierId: string,
  { names, id }: { names: readonly string[]; id?: number | undefined },
): Promise<ToldEvent | undefined> {
  let found = db
    .selectFrom('platform.event')
    .select(['id', 'name', 'at', 'actorKind', 'actorId', 'actorName', 'data'])
    .where('subjectId', '=', dossierId)
    .where('name', 'in', names)
  if (id !== undefined) found = found.where('id', '=', id)
  return found.orderBy('id', 'desc').limit(1).executeTakeFirst()
}

/** The request that was made at this moment. */
export function findSupplementRequest(
  db: Connection,
  dossierId: string,
  at: Date,
): Promise<Selectable<DossiersSupplementRequest> | undefined> {
  return db
    .selectFrom('dossiers.supplementRequest')
    .selectAll()
    .where('dossierId', '=', dossierId)
    .where('requestedAt', '<=', at)
    .orderBy('requestedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
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
 * The papers handed in until then, by the names the procedure gives them; the electronic form counts as one. Several
 * files of one paper are one line with their number.
 */
export async function papersOf(
  db: Connection,
  { dossier, procedure }: Evidence,
  until: Date,
): Promise<string[]> {
  const held = (await listAttachments(db, dossier.id)).filter((file) => file.addedAt <= until)
  const files = Map.groupBy(held, (file: Attachment) => file.paperId)
  const forms = procedure.papers.filter((paper) => paper.kind === 'form' && !files.has(paper.id))
  const filled = Object.keys(dossier.data).length > 0 ? forms.map((form) => `${form.name} (bản điện tử)`) : []
  const handedIn = [...files].map(([paperId, group]) => {
    const name = procedure.papers.find((paper) => paper.id === paperId)?.name ?? group[0]?.name ?? paperId
    return group.length > 1 ? `${name} (${group.length} tệp)` : name
  })
  return [...filled, ...handedIn]
}
