import { redirect } from 'react-router'
import type { Context } from '#platform/context.ts'
import { notFound } from '#platform/errors.ts'
import { PageTitle } from '#web/components/page-title/PageTitle.tsx'
import { Sidenav } from '#web/components/sidenav/Sidenav.tsx'
import { shellContext } from '#web/context.ts'
import { KeyHints } from '#web/keyboard/KeyHints.tsx'
import type { Locale } from '#web/locale.ts'
import { messagesFor, useMessages } from '#web/messages/define.ts'
import { shellMessages } from '#web/messages/shell.ts'
import { page, pageAction } from '#web/page.ts'
import { deleteFilter, saveFilter } from '../../desk/actions/save-filter.ts'
import { filterChoices } from '../../desk/filter-choices.ts'
import { countBuckets, listQueue } from '../../desk/queue.ts'
import { dueBounds, type QueueName, queuesOf } from '../../desk/queues.ts'
import type { SavedFilter } from '../../desk/saved-filters.ts'
import { listSavedFilters } from '../../desk/saved-filters.ts'
import type { Route } from './+types/queue.ts'
import { deskMessages } from './desk-messages.ts'
import { DESK_PATH, deskNav } from './desk-nav.ts'
import { chipsOf } from './filter-chips.ts'
import { QueueList } from './QueueList.tsx'
import { QueueToolbar } from './QueueToolbar.tsx'
import { queuePageMessages } from './queue-messages.ts'
import { type AskedQueue, queueQuery, readQueueParams } from './queue-params.ts'
import { groupRows } from './queue-view.ts'
import { workMessages } from './work-messages.ts'
import { workOfSlug } from './work-slugs.ts'

export const loader = page(async (ctx, { url, context }: Route.LoaderArgs) => {
  const { locale } = context.get(shellContext)
  const bounds = dueBounds(await ctx.calendar(), ctx.now())
  const asked = readQueueParams(url.searchParams, locale)
  const saved = await savedOf(ctx, asked)
  const queue = saved?.queue ?? openQueue(ctx, asked.queue)
  const filter = saved ? saved.filter : asked.filter
  const ask = { queue, filter, bounds, after: asked.after }
  const [{ groups: nav }, list, counts, choices] = await Promise.all([
    deskNav(ctx, { bounds, locale, queue, ...(saved ? { savedId: saved.id } : {}) }),
    listQueue(ctx.db, ctx.actor, ask),
    countBuckets(ctx.db, ctx.actor, ask),
    filterChoices(ctx),
  ])
  const here = queueQuery({ queue, filter, ...(saved ? { savedId: saved.id } : {}) })
  const filtered = Object.keys(filter).length > 0
  return {
    title: saved?.name ?? messagesFor(locale, deskMessages).queues[queue],
    saved: saved ? { id: saved.id } : null,
    queue,
    filter,
    wrong: asked.wrong ?? null,
    here,
    nav,
    choices,
    chips: chipsOf({ queue, filter, choices, locale }),
    total: queue === 'done' ? null : [...counts.values()].reduce((sum, count) => sum + count, 0),
    groups: await groupRows(ctx, list.rows, { bounds, locale, counts }),
    next: list.next === null ? null : `${DESK_PATH}${here}&sau=${list.next}`,
    first: asked.after === undefined ? null : `${DESK_PATH}${here}`,
    empty: filtered ? filteredOut(list.next) : queue === 'mine' ? ('mine' as const) : ('other' as const),
    works: bulkWorks(ctx),
    done: doneWords(url.searchParams, locale),
  }
})

/** What is done is looked through piece by piece: an empty page may have a next one. */
function filteredOut(next: string | null): 'filtered' | 'not-yet' {
  return next === null ? 'filtered' : 'not-yet'
}

/** Saves the filter on the page under a name, or drops a saved one. */
export const action = pageAction(async (ctx, { request, url }: Route.ActionArgs) => {
  const posted = await request.formData()
  const asked = readQueueParams(url.searchParams)
  const drop = posted.get('bo-loc')
  if (typeof drop === 'string' && drop !== '') {
    await deleteFilter(ctx, { id: drop })
    return redirect(DESK_PATH, 303)
  }
  const queue = openQueue(ctx, asked.queue)
  const saved = await saveFilter(ctx, {
    name: String(posted.get('ten') ?? '').slice(0, 60),
    queue,
    filter: asked.filter,
  })
  return redirect(`${DESK_PATH}${queueQuery({ savedId: saved.id })}`, 303)
})

/** What was just done with marked dossiers. */
function doneWords(params: URLSearchParams, locale: Locale): string | null {
  const work = workOfSlug(params.get('xong'))
  const count = Number(params.get('so'))
  if (!work || !Number.isInteger(count) || count < 1 || count > 100) return null
  const what = messagesFor(locale, workMessages).works[work].toLocaleLowerCase('vi')
  return messagesFor(locale, queuePageMessages).bulkDone(what, count)
}

function openQueue(ctx: Context, asked: QueueName | undefined): QueueName {
  const mine = queuesOf(ctx.actor)
  return asked && mine.includes(asked) ? asked : (mine[0] ?? 'office')
}

async function savedOf(ctx: Context, { savedId }: AskedQueue): Promise<SavedFilter | undefined> {
  if (savedId === undefined) return undefined
  const found = (await listSavedFilters(ctx.db, ctx.actor.id)).find((each) => each.id === savedId)
  if (!found) throw notFound('filter.not_found', 'Không tìm thấy bộ lọc này. Có thể nó đã được bỏ.')
  return found
}

/** What the officer may do with several dossiers somewhere; each dossier is asked again when it is done. */
function bulkWorks(ctx: Context) {
  const may = new Set<string>()
  if (ctx.actor.kind === 'officer') {
    for (const grant of ctx.actor.grants) for (const permission of grant.permissions) may.add(permission)
  }
  return {
    receive: may.has('dossier.receive'),
    'hand-over': ['dossier.receive', 'dossier.process', 'dossier.approve'].some((each) => may.has(each)),
    assign: may.has('dossier.assign'),
    'request-supplement': may.has('dossier.receive') || may.has('dossier.process'),
  }
}

export default function QueuePage({ loaderData, actionData }: Route.ComponentProps) {
  const texts = useMessages(queuePageMessages)
  const shell = useMessages(shellMessages)
  const { title, total, nav } = loaderData
  return (
    <>
      <PageTitle>{total === null ? title : texts.title(title, total)}</PageTitle>
      <Sidenav label={shell.queues} groups={nav} />
      <main className="workspace" id="noi-dung">
        <QueueToolbar {...loaderData} refusal={actionData?.refusal} />
        <QueueList key={loaderData.here} {...loaderData} />
        <KeyHints />
      </main>
    </>
  )
}
