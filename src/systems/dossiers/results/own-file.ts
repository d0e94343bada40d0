import type { Context } from '#platform/context.ts'
import type { Connection } from '#platform/database/database.ts'
import { findKnownFile, type KnownFile } from '../../signing/index.ts'
import { partIds } from '../joined/parts.ts'
import { dossierMissing, findDossier } from '../store.ts'
import type { ResultState } from './schema.ts'
import { getResultOfToken, listResults, type ResultVersion } from './store.ts'

/** What a file in a stranger's hands is, beside the paper whose check page he is on. */
export type ToldFile = {
  /** `other` was issued too, but is not the version that was asked about. */
  readonly match: KnownFile['which'] | 'other' | 'none'
  readonly name: string | null
  /** Whether the version that the file is may still be relied on; null for a slip. */
  readonly state: ResultState | null
  /** The check page of that version, when it is another one than this. */
  readonly token: string | null
  /** Under which its signatures can be looked at. */
  readonly fileHash: string | null
}

const unknown: ToldFile = { match: 'none', name: null, state: null, token: null, fileHash: null }

type Posted = Uint8Array<ArrayBuffer>

/**
 * Holds a file against every version of the result that a check page is about, by its hash. Nothing of it is kept.
 * @throws Refusal 404 for a token that was never given
 */
export async function matchResultFile(ctx: Context, token: string, file: Posted): Promise<ToldFile> {
  const { db } = ctx
  const asked = await getResultOfToken(db, token)
  const hash = await hashOf(file)
  const known = await findKnownFile(db, { fileHash: hash, subjectIds: [asked.dossierId] })
  const line = asked.lineId ?? asked.id
  const version = (await listResults(db, asked.dossierId)).find(
    (each) => (each.lineId ?? each.id) === line && isFileOf(each, hash, known),
  )
  if (!version) return unknown
  const told = toldOf(version, hash, known)
  return version.id === asked.id ? { ...told, token: null } : { ...told, match: 'other' }
}

/**
 * Holds a file against every paper of the dossier that a check page is about: its slips and results, of a whole those of its
 * legs too. @throws Refusal 404 for a token that was never given
 */
export async function matchDossierFile(ctx: Context, token: string, file: Posted): Promise<ToldFile> {
  const { db } = ctx
  const row = await db
    .selectFrom('dossiers.dossier')
    .select(['id', 'wholeId'])
    .where('publicToken', '=', token)
    .executeTakeFirst()
  const dossier = row && (await findDossier(db, row.wholeId ?? row.id))
  if (!dossier) throw dossierMissing()
  const hash = await hashOf(file)
  const ids = await partIds(db, dossier)
  const known = await findKnownFile(db, { fileHash: hash, subjectIds: ids })
  if (!known) return unknown
  if (known.kind !== 'result')
    return { ...unknown, match: known.which, name: known.name, fileHash: shown(known, hash) }
  const version = await versionOf(db, ids, known)
  return version ? toldOf(version, hash, known) : unknown
}

async function versionOf(
  db: Connection,
  dossierIds: readonly string[],
  { documentId }: KnownFile,
): Promise<ResultVersion | undefined> {
  for (const id of dossierIds) {
    const found = (await listResults(db, id)).find(({ signingId }) => signingId === documentId)
    if (found) return found
  }
  return undefined
}

/** Not yet asked to be signed, a version is its file alone. */
function isFileOf(
  { signingId, fileHash }: ResultVersion,
  hash: string,
  known: KnownFile | undefined,
): boolean {
  return known ? signingId === known.documentId : fileHash === hash
}

function toldOf(version: ResultVersion, hash: string, known: KnownFile | undefined): ToldFile {
  const { name, number, state, publicToken } = version
  const fileHash = known ? shown(known, hash) : null
  return { match: known?.which ?? 'unsigned', name: `${name} ${number}`, state, token: publicToken, fileHash }
}

function shown({ which }: KnownFile, hash: string): string | null {
  return which === 'unsigned' ? null : hash
}

/** Beside the server's own thread: twenty megabytes take a while. */
async function hashOf(file: Posted): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', file)).toString('hex')
}
