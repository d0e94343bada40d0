import { useMemo } from 'react'
import { data, redirect, redirectDocument, useNavigate } from 'react-router'
import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { isRefusal } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { errorSummaryMessages } from '#web/components/error-summary/messages.ts'
import { PageTitle } from '#web/components/page-title/PageTitle.tsx'
import { shellContext } from '#web/context.ts'
import { KeyHints } from '#web/keyboard/KeyHints.tsx'
import { useKeys } from '#web/keyboard/Keys.tsx'
import type { Locale } from '#web/locale.ts'
import { messagesFor, useMessages } from '#web/messages/define.ts'
import { page, pageAction } from '#web/page.ts'
import type { Answered } from '#web/posted.ts'
import { lookIntoStore } from '../../../data-store/index.ts'
import {
  caseOf,
  feeNoteWords,
  feesFor,
  type ProcedureFile,
  prefillForm,
  promiseOfFiling,
} from '../../../procedures/index.ts'
import { hasKey } from '../../../signing/index.ts'
import { receiveDossier } from '../../actions/receive-dossier.ts'
import { refuseDossier } from '../../actions/refuse-dossier.ts'
import { recallApplicant } from '../../desk/actions/recall-applicant.ts'
import {
  type Counter,
  counterOffer,
  counterPages,
  counterProcedures,
  getCounter,
  levelAt,
  placeAt,
} from '../../desk/counter.ts'
import { mayRead } from '../../desk/reading.ts'
import { prepareSlip } from '../../previews/actions/prepare-slip.ts'
import { communeChoices } from '../../queries/filing.ts'
import { dueWords } from '../moments.ts'
import type { Route } from './+types/counter.ts'
import { CounterDone } from './CounterDone.tsx'
import { CounterForm } from './CounterForm.tsx'
import { CounterStart } from './CounterStart.tsx'
import { counterMessages } from './counter-messages.ts'
import { enterAtCounter, readRefusal, typedAnswers } from './counter-post.ts'
import { DESK_PATH } from './desk-nav.ts'
import { postedForm } from './posted-form.ts'
import { typedFields } from './posted-work.ts'
import { lookSlugs } from './work-slugs.ts'

export const loader = page(async (ctx, { url, context }: Route.LoaderArgs) => {
  const { locale } = context.get(shellContext)
  const counter = await getCounter(ctx)
  const [doneId, code] = [url.searchParams.get('xong'), url.searchParams.get('thu-tuc')]
  const who = (url.searchParams.get('nguoi') ?? '').slice(0, 40)
  if (doneId) return { at: counter.name, step: 'done' as const, done: await doneOf(ctx, doneId, locale) }
  if (code) {
    return {
      at: counter.name,
      step: 'form' as const,
      form: await formOf(ctx, counter, { code, who, locale }),
    }
  }
  const query = (url.searchParams.get('tim') ?? '').slice(0, 200)
  const procedures = await counterProcedures(ctx, counter, query)
  return {
    at: counter.name,
    step: 'start' as const,
    query,
    who,
    procedures: procedures.map(({ code: each, shortName, name, field }) => ({
      code: each,
      shortName,
      name,
      field,
    })),
  }
})

async function doneOf(ctx: Context, id: string, locale: Locale) {
  const dossier = await mayRead(ctx.db, ctx.actor, id)
  return {
    id,
    code: dossier.code,
    applicant: dossier.applicantName,
    procedure: dossier.procedureName,
    refused: dossier.state === 'refused' ? (dossier.closingReason ?? '') : null,
    promised: dossier.promisedAt ? dueWords(dossier.promisedAt, ctx.now(), locale) : null,
  }
}

async function formOf(
  ctx: Context,
  counter: Counter,
  { code, who, locale }: { code: string; who: string; locale: Locale },
) {
  const texts = messagesFor(locale, counterMessages)
  const offer = await counterOffer(ctx, counter, code)
  const procedure = offer.procedure.content
  const [recalled, communes, agencyId] = await Promise.all([
    recallApplicant(ctx, who),
    communeChoices(ctx),
    solverOf(ctx, { counter, procedure }),
  ])
  const offers = await storeOffers(ctx, {
    identityNumber: recalled?.applicant.identityNumber ?? who.replaceAll(/\D/g, ''),
    papers: procedure.papers,
    purpose: `Tiếp nhận hồ sơ “${procedure.shortName}”`,
  })
  const now = ctx.now()
  const cases = await Promise.all(
    procedure.limits.map(async (limit, index) => {
      const asked = {
        receivedAt: now,
        ...(agencyId ? { agencyId } : {}),
        ...caseOf(limit, index),
      }
      const promised = await promiseOfFiling(ctx, offer.procedure, asked)
      return {
        name: limit.case ?? '',
        promise: promised ? texts.promised(dueWords(promised.dueAt, now, locale)) : texts.noTerm,
      }
    }),
  )
  const fees = feesFor(procedure, { channel: 'direct', on: localDate(now) })
  const fee = feeNoteWords(fees, locale)
  return {
    id: newId(),
    code,
    name: procedure.name,
    shortName: procedure.shortName,
    pages: counterPages(offer.form.content),
    papers: procedure.papers.filter((paper) => paper.kind !== 'form'),
    offers,
    cases,
    communes,
    areaCode: counter.level === 'commune' ? counter.areaCode : '',
    anywhere: counter.deskId !== null,
    levels: counter.deskId === null ? [] : procedure.levels,
    level: levelAt(counter, procedure),
    recalled: recalled?.applicant ?? null,
    held: recalled ? prefillForm(offer.form.content, recalled.held).data : {},
    asked: who,
    ownKey: await hasKey(ctx.db, { kind: 'officer', id: ctx.actor.id }),
    fee: fees.free || fee === null ? null : texts.fee(fee),
  }
}

