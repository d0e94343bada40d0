import type { Context } from '#platform/context.ts'
import {
  digestLog,
  endOf,
  FIRST_HASH,
  findSealBefore,
  insertSeal,
  lockSeals,
  type Seal,
} from '#platform/events/seal.ts'
import { mayUse } from '#platform/permissions.ts'
import { administrationEvents } from '../events.ts'

/**
 * Khóa sổ: closes a day (yyyy-MM-dd) of the event log with a hash over everything recorded since the seal before,
 * chained to it. A day that is closed, or lies before one that is, stays as it is: then null.
 */
export async function sealLog(ctx: Context, day: string): Promise<Seal | null> {
  return ctx.db.transaction().execute(async (tx) => {
    await lockSeals(tx)
    mayUse(ctx.actor, 'event.read')
    const last = await findSealBefore(tx)
    if (last && last.sealedOn >= day) return null
    const previousHash = last?.hash ?? FIRST_HASH
    const { events, hash, until } = await digestLog(tx, { from: endOf(last), previousHash })
    const seal: Seal = {
      sealedOn: day,
      events,
      hash,
      previousHash,
      sealedAt: ctx.now(),
      untilEpoch: until.epoch,
      untilXid: until.xid,
      untilId: until.id,
    }
    await insertSeal(tx, seal)
    await administrationEvents.append(tx, ctx, {
      name: 'log.sealed',
      subjectId: `log:${day}`,
      data: { day, events, hash },
    })
    return seal
  })
}
