import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors.ts'
import { mayUse } from '#platform/permissions.ts'
import { contentHash, publish } from '../catalogue.ts'
import { reviewEdition } from '../edition.ts'
import { lockCatalogue, recountSearchTerms } from '../store.ts'

/** What an administrator hands in: the row as JSON text and the decision that publishes it. */
export type Edition = { readonly text: string; readonly legalAct: string }

export type Published = { readonly code: string; readonly versionId: string; readonly number: number }

/**
 * Công bố thủ tục: makes an edited row the next version of its procedure, in force from its `validFrom`; the version
 * before ends on the day before. It must pass every check of the province files. Dossiers that were filed keep theirs.
 */
export async function publishProcedure(ctx: Context, { text, legalAct }: Edition): Promise<Published> {
  return ctx.db.transaction().execute(async (tx) => {
    await lockCatalogue(tx)
    mayUse(ctx.actor, 'procedure.manage')
    const { content, problems, last } = await reviewEdition(tx, text)
    if (content === undefined || problems.length > 0) {
      throw new Refusal(422, 'procedure.invalid', 'Nội dung chưa công bố được. Hãy sửa các dòng được nêu.', {
        text: problems.map(({ line, reason }) => `Dòng ${line}: ${reason}`).join('\n'),
      })
    }
    if (last && last.hash === contentHash(content)) {
      throw new Refusal(409, 'procedure.unchanged', 'Nội dung giống phiên bản hiện có. Hãy sửa rồi công bố.')
    }
    const versionId = await publish<'procedure'>(tx, ctx, {
      kind: 'procedure',
      code: content.code,
      content,
      validFrom: content.validFrom,
      sourceHash: null,
      legalAct,
      last,
    })
    await recountSearchTerms(tx)
    return { code: content.code, versionId, number: (last?.number ?? 0) + 1 }
  })
}
