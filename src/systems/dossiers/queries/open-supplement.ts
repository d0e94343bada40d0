import { startClock } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors.ts'
import { findAgency } from '../../administration/index.ts'
import { limitUnder } from '../../procedures/index.ts'
import { type LegRequest, legPaperId, legRequests } from '../joined/supplements.ts'
import type { Plan } from '../plan.ts'
import { planOf } from '../plan.ts'
import type { SupplementItem } from '../schema.ts'
import { type Attachment, type Dossier, findOpenRequest, listAttachments } from '../store.ts'
import { type CitedTerm, cited, termsOfDossier } from '../terms.ts'
import { getOwnDossier } from './citizen-queries.ts'

/** What is asked of the citizen, by when, and when the result would come if it were answered now. */
export type OpenSupplement = {
  readonly items: readonly SupplementItem[]
  readonly reason: string
  readonly requestedAt: Date
  readonly answerDueAt: Date
  /** The rule that gives the time to answer. */
  readonly term: CitedTerm
  readonly dueIfNow: Date | null
}

/** The request that waits for the citizen; of a whole what its legs ask, together. Null when nothing waits. */
export async function openSupplement(
  ctx: Context,
  dossier: Dossier,
  plan: Plan,
): Promise<OpenSupplement | null> {
  if (dossier.state !== 'awaiting-supplement' || dossier.suppliedAt) return null
  if (goesByLegs(dossier)) return together(ctx, await legRequests(ctx.db, dossier.id))
  const request = await findOpenRequest(ctx.db, dossier.id)
  if (!request) return null
  const [calendar, terms] = await Promise.all([ctx.calendar(dossier.agencyId), termsOfDossier(ctx, dossier)])
  const limit = dossier.clock?.limit ?? limitUnder(terms, plan.limit)
  return {
    reason: request.reason,
    requestedAt: request.requestedAt,
    answerDueAt: request.answerDueAt,
    items: request.items as unknown as SupplementItem[],
    term: cited(terms.rules['supplement-wait']),
    dueIfNow: limit === null ? null : startClock(calendar, limit, ctx.now()).dueAt,
  }
}

function goesByLegs({ joinedVersionId, receivedAt }: Dossier): boolean {
  return joinedVersionId !== null && receivedAt !== null
}

/** One list of what several agencies ask, each thing with who asks; the first day by which to answer counts. */
async function together(ctx: Context, requests: readonly LegRequest[]): Promise<OpenSupplement | null> {
  const [first] = requests
  if (!first) return null
  const items: SupplementItem[] = []
  for (const { leg, items: asked } of requests) {
    const agency = await findAgency(ctx.db, leg.agencyId)
    const asker = `${agency?.shortName ?? leg.agencyId}, phần ${leg.procedureName}`
    items.push(...asked.map((item) => ({ ...item, text: `${item.text} (${asker})` })))
  }
  return {
    items,
    reason: [...new Set(requests.map(({ reason }) => reason))].join('. '),
    requestedAt: first.requestedAt,
    answerDueAt: first.answerDueAt,
    term: cited((await termsOfDossier(ctx, first.leg)).rules['supplement-wait']),
    // The promise follows from the terms of all legs; it is told when the citizen has answered.
    dueIfNow: null,
  }
}

/** One thing that is asked for, with the files sent for it since; a thing without a paper of its own gets a name. */
export type AskedItem = {
  readonly paperId: string
  readonly text: string
  readonly files: readonly Pick<Attachment, 'id' | 'name' | 'type' | 'size'>[]
}

/** What the citizen has to send to complete the dossier; refuses with 409 when nothing is asked. */
export async function getOpenSupplement(ctx: Context, code: string) {
  const dossier = await getOwnDossier(ctx, code)
  const open = await openSupplement(ctx, dossier, await planOf(ctx, dossier))
  if (!open) {
    throw new Refusal(
      409,
      'supplement.not_asked',
      'Hồ sơ không còn chờ bổ sung. Hãy mở lại trang hồ sơ để xem tình trạng mới nhất.',
    )
  }
  const sent = (await listAttachments(ctx.db, dossier.id)).filter(({ addedAt }) => addedAt > open.requestedAt)
  const paperIds = goesByLegs(dossier)
    ? (await legRequests(ctx.db, dossier.id)).flatMap(({ leg, items }) =>
        items.map((_, index) => legPaperId(leg, index)),
      )
    : open.items.map(({ paperId }, index) =>
        `bo-sung-${index + 1}${paperId ? `-${paperId}` : ''}`.slice(0, 60),
      )
  const items = open.items.map(({ text }, index): AskedItem => {
    const paperId = paperIds[index] ?? ''
    return { paperId, text, files: sent.filter((file) => file.paperId === paperId) }
  })
  const { reason, answerDueAt, term } = open
  return { id: dossier.id, code, procedureName: dossier.procedureName, reason, answerDueAt, term, items }
}
