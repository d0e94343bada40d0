import { data, redirect } from 'react-router'
import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { isRefusal } from '#platform/errors.ts'
import { formatDate, normaliseLines } from '#platform/text/index.ts'
import { LinkButton } from '#web/components/button/Button.tsx'
import { ErrorSummary } from '#web/components/error-summary/ErrorSummary.tsx'
import { TextArea } from '#web/components/field/Field.tsx'
import { FileField } from '#web/components/field/FileField.tsx'
import { Breadcrumb } from '#web/components/navigation/Navigation.tsx'
import { PageTitle } from '#web/components/page-title/PageTitle.tsx'
import { shellContext } from '#web/context.ts'
import type { Locale } from '#web/locale.ts'
import { useMessages } from '#web/messages/define.ts'
import { page, pageAction } from '#web/page.ts'
import { refusalWords } from '#web/refusal-words.ts'
import { useShell } from '#web/shell.ts'
import { attachPaper, removePaper } from '../../actions/attach-paper.ts'
import { supplyDossier } from '../../actions/supply-dossier.ts'
import { getOpenSupplement } from '../../queries/open-supplement.ts'
import { ACCEPTED_FILES, SentFiles } from '../filing/PaperField.tsx'
import { termWithAct } from '../term-words.ts'
import type { Route } from './+types/supplement.ts'
import { requestMessages } from './request-messages.ts'

type Asked = Awaited<ReturnType<typeof getOpenSupplement>>

export const loader = page(async (ctx, { params }: Route.LoaderArgs) => {
  return getOpenSupplement(ctx, params.code)
})

/** Keeps the chosen files whatever button was pressed; sends the answer only with the button that says so. */
export const action = pageAction(async (ctx, { params, request, context }: Route.ActionArgs) => {
  const posted = await request.formData()
  const asked = await getOpenSupplement(ctx, params.code)
  const removed = posted.get('bo')
  if (typeof removed === 'string') await removePaper(ctx, { id: asked.id, attachmentId: removed })
  const errors = await keepFiles(ctx, asked, { posted, locale: context.get(shellContext).locale })
  const answer = normaliseLines(String(posted.get('loi-nhan') ?? '')).slice(0, 2000)
  if (Object.keys(errors).length > 0) return data({ errors, answer, nothing: false }, { status: 422 })
  if (removed !== null || posted.has('tai-len')) {
    return answer === '' ? redirect(request.url, 303) : { errors: {}, answer, nothing: false }
  }
  const { items } = await getOpenSupplement(ctx, params.code)
  const sent = items.some(({ files }) => files.length > 0)
  if (!sent && answer.length < 5) return data({ errors: {}, answer, nothing: true }, { status: 422 })
  await supplyDossier(ctx, { id: asked.id, answer: answer || 'Đã gửi giấy tờ bổ sung' })
  return redirect(`/ho-so/${params.code}`, 303)
})

type Posted = { readonly posted: FormData; readonly locale: Locale }

async function keepFiles(
  ctx: Context,
  asked: Asked,
  { posted, locale }: Posted,
): Promise<Record<string, string>> {
  const errors: Record<string, string> = {}
  for (const { paperId } of asked.items) {
    for (const file of posted.getAll(`tep-${paperId}`)) {
      if (!(file instanceof File) || (file.size === 0 && file.name === '')) continue
      try {
        const bytes = new Uint8Array(await file.arrayBuffer())
        await attachPaper(ctx, { id: asked.id, paperId, name: file.name, bytes })
      } catch (error) {
        if (!isRefusal(error) || ![413, 422].includes(error.status)) throw error
        errors[`tep-${paperId}`] = `${file.name}: ${refusalWords(error, locale).message}`
      }
    }
  }
  return errors
}

export default function Supplement({ loaderData: asked, actionData }: Route.ComponentProps) {
  const shared = useMessages(requestMessages)
  const texts = shared.supplement
  const { locale } = useShell()
  const refusal = actionData && 'refusal' in actionData ? actionData.refusal : undefined
  const result = actionData && 'errors' in actionData ? actionData : undefined
  const errors: Record<string, string> = result?.nothing
    ? { [`tep-${asked.items[0]?.paperId ?? ''}`]: texts.nothing }
    : { ...result?.errors }
  const failed = refusal !== undefined || Object.keys(errors).length > 0
  return (
    <main id="noi-dung" className="page">
      <PageTitle>{`${failed ? shared.errorPrefix : ''}${texts.title} - ${asked.code}`}</PageTitle>
      <header className="title-block">
        <Breadcrumb crumbs={[{ href: `/ho-so/${asked.code}`, label: asked.procedureName }]} />
        <h1>{texts.title}</h1>
        <p className="meta">
          <span>{texts.by(formatDate(localDate(asked.answerDueAt)))}</span>
          <span>{termWithAct(asked.term, locale)}</span>
        </p>
      </header>
      <form className="stack stack-lg measure" method="post" encType="multipart/form-data" noValidate>
        <ErrorSummary fields={errors} message={refusal?.message} />
        <section className="stack" aria-labelledby="can-gi">
          <h2 id="can-gi">{texts.asked}</h2>
          <p>{asked.reason}</p>
          <p className="soft">{texts.filesHint}</p>
        </section>
        {asked.items.map(({ paperId, text, files }) => (
          <FileField
            key={paperId}
            name={`tep-${paperId}`}
            label={text}
            error={errors[`tep-${paperId}`]}
            accept={ACCEPTED_FILES}
            multiple
          >
            <SentFiles files={files} draftId={asked.id} />
            <p>
              <button type="submit" className="button button-quiet" name="tai-len" value={paperId}>
                {texts.upload}
                <span className="hidden-text"> {text}</span>
              </button>
            </p>
          </FileField>
        ))}
        <TextArea
          name="loi-nhan"
          label={texts.answer}
          hint={texts.answerHint}
          value={result?.answer}
          maxLength={2000}
          optional
        />
        <p className="row">
          <button type="submit" className="button">
            {texts.send}
          </button>
          <LinkButton href={`/ho-so/${asked.code}`} kind="bare">
            {texts.back}
          </LinkButton>
        </p>
      </form>
    </main>
  )
}
