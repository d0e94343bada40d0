import type { Context } from '#platform/context.ts'
import { keepFile } from '../../results/store.ts'
import { lockDossier, newPublicToken } from '../../store.ts'
import { makeVersion, rehearsed } from '../rehearse.ts'
import { insertPreview, type VersionWork } from '../store.ts'

type Preparing = { readonly id: string; readonly revision?: number | undefined; readonly work: VersionWork }

/**
 * Lập bản đính chính hoặc bản cấp lại để xem trước khi ký. Nothing is issued yet, so no event. Returns the id of the
 * preview.
 * @throws Refusal as `correctResult` and `reissueResult` would.
 */
export async function prepareVersion(ctx: Context, { id, revision, work }: Preparing): Promise<string> {
  return ctx.db.transaction().execute(async (tx) => {
    const dossier = await lockDossier(tx, id)
    const looked = { publicToken: newPublicToken() }
    await rehearsed(tx, () => makeVersion(tx, ctx, { id, revision, work, looked }))
    if (work.form === 'correction' && work.file) await keepFile(tx, work.file)
    return insertPreview(tx, ctx, { dossier, form: work.form, input: work })
  })
}
