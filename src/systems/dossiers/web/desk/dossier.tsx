import { data, redirect, redirectDocument, type ShouldRevalidateFunctionArgs } from 'react-router'
import type { Context } from '#platform/context.ts'
import { isRefusal } from '#platform/errors.ts'
import { holds } from '#platform/permissions.ts'
import { errorSummaryMessages } from '#web/components/error-summary/messages.ts'
import { PageTitle } from '#web/components/page-title/PageTitle.tsx'
import { shellContext } from '#web/context.ts'
import { KeyHints } from '#web/keyboard/KeyHints.tsx'
import { useMessages } from '#web/messages/define.ts'
import { page, pageAction } from '#web/page.ts'
import type { Answered } from '#web/posted.ts'
import { lookIntoStore } from '../../../data-store/index.ts'
import { saveNote } from '../../desk/actions/save-note.ts'
import { revealIdentityNumber, viewDossier } from '../../desk/actions/view-dossier.ts'
import { whatHappened } from '../../desk/actions/work-in-bulk.ts'
import { type DeskDossier, readDeskDossier } from '../../desk/dossier-view.ts'
import { neighboursOf } from '../../desk/queue.ts'
import { dueBounds } from '../../desk/queues.ts'
import { listSavedFilters } from '../../desk/saved-filters.ts'
import { digitisingDuties } from '../../papers/duties.ts'
import { agenciesOf } from '../../policy.ts'
import type { Dossier } from '../../store.ts'
import type { Route } from './+types/dossier.ts'
import { AnswersPane } from './AnswersPane.tsx'
import { DossierHead } from './DossierHead.tsx'
import { shownAnswers, shownClock, shownFacts, shownPapers, slipsOf } from './dossier-data.ts'
import { shownHead } from './dossier-head.ts'
import { tellHistory } from './history-words.ts'
import { PapersPane } from './PapersPane.tsx'
import { postedForm } from './posted-form.ts'
import { postedPreviews } from './posted-preview.ts'
import { postedScans } from './posted-scan.ts'
import { lineOf, postedWorks, typedFields } from './posted-work.ts'
import { queueQuery, readQueueParams } from './queue-params.ts'
import { shownLegs } from './shown-legs.ts'
import { TimePane } from './TimePane.tsx'
import { choicesFor } from './work-choices.ts'
import { workOfSlug, workSlugs } from './work-slugs.ts'

export const loader = page(async (ctx, { params, url, context }: Route.LoaderArgs) => {
  const { locale } = context.get(shellContext)
  const now = ctx.now()
  const dossier = await viewDossier(ctx, { id: params.id })
  const desk = await readDeskDossier(ctx, dossier)
  const asked = workOfSlug(url.searchParams.get('viec'))
  const { primary, quiet, rare } = desk.works
  const open = [primary, ...quiet, ...rare]
  const work = asked && open.includes(asked) ? asked : null
  const asking = desk.consultations.map((each) => [each.agencyId, each.agencyName] as const)
  const agencyNames = new Map([...desk.agencyNames, ...asking])
  return {
    id: dossier.id,
    revision: dossier.revision,
    lastEvent: desk.history.at(-1)?.id ?? 0,
    head: shownHead(desk, { locale, done: workOfSlug(url.searchParams.get('xong')) }),
    way: await wayOf(ctx, dossier.id, url.searchParams),
    works: desk.works,
    work,
    asked: asked ?? null,
    choices: work ? await choicesFor(ctx, desk, { work, locale }) : null,
    answers: shownAnswers(desk, locale),
    notes: desk.notes.map(({ officerId, officerName, body }) => ({
      own: officerId === ctx.actor.id,
      name: officerName,
      body,
    })),
    papers: shownPapers(desk, { locale, mayConfirm: mayReceive(ctx, dossier) }),
    scans: await scansOf(ctx, desk, url.searchParams.has('kho')),
    paper: url.searchParams.get('giay'),
    clock: await shownClock(ctx, desk, locale),
    facts: shownFacts(desk, now, locale),
    history: tellHistory(desk.history, { now, agencyNames, locale }),
    eventIds: desk.history.map((event) => event.id),
    slips: slipsOf(desk),
    legs: shownLegs(desk, { now, locale }),
    resultMethod: dossier.resultMethod,
  }
})

function mayReceive({ actor }: Context, dossier: Dossier): boolean {
  return agenciesOf(dossier).some((agencyId) => holds(actor, 'dossier.receive', agencyId))
}

/** What a scan may be of, and what the citizen's store has once the officer asks for it; null on an ended dossier. */
async function scansOf(ctx: Context, { dossier, procedure, attachments }: DeskDossier, ask: boolean) {
  if (dossier.closedAt || !mayReceive(ctx, dossier)) return null
  const choices = procedure.papers
    .filter((paper) => paper.kind !== 'form' && paper.exempt !== 'classified')
    .map(({ id, name }) => ({ id, name }))
  const duties = await digitisingDuties(ctx.db, { dossier, procedure, attachments })
  const identityNumber = dossier.applicantIdentityNumber ?? ''
  const mayLook = /^\d{12}$/.test(identityNumber)
  if (!ask || !mayLook) return { choices, duties, store: null, mayLook }
  const purpose = `Giải quyết hồ sơ ${dossier.code}`
  const offers = await lookIntoStore(ctx, { identityNumber, papers: choices, purpose })
  const taken = new Set(attachments.flatMap((file) => [file.reusedFrom, file.storeItemId]))
  const store = choices.flatMap((paper) =>
    (offers.get(paper.id) ?? [])
      .filter((item) => !taken.has(item.id))
      .map(({ id, name }) => ({ paperId: paper.id, paper: paper.name, id, name })),
  )
  return { choices, duties, store, mayLook }
}

