import { Form, Link, redirect, redirectDocument, useNavigation } from 'react-router'
import { formatTime } from '#platform/text/index.ts'
import { Button } from '#web/components/button/Button.tsx'
import { ErrorSummary } from '#web/components/error-summary/ErrorSummary.tsx'
import { TextArea } from '#web/components/field/Field.tsx'
import { Facts } from '#web/components/lists/Facts.tsx'
import { Notice } from '#web/components/notice/Notice.tsx'
import { PageTitle } from '#web/components/page-title/PageTitle.tsx'
import { shellContext } from '#web/context.ts'
import { useMessages } from '#web/messages/define.ts'
import { page, pageAction } from '#web/page.ts'
import { authorisedView } from '../../authorised.ts'
import { mayRead } from '../../desk/reading.ts'
import { signPreview } from '../../previews/actions/sign-preview.ts'
import { signReceiptBy } from '../../previews/rules.ts'
import { getPreview, type Preview } from '../../previews/store.ts'
import { momentOf } from '../moments.ts'
import type { Route } from './+types/sign.ts'
import { DESK_PATH } from './desk-nav.ts'
import { listedIds, nextApology } from './next-apology.ts'
import { postedForm } from './posted-form.ts'
import { signMessages } from './sign-messages.ts'
import { workSlugs } from './work-slugs.ts'

const works = {
  receipt: workSlugs.receive,
  apology: workSlugs.apologise,
  'stop-notice': workSlugs.stop,
  'supplement-request': workSlugs['request-supplement'],
  refusal: workSlugs.refuse,
  result: workSlugs.solve,
  draft: workSlugs['hand-over'],
} as const

/** Where one goes back to for other words; of a version of a result that is the page of the results. */
function wayBack(id: string, preview: Preview): string {
  const desk = `/ban-lam-viec/ho-so/${id}`
  if (preview.form === 'correction' || preview.form === 'copy') return `${desk}/ket-qua`
  return `${desk}?viec=${works[preview.form]}`
}

export const loader = page(async (ctx, { params, url, context }: Route.LoaderArgs) => {
  const { locale } = context.get(shellContext)
  const { id, previewId } = params
  const dossier = await mayRead(ctx.db, ctx.actor, id)
  const preview = await getPreview(ctx.db, { id: previewId, dossierId: id, actorId: ctx.actor.id })
  const { form, fileHash, preparedAt } = preview
  const note = preview.form === 'result' || preview.form === 'draft' ? (preview.input.note ?? null) : null
  const officer = preview.form === 'draft' ? (preview.input.officer?.name ?? null) : null
  return {
    form,
    fileHash,
    code: dossier.code,
    applicant: dossier.applicantName,
    authorised: authorisedView(dossier.authorised)?.name ?? null,
    note,
    officer,
    preparedAt: momentOf(preparedAt, locale).text,
    signBy: form === 'receipt' ? timesOfReceipt(preparedAt, ctx.now()) : null,
    file: `/api/dossiers/${id}/previews/${previewId}/file`,
    back: wayBack(id, preview),
    further: listedIds(url.searchParams.get('tiep')).length,
  }
})

function timesOfReceipt(preparedAt: Date, now: Date) {
  const by = signReceiptBy(preparedAt)
  return { received: formatTime(preparedAt), by: formatTime(by), late: by < now }
}

export const action = pageAction(async (ctx, { params, request, url }: Route.ActionArgs) => {
  const { id, previewId } = params
  const posted = postedForm(await request.formData())
  const preview = await getPreview(ctx.db, { id: previewId, dossierId: id, actorId: ctx.actor.id })
  // Emptied on this page it is empty: what was written before is shown in it.
  const note = posted.lines('note', 2000)
  const { origin } = await signPreview(ctx, { id, previewId, seen: posted.text('da-xem', 64), note })
  const marked = url.searchParams.get('tiep')
  if (marked !== null) return redirectDocument(await nextApology(ctx, listedIds(marked)), 303)
  // The citizen stands at the counter: the slip to print, and the next one.
  if ((preview.form === 'receipt' || preview.form === 'refusal') && origin === 'counter')
    return redirect(`${DESK_PATH}/tiep-nhan?xong=${id}`, 303)
  return redirect(wayBack(id, preview).replace('?viec=', '?xong='), 303)
})

/** Thấy gì ký nấy: the paper as it will be, its hash, and the one button. */
export default function SignPage({ loaderData, actionData }: Route.ComponentProps) {
  const texts = useMessages(signMessages)
  const { form, fileHash, code, back, further, signBy } = loaderData
  const refusal = actionData?.refusal
  const title = texts.titles[form]
  return (
    <main className="workspace" id="noi-dung">
      <PageTitle>{`${title}, ${code}`}</PageTitle>
      <div className="work-page stack">
        <h1>{title}</h1>
        {refusal && <ErrorSummary fields={refusal.fields} message={refusal.message} />}
        {further > 0 && <p className="soft">{texts.further(further)}</p>}
        {signBy?.late ? (
          <Notice icon="alert" state="soon" title={texts.late}>
            <p className="sm">{texts.signBy(signBy.received, signBy.by)}</p>
          </Notice>
        ) : fileHash === null ? (
          <Notice icon="alert" state="soon" title={texts.none}>
            <p className="sm">{texts.noneNote}</p>
          </Notice>
        ) : (
          <Paper {...loaderData} fileHash={fileHash} />
        )}
        <p>
          <Link to={back}>{texts.again}</Link>
        </p>
      </div>
    </main>
  )
}

type PaperProps = {
  readonly form: Preview['form']
  readonly fileHash: string
  readonly code: string
  readonly applicant: string
  readonly authorised: string | null
  /** What was written before the paper was looked at, and to whom the dossier goes. */
  readonly note: string | null
  readonly officer: string | null
  readonly preparedAt: string
  /** Of a receipt: the hour that it names, and until when it can be signed. */
  readonly signBy: { readonly received: string; readonly by: string } | null
  readonly file: string
}

/** The bytes themselves, what they are, and the button that signs these and no others. */
function Paper(props: PaperProps) {
  const { form, fileHash, code, applicant, authorised, note, officer, preparedAt, signBy, file } = props
  const texts = useMessages(signMessages)
  const sending = useNavigation().state === 'submitting'
  return (
    <>
      <p className="soft">{texts.lead}</p>
      {signBy && <p>{texts.signBy(signBy.received, signBy.by)}</p>}
      <iframe className="preview-frame" src={file} title={texts.titles[form]} />
      <p className="sm">
        <a href={file} target="_blank" rel="noreferrer">
          {texts.open}
        </a>
      </p>
      <Form method="post" className="stack stack-sm">
        <input type="hidden" name="da-xem" value={fileHash} readOnly />
        {(form === 'result' || form === 'draft') && (
          <TextArea
            name="note"
            label={texts.note}
            value={note ?? undefined}
            rows={2}
            maxLength={2000}
            optional
          />
        )}
        <p className="button-row">
          <Button disabled={sending}>{texts.sign[form]}</Button>
        </p>
      </Form>
      <Facts
        facts={[
          { label: texts.code, value: code },
          { label: texts.applicant, value: applicant },
          ...(form === 'draft' ? [{ label: texts.officer, value: officer ?? texts.toOffice }] : []),
          ...(authorised ? [{ label: texts.authorised, value: authorised }] : []),
          { label: texts.prepared, value: preparedAt },
          { label: texts.hash, value: <code className="num">{fileHash}</code> },
        ]}
      />
    </>
  )
}
