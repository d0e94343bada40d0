import type { Context } from '#platform/context.ts'
import { notFound } from '#platform/errors.ts'
import { getDraft } from '../actions/edit-draft.ts'
import { mayRead } from '../desk/reading.ts'
import { mayOwn } from '../policy.ts'
import { findResult, wasGiven } from '../results/store.ts'
import { signedHashOf } from '../slips/signed-file.ts'
import { findDossier } from '../store.ts'

export type FileToSend = {
  readonly hash: string
  readonly name: string
  readonly type: string
  readonly size: number
}

type Asked = { readonly id: string; readonly fileId: string }

/** A paper of one's own draft, or of a dossier that the asker may see; else 404. */
export async function findPaperFile(ctx: Context, { id, fileId }: Asked): Promise<FileToSend> {
  await maySeeFilesOf(ctx, id)
  const file = await ctx.db
    .selectFrom('dossiers.attachment')
    .select(['fileHash as hash', 'name', 'type', 'size'])
    .where('id', '=', fileId)
    .where('dossierId', '=', id)
    .executeTakeFirst()
  if (!file) throw fileMissing()
  return file
}

/**
 * The file of a result, as signed where it is; the applicant gets it once the dossier has been returned, and every version
 * of it from then on.
 */
export async function findResultFile(ctx: Context, { id, fileId }: Asked): Promise<FileToSend> {
  await maySeeFilesOf(ctx, id)
  const result = await findResult(ctx.db, fileId)
  const dossier = await findDossier(ctx.db, id)
  if (!result?.fileHash || !dossier || result.dossierId !== id) throw fileMissing()
  if (ctx.actor.kind === 'citizen' && !(await wasGiven(ctx.db, result, dossier))) throw fileMissing()
  const name = nameOf(result)
  const signed = await signedHashOf(ctx.db, result.signingId)
  if (signed) {
    return { hash: signed, name, type: 'application/pdf', size: await ctx.files.size(signed) }
  }
  const file = await ctx.db
    .selectFrom('platform.file')
    .select(['hash', 'type', 'size'])
    .where('hash', '=', result.fileHash)
    .executeTakeFirst()
  if (!file) throw fileMissing()
  return { ...file, name }
}

/** "Giấy khai sinh 147-2024.pdf": what the number has of signs that no file name bears is left out. */
function nameOf({ name, number }: { readonly name: string; readonly number: string }): string {
  return `${name} ${number}`.replaceAll(/[\\/:*?"<>|]/g, '-')
}

async function maySeeFilesOf(ctx: Context, id: string): Promise<void> {
  if (ctx.actor.kind !== 'citizen') {
    await mayRead(ctx.db, ctx.actor, id)
    return
  }
  const dossier = await findDossier(ctx.db, id)
  if (dossier) mayOwn(ctx.actor, dossier)
  else await getDraft(ctx.db, ctx, id)
}

function fileMissing() {
  return notFound('file.not_found', 'Không tìm thấy tệp. Hãy mở lại hồ sơ để lấy đường dẫn mới.')
}
