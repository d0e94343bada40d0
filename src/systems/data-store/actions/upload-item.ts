import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors.ts'
import { acceptUpload } from '#platform/files/accept-upload.ts'
import { normalise } from '#platform/text/index.ts'
import { readKinds } from '../kinds.ts'
import type { Item } from '../schema.ts'
import { items } from '../store.ts'
import { keepItem } from './keep-item.ts'

/** Enough for the papers of a life; more is a disk. */
const MAX_OWN = 200

type Upload = { readonly kind?: string | undefined; readonly paperName: string; readonly bytes: Uint8Array }

/** A citizen puts a paper into his own store. Nobody has compared it with the paper: an officer still does when it is used. */
export async function uploadItem(ctx: Context, upload: Upload): Promise<Item> {
  const { actor } = ctx
  if (actor.kind !== 'citizen') {
    throw new Refusal(403, 'item.not_citizen', 'Chỉ chủ kho tải giấy tờ lên kho của mình.')
  }
  const paperName = normalise(upload.paperName).slice(0, 120)
  if (paperName === '') {
    const message = 'Ghi tên giấy tờ, ví dụ “Giấy khám sức khỏe”'
    throw new Refusal(422, 'item.no_name', message, { 'ten-giay': message })
  }
  const file = await acceptUpload(ctx.files, upload.bytes)
  return ctx.db.transaction().execute(async (tx) => {
    await tx
      .insertInto('platform.file')
      .values(file)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    const kinds = await readKinds(tx)
    const kind = upload.kind ? kinds.ofPaper({ id: upload.kind, name: paperName }) : kinds.ofResult(paperName)
    const owner = { identityNumber: actor.identityNumber, name: actor.name }
    const item = await keepItem(tx, ctx, { owner, kind, paperName, file, source: 'upload' })
    const own = await items(tx)
      .where('storeId', '=', item.storeId)
      .where('source', '=', 'upload')
      .where('state', '=', 'valid')
      .execute()
    if (own.length > MAX_OWN) {
      throw new Refusal(
        422,
        'item.too_many',
        `Kho giữ tối đa ${MAX_OWN} giấy tờ bạn tự tải lên. Hãy xóa bớt giấy tờ không còn dùng.`,
      )
    }
    return item
  })
}
