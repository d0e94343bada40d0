import { data, redirect } from 'react-router'
import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { isRefusal, notFound } from '#platform/errors.ts'
import { formatDate } from '#platform/text/index.ts'
import { Details } from '#web/components/disclosure/Details.tsx'
import { Papers } from '#web/components/lists/Lists.tsx'
import { shellContext } from '#web/context.ts'
import type { Locale } from '#web/locale.ts'
import { messagesFor, useMessages } from '#web/messages/define.ts'
import { page, pageAction } from '#web/page.ts'
import { refusalWords } from '#web/refusal-words.ts'
import { offersForCitizen } from '../../../data-store/index.ts'
import type { PaperRow } from '../../../procedures/index.ts'
import { attachPaper, removePaper } from '../../actions/attach-paper.ts'
import { missingPapers, needOf, OTHER_PAPER, PAPERS_PATH, REVIEW_PATH } from '../../filing-rules.ts'
import { reusePaper } from '../../papers/actions/reuse-paper.ts'
import { type Filing, getFiling } from '../../queries/filing.ts'
import type { Route } from './+types/papers.ts'
import { FilingFrame, StepButtons } from './FilingFrame.tsx'
import { frameOf, placeOf, stepHref } from './frame-data.ts'
import { filingMessages } from './messages.ts'
import { offerName, PaperField } from './PaperField.tsx'

export const loader = page(async (ctx, { params, context }: Route.LoaderArgs) => {
  const filing = await getFiling(ctx, params.id)
  const index = placeOf(filing, PAPERS_PATH)?.index
  if (index === undefined) throw notFound('draft.no_such_step', 'Thủ tục này không cần gửi giấy tờ.')
  return {
    frame: await frameOf(ctx, filing, { index, locale: context.get(shellContext).locale }),
    papers: filing.procedure.content.papers,
    offers: await offersFor(ctx, filing, context.get(shellContext).locale),
    files: filing.attachments.map(({ id, paperId, name, type, size }) => ({ id, paperId, name, type, size })),
  }
})

/** What the citizen's store has of these papers and is not in the draft yet. */
async function offersFor(ctx: Context, { procedure, attachments }: Filing, locale: Locale) {
  const texts = messagesFor(locale, filingMessages).papers
  const taken = new Set(attachments.map((file) => file.reusedFrom))
  const offers = await offersForCitizen(ctx, procedure.content.papers)
  return Object.fromEntries(
    [...offers].map(([paperId, items]) => [
      paperId,
      items
        .filter((item) => !taken.has(item.id))
        .map(({ id, name, source, createdAt }) => ({
          id,
          name,
          note: texts.stored[source](formatDate(localDate(createdAt))),
        })),
    ]),
  )
}

/**
 * Keeps every chosen file whatever button was pressed, so that nobody loses one by pressing the wrong one. One that is
 * refused stands beside its paper; the others are kept.
 */
export const action = pageAction(async (ctx, { params, request, context }: Route.ActionArgs) => {
  const posted = await request.formData()
  const filing = await getFiling(ctx, params.id)
  const removed = posted.get('bo')
  if (typeof removed === 'string') await removePaper(ctx, { id: params.id, attachmentId: removed })
  const { kept, errors } = await keepFiles(ctx, filing, { posted, locale: context.get(shellContext).locale })
  if (Object.keys(errors).length > 0) return data({ errors, nothing: false, missing: [] }, { status: 422 })
  const here = stepHref(params.id, PAPERS_PATH)
  if (typeof removed === 'string') return redirect(here, 303)
  if (posted.has('tai-len')) {
    return kept > 0 ? redirect(here, 303) : data({ errors: {}, nothing: true, missing: [] }, { status: 422 })
  }
  if (posted.has('de-sau')) return redirect('/ho-so', 303)
  const { attachments, procedure, steps } = await getFiling(ctx, params.id)
  const missing = missingPapers(procedure.content.papers, attachments)
  if (missing.length > 0) {
    return data({ errors: {}, nothing: false, missing: missing.map(({ id }) => id) }, { status: 422 })
  }
  const next = steps[steps.findIndex(({ path }) => path === PAPERS_PATH) + 1]
  return redirect(stepHref(params.id, next?.path ?? REVIEW_PATH), 303)
})

