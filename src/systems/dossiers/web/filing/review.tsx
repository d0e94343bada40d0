import { data, redirect } from 'react-router'
import { localDate } from '#platform/calendar/index.ts'
import { isRefusal } from '#platform/errors.ts'
import { Icon } from '#web/components/icon/Icon.tsx'
import { shellContext } from '#web/context.ts'
import { useMessages } from '#web/messages/define.ts'
import { page, pageAction } from '#web/page.ts'
import { refusalWords } from '#web/refusal-words.ts'
import { feesFor, feeWords, formSummary } from '../../../procedures/index.ts'
import { submitDraft } from '../../actions/submit-dossier.ts'
import { type AuthorisedView, authorisedView } from '../../authorised.ts'
import { firstOpenStep, REVIEW_PATH } from '../../filing-rules.ts'
import { communeChoices, getFiling } from '../../queries/filing.ts'
import { authorisedMessages } from '../authorised-messages.ts'
import { fileWords } from '../size-words.ts'
import type { Route } from './+types/review.ts'
import { endsMessages } from './ends-messages.ts'
import { FilingFrame } from './FilingFrame.tsx'
import { type FilingFrameData, frameOf, placeOf, stepHref } from './frame-data.ts'
import { filingMessages } from './messages.ts'
import { ReviewSection } from './ReviewSection.tsx'

export const loader = page(async (ctx, { params, context }: Route.LoaderArgs) => {
  const filing = await getFiling(ctx, params.id)
  const { draft, procedure, form, attachments } = filing
  const asked = { form: form.content, papers: procedure.content.papers }
  const open = firstOpenStep(asked, draft.data, attachments)
  if (open) throw redirect(stepHref(draft.id, open.path), 303)
  const names = new Map((await communeChoices(ctx)).map(({ code, name }) => [code, name]))
  const { locale } = context.get(shellContext)
  const fees = feesFor(procedure.content, { channel: 'online', on: localDate(ctx.now()) })
  return {
    frame: await frameOf(ctx, filing, {
      index: placeOf(filing, REVIEW_PATH)?.index ?? 0,
      locale,
    }),
    answers: formSummary(form.content, draft.data as never, names),
    hasPapers: placeOf(filing, 'giay-to') !== undefined,
    files: attachments.map((file) => ({ id: file.id, name: file.name, words: fileWords(file) })),
    fees: {
      free: fees.free,
      lines: fees.lines.map((line) => ({
        name: line.name,
        rate: line.amount === null ? null : feeWords(line, locale),
        note: line.note,
      })),
    },
    delivery: {
      method: draft.resultMethod,
      address: draft.resultAddress,
      phone: draft.contactPhone,
      email: draft.contactEmail,
      caseName: draft.caseName,
      authorised: authorisedView(draft.authorised),
    },
  }
})

/** Files the dossier. A second press leads to the same confirmation, because the draft's id is the dossier's. */
export const action = pageAction(async (ctx, { params, request, context }: Route.ActionArgs) => {
  const posted = await request.formData()
  if (!posted.has('cam-doan')) {
    await getFiling(ctx, params.id)
    return data({ undeclared: true, renew: undefined }, { status: 422 })
  }
  try {
    const dossier = await submitDraft(ctx, { id: params.id, revision: Number(posted.get('revision')) })
    return redirect(`/ho-so/da-nop/${dossier.code}`, 303)
  } catch (error) {
    if (isRefusal(error) && error.code === 'draft.form_changed') {
      return data(
        { undeclared: false, renew: refusalWords(error, context.get(shellContext).locale).message },
        { status: 409 },
      )
    }
    throw error
  }
})

type Delivery = {
  method: 'online' | 'counter' | 'post'
  address: string | null
  phone: string | null
  email: string | null
  caseName: string | null
  authorised: AuthorisedView | null
}