/** Who solves, for the promise beside the button; not known while the place of the matter is not. */
async function solverOf(
  ctx: Context,
  at: { counter: Counter; procedure: ProcedureFile },
): Promise<string | undefined> {
  const { agencyId } = await placeAt(ctx, at, {}).catch((error: unknown) => {
    if (isRefusal(error)) return { agencyId: undefined }
    throw error
  })
  return agencyId
}

/** What the citizen's store has of the papers: only by a whole identity number, and the citizen sees that it was looked up. */
async function storeOffers(ctx: Context, look: Parameters<typeof lookIntoStore>[1]) {
  if (!/^\d{12}$/.test(look.identityNumber)) return {}
  const offers = await lookIntoStore(ctx, look)
  return Object.fromEntries(
    [...offers].map(([paperId, items]) => [
      paperId,
      items.map(({ id, name, certifiedByName }) => ({ id, name, certified: certifiedByName !== null })),
    ]),
  )
}

export const action = pageAction(async (ctx, { request, url }: Route.ActionArgs) => {
  const posted = await request.formData()
  const code = url.searchParams.get('thu-tuc') ?? ''
  try {
    const { id, receivedAt, state } = await enterAtCounter(ctx, code, posted)
    const reason = readRefusal(postedForm(posted))
    const open = receivedAt === null && state !== 'refused'
    const work = posted.get('viec')
    if (open && (work === lookSlugs.receive || work === lookSlugs.refuse)) {
      const slip = reason === undefined ? { form: 'receipt' as const } : { form: 'refusal' as const, reason }
      const previewId = await prepareSlip(ctx, { id, work: slip })
      return redirectDocument(`/api/dossiers/${id}/previews/${previewId}`, 303)
    }
    // He came back from looking and does it at once.
    if (open) await (reason === undefined ? receiveDossier(ctx, { id }) : refuseDossier(ctx, { id, reason }))
    return redirect(`${DESK_PATH}/tiep-nhan?xong=${id}`, 303)
  } catch (error) {
    if (!isRefusal(error) || [401, 403, 404].includes(error.status)) throw error
    const offer = await counterOffer(ctx, await getCounter(ctx), code)
    const { message, fields, causes, status } = error
    const answers = typedAnswers(offer, posted)
    return data(
      { refusal: { code: error.code, message, fields, causes }, typed: typedFields(posted), answers },
      { status },
    )
  }
})

type CounterAnswered = Answered & { readonly answers?: Record<string, unknown> }

export default function CounterPage({ loaderData, actionData }: Route.ComponentProps) {
  const texts = useMessages(counterMessages)
  const errors = useMessages(errorSummaryMessages)
  const { refusal, typed, answers }: CounterAnswered = actionData ?? {}
  useCounterKeys()
  const title =
    loaderData.step === 'done'
      ? (loaderData.done.refused === null ? texts.done : texts.refused)(loaderData.done.code)
      : loaderData.step === 'form'
        ? `${texts.title}: ${loaderData.form.shortName}`
        : texts.title
  return (
    <main className="workspace" id="noi-dung">
      <PageTitle>{refusal ? `${errors.titlePrefix}${title}` : title}</PageTitle>
      <header className="toolbar">
        <h1>{title}</h1>
        <span className="soft sm">{texts.at(loaderData.at)}</span>
      </header>
      <div className="work-page stack">
        {loaderData.step === 'start' && <CounterStart {...loaderData} />}
        {loaderData.step === 'form' && (
          <CounterForm key={loaderData.form.code} {...loaderData.form} {...{ refusal, typed, answers }} />
        )}
        {loaderData.step === 'done' && <CounterDone {...loaderData.done} />}
      </div>
      <KeyHints />
    </main>
  )
}

function useCounterKeys(): void {
  const texts = useMessages(counterMessages)
  const navigate = useNavigate()
  const keys = useMemo(
    () => [
      { code: 'KeyN', label: texts.keyNew, hint: true, run: () => navigate('/ban-lam-viec/tiep-nhan') },
      { code: 'Escape', label: texts.keyQueue, hint: true, run: () => navigate('/ban-lam-viec') },
    ],
    [texts, navigate],
  )
  useKeys(keys)
}