/** The name of the file input of a paper. */
function inputName(paperId: string): string {
  return `tep-${paperId}`
}

type Posted = { readonly posted: FormData; readonly locale: Locale }

async function keepFiles(ctx: Context, filing: Filing, { posted, locale }: Posted) {
  const errors: Record<string, string> = {}
  let kept = 0
  for (const paperId of [...filing.procedure.content.papers.map(({ id }) => id), OTHER_PAPER]) {
    for (const itemId of posted.getAll(offerName(paperId))) {
      await mending(paperId, () => reusePaper(ctx, { id: filing.draft.id, paperId, itemId: String(itemId) }))
    }
    for (const file of posted.getAll(inputName(paperId))) {
      if (!(file instanceof File) || (file.size === 0 && file.name === '')) continue
      const bytes = new Uint8Array(await file.arrayBuffer())
      const upload = { id: filing.draft.id, paperId, name: file.name, bytes }
      await mending(paperId, () => attachPaper(ctx, upload), `${file.name}: `)
    }
  }
  return { kept, errors }

  async function mending(paperId: string, keep: () => Promise<unknown>, about = ''): Promise<void> {
    try {
      await keep()
      kept += 1
    } catch (error) {
      if (!isRefusal(error) || ![413, 422].includes(error.status)) throw error
      errors[inputName(paperId)] = `${about}${refusalWords(error, locale).message}`
    }
  }
}

export default function PapersStep({ loaderData, actionData }: Route.ComponentProps) {
  const { frame, papers, files, offers } = loaderData
  const texts = useMessages(filingMessages)
  const refusal = actionData && 'refusal' in actionData ? actionData.refusal : undefined
  const result = actionData && 'errors' in actionData ? actionData : undefined
  const missing: readonly string[] = result?.missing ?? []
  const errors: Record<string, string> = { ...result?.errors }
  for (const paper of papers) {
    if (missing.includes(paper.id)) errors[inputName(paper.id)] = texts.papers.missing(paper.name)
  }
  const message = refusal?.message ?? (result?.nothing ? texts.papers.nothingChosen : undefined)
  const other: PaperRow = {
    id: OTHER_PAPER,
    name: texts.papers.other,
    copies: 1,
    kind: 'submit',
    required: false,
  }
  const settled = papers.flatMap((paper) => {
    const need = needOf(paper)
    const held = need === 'form' ? texts.papers.form : paper.replacedBy && texts.papers.held[paper.replacedBy]
    return need === 'form' || need === 'held' ? [{ id: paper.id, title: paper.name, held }] : []
  })
  const optional = [...papers.filter((paper) => needOf(paper) === 'optional'), other]
  return (
    <FilingFrame frame={frame} title={texts.papers.title} {...{ errors, message }} multipart>
      <p className="soft">{texts.papers.intro}</p>
      {settled.length > 0 && (
        <section className="stack" aria-labelledby="khong-phai-gui">
          <h2 id="khong-phai-gui">{texts.papers.settled}</h2>
          <Papers papers={settled} />
        </section>
      )}
      <h2>{texts.papers.toSend}</h2>
      {papers.filter((paper) => needOf(paper) === 'required').map(fieldOf)}
      <Details summary={texts.papers.more(optional.length)} open={optional.some(isTouched)}>
        <div className="stack stack-lg">{optional.map(fieldOf)}</div>
      </Details>
      <StepButtons />
    </FilingFrame>
  )

  function isTouched({ id }: PaperRow): boolean {
    return (
      errors[inputName(id)] !== undefined ||
      files.some((file) => file.paperId === id) ||
      (offers[id] ?? []).length > 0
    )
  }

  function fieldOf(paper: PaperRow) {
    return (
      <PaperField
        key={paper.id}
        paper={paper}
        offers={offers[paper.id] ?? []}
        need={needOf(paper)}
        name={inputName(paper.id)}
        files={files.filter((file) => file.paperId === paper.id)}
        draftId={frame.id}
        error={errors[inputName(paper.id)]}
      />
    )
  }
}
