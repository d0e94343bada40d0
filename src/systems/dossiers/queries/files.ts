import type { Context } from '#platform/context.ts'
import { notFound } from '#platform/errors.ts'
import { getDraft } from '../actions/edit-draft.ts'
import { mayRead } from '../desk/reading.ts'
import { mayOwn } from '../policy.ts'
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

/** The file of a result; the applicant gets it once it has been returned. */
export async function findResultFile(ctx: Context, { id, fileId }: Asked): Promise<FileToSend> {
  await maySeeFilesOf(ctx, id)
  let found = ctx.db
    .selectFrom('dossiers.result as result')
    .innerJoin('platform.file as file', 'file.hash', 'result.fileHash')
    .select(['file.hash', 'file.type', 'file.size', 'result.name'])
    .where('result.id', '=', fileId)
    .where('result.dossierId', '=', id)
  if (ctx.actor.kind === 'citizen') found = found.where('result.handedOverAt', 'is not', null)
  const file = await found.executeTakeFirst()
  if (!file) throw fileMissing()
  return file
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