/** The way the officer came: the queue with its filter, and the dossiers beside this one. */
async function wayOf(ctx: Context, id: string, params: URLSearchParams) {
  const { queue, filter, savedId } = readQueueParams(params)
  const saved = savedId
    ? (await listSavedFilters(ctx.db, ctx.actor.id)).find((each) => each.id === savedId)
    : undefined
  const from = saved?.queue ?? queue
  const here = saved ? queueQuery({ savedId: saved.id }) : queueQuery({ queue, filter })
  const question = params.get('q') ?? ''
  if (from === undefined)
    return { here: '', question, queue: null, saved: null, previous: null, next: null, position: null }
  const bounds = dueBounds(await ctx.calendar(), ctx.now())
  const ask = { queue: from, filter: saved ? saved.filter : filter, bounds }
  const beside = await neighboursOf(ctx.db, ctx.actor, { ...ask, id })
  return { here, question: '', queue: from, saved: saved?.name ?? null, ...beside }
}

/** One form for each work; the note and the identity number have their own. */
export const action = pageAction(async (ctx, { params, request, url }: Route.ActionArgs) => {
  const posted = await request.formData()
  const { id } = params
  const slug = String(posted.get('viec') ?? '')
  if (slug === 'ghi-chu') {
    await saveNote(ctx, { id, body: String(posted.get('ghi-chu') ?? '').slice(0, 5000) })
    return redirect(`${url.pathname}${url.search}`, 303)
  }
  if (slug === 'xem-so') return { revealed: await reveal(ctx, id, posted) }
  const scan = postedScans[slug]
  if (scan) {
    await scan(ctx, id, postedForm(posted))
    url.searchParams.delete('kho')
    return redirect(`${url.pathname}${url.search}`, 303)
  }
  const work = workOfSlug(slug)
  const prepare = Object.hasOwn(postedPreviews, slug) ? postedPreviews[slug] : undefined
  if (!work && !prepare) return redirect(url.pathname, 303)
  const revision = Number(posted.get('revision')) || undefined
  try {
    if (prepare) {
      const previewId = await prepare(ctx, { id, revision }, postedForm(posted))
      return redirectDocument(`/api/dossiers/${id}/previews/${previewId}`, 303)
    }
    if (!work || work === 'apologise') return redirect(url.pathname, 303)
    await postedWorks[work](ctx, { id, revision }, postedForm(posted))
  } catch (error) {
    if (!isRefusal(error) || error.status === 401) throw error
    const { code, message, fields, causes, status } = await whatHappened(ctx.db, ctx, { id, refusal: error })
    if (status === 404) throw error
    const seen = Number(posted.get('seen')) || 0
    return data({ refusal: { code, message, fields, causes }, typed: typedFields(posted), seen }, { status })
  }
  const next = new URL(url)
  for (const name of ['viec', 'giay']) next.searchParams.delete(name)
  if (work) next.searchParams.set('xong', workSlugs[work])
  return redirect(`${next.pathname}${next.search}`, 303)
})

async function reveal(ctx: Context, id: string, posted: FormData): Promise<string> {
  const purpose = lineOf(posted, 'ly-do', 200)
  if (purpose.length < 5) throw postedForm(posted).wrong('ly-do', 'Ghi lý do, ít nhất 5 chữ cái')
  return (await revealIdentityNumber(ctx, { id, purpose })) ?? ''
}

/** After a conflict the page must show what changed; a refused field changes nothing. */
export function shouldRevalidate({
  actionStatus,
  defaultShouldRevalidate,
}: ShouldRevalidateFunctionArgs): boolean {
  return actionStatus === 409 || defaultShouldRevalidate
}

/** What comes back of a post that did not lead on. */
type DossierAnswered = Answered & { readonly seen?: number; readonly revealed?: string }

export default function DossierPage({ loaderData, actionData }: Route.ComponentProps) {
  const errors = useMessages(errorSummaryMessages)
  const { refusal, typed, seen, revealed }: DossierAnswered = actionData ?? {}
  const { head, clock } = loaderData
  const changed = seen === undefined ? [] : loaderData.history.filter((each) => Number(each.id) > seen)
  return (
    <main className="workspace" id="noi-dung">
      <PageTitle>{`${refusal ? errors.titlePrefix : ''}${head.title}, ${head.applicant}, ${clock.left}`}</PageTitle>
      <DossierHead {...loaderData} />
      <div className="panes">
        <AnswersPane key={loaderData.id} {...loaderData} {...{ revealed, refusal }} />
        <PapersPane
          key={`giay-${loaderData.id}`}
          {...loaderData}
          refusal={typed || refusal?.fields['ly-do'] ? undefined : refusal}
        />
        <TimePane {...loaderData} {...{ refusal, typed, changed }} />
      </div>
      <KeyHints />
    </main>
  )
}
