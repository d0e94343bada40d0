import type { Context } from '#platform/context.ts'
import { holds } from '#platform/permissions.ts'
import type { StateName } from '#web/components/badge/states.ts'
import type { SidenavGroup, SidenavLink } from '#web/components/sidenav/Sidenav.tsx'
import type { Locale } from '#web/locale.ts'
import { messagesFor } from '#web/messages/define.ts'
import { findAgency } from '../../../administration/index.ts'
import { countWaitingApologies } from '../../apology/queries.ts'
import { countQueues, type QueueCounts } from '../../desk/counts.ts'
import { type DueBounds, type QueueName, queuesOf, workScope } from '../../desk/queues.ts'
import { deskMessages } from './desk-messages.ts'
import { queueQuery } from './queue-params.ts'

export const DESK_PATH = '/ban-lam-viec'

const colours: Partial<Record<QueueName, StateName>> = {
  'mine-today': 'soon',
  'mine-overdue': 'late',
  'office-overdue': 'late',
  'mine-waiting': 'paused',
}

type Here = {
  readonly bounds: DueBounds
  readonly locale: Locale
  readonly queue?: QueueName
  readonly savedId?: string
  readonly place?: 'deadlines' | 'apologies' | 'digital' | 'register'
}

/** The side of the desk: one's own work, the office, the saved filters, each with how many wait. */
export async function deskNav(
  ctx: Context,
  here: Here,
): Promise<{ groups: SidenavGroup[]; counts: QueueCounts }> {
  const { locale, queue, savedId } = here
  const texts = messagesFor(locale, deskMessages)
  const counts = await countQueues(ctx.db, ctx.actor, here.bounds)
  const link = (name: QueueName): SidenavLink => {
    const count = counts.queues.get(name)
    const state = count ? colours[name] : undefined
    return {
      href: `${DESK_PATH}${queueQuery({ queue: name })}`,
      label: texts.queues[name],
      current: savedId === undefined && queue === name,
      ...(count === undefined ? {} : { count }),
      ...(state ? { state } : {}),
    }
  }
  // Before 1/7/2025 nothing is taken in for another place: the link comes with the first.
  const names = queuesOf(ctx.actor).filter(
    (name) => name !== 'sent-on' || name === queue || counts.queues.get(name) !== 0,
  )
  const own = names.filter((name) => name.startsWith('mine'))
  const office = names.filter((name) => !name.startsWith('mine'))
  const saved = counts.saved.map((filter) => ({
    href: `${DESK_PATH}${queueQuery({ savedId: filter.id })}`,
    label: filter.name,
    count: filter.count,
    current: savedId === filter.id,
  }))
  const law = await lawLinks(ctx, here)
  const groups = [
    { title: texts.myWork, links: own.map(link) },
    { title: await officeName(ctx, texts.wholeProvince), links: office.map(link) },
    { title: texts.law, links: law },
    { title: texts.savedFilters, links: saved },
  ]
  return { groups: groups.filter((group) => group.links.length > 0), counts }
}

/** The board of legal deadlines, the figures of digitising, and for who signs the apologies that wait. */
async function lawLinks(ctx: Context, { locale, place }: Here): Promise<SidenavLink[]> {
  const texts = messagesFor(locale, deskMessages)
  const board = { href: `${DESK_PATH}/han-luat`, label: texts.deadlines, current: place === 'deadlines' }
  const digital = { href: `${DESK_PATH}/so-hoa`, label: texts.digital, current: place === 'digital' }
  const book = { href: `${DESK_PATH}/so-theo-doi`, label: texts.register, current: place === 'register' }
  const always = holds(ctx.actor, 'dossier.receive') ? [digital, book] : [digital]
  if (!holds(ctx.actor, 'dossier.approve')) return [board, ...always]
  const count = await countWaitingApologies(ctx.db, ctx.actor)
  const apologies = {
    href: `${DESK_PATH}/xin-loi`,
    label: texts.apologies,
    current: place === 'apologies',
    count,
  }
  return [board, count > 0 ? { ...apologies, state: 'soon' } : apologies, ...always]
}

/** The office of the desk: the agency of the officer's main post, or the province for who reads all of it. */
async function officeName(ctx: Context, wholeProvince: string): Promise<string> {
  const { actor } = ctx
  if (actor.kind !== 'officer' || workScope(actor) === 'all') return wholeProvince
  return (await findAgency(ctx.db, actor.agencyId))?.shortName ?? actor.agencyId
}
