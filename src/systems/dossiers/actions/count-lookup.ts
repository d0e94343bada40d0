import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { Refusal } from '#platform/errors.ts'

/** From one address. */
const LOOKUPS_A_MINUTE = 10
/** Of one dossier by the last four digits, from anywhere: ten thousand guesses would take two weeks. */
const GUESSES_AN_HOUR = 30

/**
 * Counts a look-up and refuses with 429 the eleventh of an address within a minute, and the thirty-first of one dossier
 * by four digits within an hour, whatever page or route it comes by; the whole phone number still opens it. Counted in
 * the database, so that several web processes share one brake.
 */
export async function countLookup(ctx: Context, asked: { code: string; phone: string }): Promise<void> {
  const guesses = /^\D*(\d\D*){4}$/.test(asked.phone)
  const code = asked.code.replaceAll(/\s/g, '').toUpperCase()
  const { fromHere, ofCode } = await ctx.db.transaction().execute(async (tx) => {
    await tx
      .deleteFrom('dossiers.lookup')
      .where('minute', '<', new Date(ctx.now().getTime() - HOUR_MS))
      .execute()
    return {
      fromHere: (await countUp(tx, ctx, `address ${ctx.address ?? 'unknown'}`)).inMinute,
      ofCode: guesses ? (await countUp(tx, ctx, `code ${code}`)).inHour : 0,
    }
  })
  if (fromHere > LOOKUPS_A_MINUTE) {
    throw new Refusal(429, 'lookup.too_many', 'Bạn tra cứu quá nhiều lần. Hãy đợi một phút rồi thử lại.')
  }
  if (ofCode > GUESSES_AN_HOUR) {
    throw new Refusal(
      429,
      'lookup.guessed',
      'Hồ sơ này vừa được tra cứu quá nhiều lần bằng 4 số cuối. Hãy nhập cả số điện thoại, hoặc gọi tổng đài của tỉnh.',
    )
  }
}

const HOUR_MS = 3_600_000

/** Only the hash of an address or code is kept, for an hour. */
async function countUp(
  tx: Transaction,
  ctx: Context,
  what: string,
): Promise<{ inMinute: number; inHour: number }> {
  const hash = createHash('sha256').update(what).digest('hex')
  const minute = new Date(Math.floor(ctx.now().getTime() / 60_000) * 60_000)
  const { rows } = await sql<{ inMinute: number; inHour: number }>`
    with counted as (
      insert into dossiers.lookup (address_hash, minute, times) values (${hash}, ${minute}, 1)
      on conflict (address_hash, minute) do update set times = lookup.times + 1
      returning times)
    select counted.times as in_minute, counted.times + coalesce((
        select sum(times) from dossiers.lookup where address_hash = ${hash} and minute <> ${minute}), 0)::int as in_hour
      from counted`.execute(tx)
  return rows[0] ?? { inMinute: 1, inHour: 1 }
}
