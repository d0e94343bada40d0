import type { Context } from '#platform/context.ts'
import { notFound } from '#platform/errors.ts'
import { brokenLinks, digestLog, endOf, findSeal, findSealBefore } from '#platform/events/seal.ts'
import { mayUse } from '#platform/permissions.ts'
import { administrationEvents } from '../events.ts'

/**
 * What a check found. `count`: events were added or taken away; `content`: one says something else; `chain`: a seal of
 * the days `broken` was replaced.
 */
export type Verdict = {
  readonly day: string
  readonly whole: boolean
  readonly fault: 'count' | 'content' | 'chain' | null
  readonly sealed: number
  readonly found: number
  readonly broken: readonly string[]
}

/** Kiểm tra sổ: hashes a closed day again and follows the chain of all seals. That it was checked is an event too. */
export async function verifyLog(ctx: Context, day: string): Promise<Verdict> {
  return ctx.db.transaction().execute(async (tx) => {
    mayUse(ctx.actor, 'event.read')
    const seal = await findSeal(tx, day)
    if (!seal) throw notFound('log.not_sealed', 'Ngày này chưa khóa sổ. Hãy chọn một ngày trong danh sách.')
    const from = endOf(await findSealBefore(tx, day))
    const { previousHash, events: sealed } = seal
    const { events: found, hash } = await digestLog(tx, { from, until: endOf(seal), previousHash })
    const broken = await brokenLinks(tx)
    const changed = hash !== seal.hash
    const fault = found !== sealed ? 'count' : changed ? 'content' : broken.length > 0 ? 'chain' : null
    const whole = fault === null
    await administrationEvents.append(tx, ctx, {
      name: 'log.verified',
      subjectId: `log:${day}`,
      data: { day, whole, sealed, found },
    })
    return { day, whole, fault, sealed, found, broken }
  })
}
