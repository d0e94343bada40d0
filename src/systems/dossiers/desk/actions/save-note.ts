import type { Context } from '#platform/context.ts'
import { normaliseLines } from '#platform/text/index.ts'
import { mayRead } from '../reading.ts'

/**
 * Ghi chú thẩm tra: what an officer writes for himself and his colleagues while he works; an empty one is taken away.
 * It saves itself every few seconds like a draft, so it appends no event. Never shown to the applicant.
 */
export async function saveNote(ctx: Context, { id, body }: { id: string; body: string }): Promise<Date> {
  return ctx.db.transaction().execute(async (tx) => {
    await mayRead(tx, ctx.actor, id)
    const now = ctx.now()
    const text = normaliseLines(body)
    if (text === '') {
      await tx
        .deleteFrom('dossiers.note')
        .where('dossierId', '=', id)
        .where('officerId', '=', ctx.actor.id)
        .execute()
      return now
    }
    const note = { body: text, officerName: ctx.actor.name, updatedAt: now }
    await tx
      .insertInto('dossiers.note')
      .values({ dossierId: id, officerId: ctx.actor.id, ...note })
      .onConflict((conflict) => conflict.columns(['dossierId', 'officerId']).doUpdateSet(note))
      .execute()
    return now
  })
}
