import type { Connection } from '#platform/database/database.ts'
import { notFound } from '#platform/errors.ts'
import { findVersion, findVersionAt, listVersions } from './store.ts'
import type {
  FormVersion,
  JoinedVersion,
  Offer,
  ProcedureVersion,
  ProcessVersion,
  Version,
  VersionKind,
} from './versions.ts'

/** The version of a procedure that holds on a day (yyyy-MM-dd), if one does. */
export function procedureAt(
  db: Connection,
  code: string,
  date: string,
): Promise<ProcedureVersion | undefined> {
  return findVersionAt(db, 'procedure', { code, date })
}

/** The version of a procedure that holds on a day; refuses with 404 what is unknown or not in force. */
export async function getProcedureAt(db: Connection, code: string, date: string): Promise<ProcedureVersion> {
  const found = await procedureAt(db, code, date)
  if (found) return found
  throw notFound(
    'procedure.not_found',
    'Không có thủ tục đang có hiệu lực với mã này. Hãy tìm lại theo tên việc bạn cần làm.',
  )
}

/**
 * What a dossier that is filed on a day (yyyy-MM-dd) is filed under: the versions of procedure, form and process that
 * hold then. Refuses with 404 a procedure that is not in force.
 */
export async function getOffer(db: Connection, code: string, date: string): Promise<Offer> {
  const procedure = await getProcedureAt(db, code, date)
  const [form, process] = await Promise.all([
    findVersionAt(db, 'form', { code: procedure.content.form, date }),
    findVersionAt(db, 'process', { code: procedure.content.process, date }),
  ])
  if (!form || !process) {
    throw new Error(`Procedure ${code} has no ${form ? 'process' : 'form'} in force on ${date}`)
  }
  return { procedure, form, process }
}

/** The procedure version that a dossier keeps. */
export function procedureVersion(db: Connection, id: string): Promise<ProcedureVersion> {
  return kept(db, 'procedure', id)
}

/** The form version that a dossier keeps. */
export function formVersion(db: Connection, id: string): Promise<FormVersion> {
  return kept(db, 'form', id)
}

/** The process version that a dossier keeps. */
export function processVersion(db: Connection, id: string): Promise<ProcessVersion> {
  return kept(db, 'process', id)
}

/** The bundle in force on a day (yyyy-MM-dd) for a procedure that crosses agencies; undefined for any other procedure. */
export function joinedAt(db: Connection, code: string, date: string): Promise<JoinedVersion | undefined> {
  return findVersionAt(db, 'joined', { code, date })
}

/** The version of the bundle that a whole dossier keeps. */
export function joinedVersion(db: Connection, id: string): Promise<JoinedVersion> {
  return kept(db, 'joined', id)
}

/** The offer of a leg: its procedure on a day, with the form and the process that the bundle names for it. */
export async function getLegOffer(
  db: Connection,
  leg: { readonly procedureCode: string; readonly form?: string; readonly process?: string },
  date: string,
): Promise<Offer> {
  const offer = await getOffer(db, leg.procedureCode, date)
  return {
    procedure: offer.procedure,
    form: leg.form === undefined ? offer.form : await inForce(db, 'form', { code: leg.form, date }),
    process:
      leg.process === undefined ? offer.process : await inForce(db, 'process', { code: leg.process, date }),
  }
}

/** The process that a bundle names for its first receiver. */
export async function processAt(db: Connection, code: string, date: string): Promise<ProcessVersion> {
  return inForce(db, 'process', { code, date })
}

async function inForce<K extends VersionKind>(
  db: Connection,
  kind: K,
  at: { code: string; date: string },
): Promise<Version<K>> {
  const found = await findVersionAt(db, kind, at)
  if (!found) throw new Error(`No ${kind} ${at.code} is in force on ${at.date}`)
  return found
}

/** Versions are never deleted: an id that leads nowhere is a bug of the caller. */
async function kept<K extends VersionKind>(db: Connection, kind: K, id: string): Promise<Version<K>> {
  const found = await findVersion(db, kind, id)
  if (!found) throw new Error(`No ${kind} version ${id}`)
  return found
}

/** All versions of a procedure, the newest first; refuses with 404 a code that never was. */
export async function getVersions(db: Connection, code: string): Promise<ProcedureVersion[]> {
  const versions = await listVersions(db, 'procedure', code)
  if (versions.length > 0) return versions
  throw notFound('procedure.not_found', 'Không có thủ tục với mã này. Hãy xem lại danh sách.')
}
