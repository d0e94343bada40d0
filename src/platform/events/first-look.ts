import { sql } from 'kysely'
import type { Context } from '../context.ts'
import type { Transaction } from '../database/database.ts'

const HOUR_MS = 3_600_000

type Look = { readonly name: string; readonly subjectId: string; readonly purpose: string }

/**
 * Whether this look into another's record is still to be noted: once an hour for an actor, a subject and a purpose, so
 * that turning pages does not fill the log. Two looks at the same moment come one after the other.
 */
export async function isFirstLook(tx: Transaction, ctx: Context, look: Look): Promise<boolean> {
  const { name, subjectId, purpose } = look
  await sql`select pg_advisory_xact_lock(hashtext(${`${name}:${subjectId}:${ctx.actor.id}`}))`.execute(tx)
  const seen = await tx
    .selectFrom('platform.event')
    .select('id')
    .where('subjectId', '=', subjectId)
    .where('name', '=', name)
    .where('actorId', '=', ctx.actor.id)
    .where('purpose', '=', purpose)
    .where('at', '>', new Date(ctx.now().getTime() - HOUR_MS))
    .executeTakeFirst()
  return seen === undefined
}