export default function ReviewStep({ loaderData, actionData }: Route.ComponentProps) {
  const { frame, answers, hasPapers, files, fees, delivery } = loaderData
  const texts = useMessages(filingMessages).review
  const refusal = actionData && 'refusal' in actionData ? actionData.refusal : undefined
  const result = actionData && 'undeclared' in actionData ? actionData : undefined
  const errors: Record<string, string> = result?.undeclared
    ? { 'cam-doan': texts.declareMissing }
    : { ...refusal?.fields }
  const message = refusal?.code === 'draft.changed' ? texts.changed : (refusal?.message ?? result?.renew)
  return (
    <FilingFrame frame={frame} title={texts.title} {...{ errors, message }}>
      {result?.renew && <a href={`/nop/${frame.procedureCode}`}>{texts.renew}</a>}
      {answers.map(({ page: { id, title }, rows }) => (
        <ReviewSection
          key={id}
          title={title}
          href={`${stepHref(frame.id, id)}?ve=${REVIEW_PATH}`}
          rows={rows}
        />
      ))}
      {hasPapers && <Files frame={frame} files={files} />}
      <DeliverySection frame={frame} delivery={delivery} />
      <Fees fees={fees} />
      <Declaration error={errors['cam-doan']} />
      <p className="row">
        <button type="submit" className="button">
          {texts.submit}
        </button>
      </p>
    </FilingFrame>
  )
}

type FileLine = { readonly id: string; readonly name: string; readonly words: string }

function Files({ frame, files }: { frame: FilingFrameData; files: readonly FileLine[] }) {
  const texts = useMessages(filingMessages).review
  const rows = files.map(({ id, name, words }) => ({ field: id, label: name, value: words }))
  return (
    <ReviewSection title={texts.papers} href={stepHref(frame.id, 'giay-to')} rows={rows}>
      {rows.length === 0 && texts.noPapers}
    </ReviewSection>
  )
}

function DeliverySection({ frame, delivery }: { frame: FilingFrameData; delivery: Delivery }) {
  const { review, delivery: texts } = useMessages(filingMessages)
  const { start } = useMessages(endsMessages)
  const words = useMessages(authorisedMessages)
  const { authorised: acting } = delivery
  const method = { online: texts.online, counter: texts.counter, post: texts.post }[delivery.method]
  return (
    <ReviewSection
      title={review.delivery}
      href={stepHref(frame.id, 'nhan-ket-qua')}
      rows={[
        ...(delivery.caseName ? [{ field: 'truong-hop', label: review.case, value: delivery.caseName }] : []),
        ...(frame.deskName ? [{ field: 'mot-cua', label: start.desk, value: frame.deskName }] : []),
        { field: 'cach-nhan', label: texts.title, value: method },
        ...(delivery.method === 'post'
          ? [{ field: 'dia-chi', label: texts.address, value: delivery.address ?? '' }]
          : []),
        { field: 'dien-thoai', label: texts.phone, value: delivery.phone ?? '' },
        { field: 'thu-dien-tu', label: texts.email, value: delivery.email ?? '' },
        ...(acting
          ? [
              {
                field: 'uy-quyen',
                label: words.title,
                value: `${acting.name}, ${acting.identityNumber}. ${acting.paper}`,
              },
            ]
          : []),
      ]}
    />
  )
}

type ShownFees = {
  readonly free: boolean
  readonly lines: readonly { name: string; rate: string | null; note: string | null }[]
}

function Fees({ fees }: { fees: ShownFees }) {
  const texts = useMessages(filingMessages).review
  const rows = fees.lines.map(({ name, rate, note }) => ({
    field: name,
    label: name,
    value: [rate ?? texts.feeOpen, note].filter(Boolean).join('. '),
  }))
  return (
    <ReviewSection title={texts.fee} rows={rows}>
      {fees.free ? texts.free : texts.feeNote}
    </ReviewSection>
  )
}

function Declaration({ error }: { error: string | undefined }) {
  const texts = useMessages(filingMessages).review
  return (
    <div className="field" data-invalid={error ? '' : undefined}>
      {error && (
        <p className="field-error" id="cam-doan-error">
          <Icon name="alert" />
          <span>{error}</span>
        </p>
      )}
      <label className="choice">
        <input
          type="checkbox"
          id="cam-doan"
          name="cam-doan"
          value="1"
          aria-describedby={error ? 'cam-doan-error' : undefined}
        />
        <span>{texts.declare}</span>
      </label>
    </div>
  )
}
