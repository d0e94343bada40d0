import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors.ts'

const LOOKUPS_A_MINUTE = 10

/**
 * Counts a look-up by code and phone and refuses with 429 the eleventh of an address within a minute, whatever page or
 * route it comes by. Counted in the database, so that several web processes share one brake.
 */
export async function countLookup(ctx: Context): Promise<void> {
  const hash = createHash('sha256')
    .update(ctx.address ?? 'unknown')
    .digest('hex')
  const now = ctx.now()
  const minute = new Date(Math.floor(now.getTime() / 60_000) * 60_000)
  const times = await ctx.db.transaction().execute(async (tx) => {
    await tx
      .deleteFrom('dossiers.lookup')
      .where('minute', '<', new Date(now.getTime() - 3_600_000))
      .execute()
    const { rows } = await sql<{ times: number }>`
      insert into dossiers.lookup (address_hash, minute, times) values (${hash}, ${minute}, 1)
      on conflict (address_hash, minute) do update set times = lookup.times + 1
      returning times`.execute(tx)
    return rows[0]?.times ?? 1
  })
  if (times > LOOKUPS_A_MINUTE) {
    throw new Refusal(429, 'lookup.too_many', 'Bạn tra cứu quá nhiều lần. Hãy đợi một phút rồi thử lại.')
  }
}
