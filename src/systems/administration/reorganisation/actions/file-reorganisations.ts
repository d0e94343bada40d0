import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors.ts'
import { mayUse } from '#platform/permissions.ts'
import { administrationEvents } from '../../events.ts'
import { lockAdministration } from '../../store.ts'
import { fileHash } from '../file.ts'
import type { ReorganisationFile } from '../schema.ts'
import { saveFile, selectFiles } from '../store.ts'

/**
 * Keeps files to be tried and carried out, those that changed only; returns how many. A file that was carried out stays as
 * it was then: what a changed one says would not be what happened (409).
 */
export async function fileReorganisations(
  ctx: Context,
  files: readonly ReorganisationFile[],
): Promise<number> {
  return ctx.db.transaction().execute(async (tx) => {
    await lockAdministration(tx)
    mayUse(ctx.actor, 'agency.manage')
    const known = new Map((await selectFiles(tx)).map((file) => [file.id, file]))
    let written = 0
    for (const file of files) {
      const hash = fileHash(file)
      const before = known.get(file.id)
      if (before?.hash === hash) continue
      if (before?.carriedOut) {
        if (ctx.actor.kind === 'system') continue
        throw alreadyDone(file)
      }
      await saveFile(tx, { file, hash, at: ctx.now(), byName: ctx.actor.name })
      await administrationEvents.append(tx, ctx, {
        name: 'reorganisation.filed',
        subjectId: `reorganisation:${file.id}`,
        data: { id: file.id, name: file.name, date: file.date, hash },
      })
      written++
    }
    return written
  })
}

function alreadyDone({ id }: ReorganisationFile): Refusal {
  return new Refusal(
    409,
    'reorganisation.done',
    `Đợt sắp xếp ${id} đã chạy nên không thay tệp được nữa. Hãy đặt mã khác cho tệp mới.`,
    { file: 'Đặt mã (id) khác trong tệp' },
  )
}
