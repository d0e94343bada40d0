import { data, redirect } from 'react-router'
import type { Context } from '#platform/context.ts'
import { normaliseLines } from '#platform/text/index.ts'
import { LinkButton } from '#web/components/button/Button.tsx'
import { ErrorSummary } from '#web/components/error-summary/ErrorSummary.tsx'
import { TextArea } from '#web/components/field/Field.tsx'
import { Breadcrumb } from '#web/components/navigation/Navigation.tsx'
import { PageTitle } from '#web/components/page-title/PageTitle.tsx'
import { useMessages } from '#web/messages/define.ts'
import { page, pageAction } from '#web/page.ts'
import { getOwnDossier } from '../../queries/citizen-queries.ts'
import { requestCorrection } from '../../results/actions/request-correction.ts'
import { findResult, type ResultVersion, resultMissing } from '../../results/store.ts'
import { findDossier } from '../../store.ts'
import type { Route } from './+types/result-mistake.ts'
import { resultMessages } from './result-messages.ts'

export const loader = page(async (ctx, { params }: Route.LoaderArgs) => {
  const { id, code, procedureName } = await getOwnDossier(ctx, params.code)
  const result = await getResultOf(ctx, id, params.resultId)
  return { code, procedureName, name: result.name, number: result.number }
})

export const action = pageAction(async (ctx, { params, request }: Route.ActionArgs) => {
  const posted = await request.formData()
  const { id, code } = await getOwnDossier(ctx, params.code)
  const reason = normaliseLines(String(posted.get('sai-sot') ?? '')).slice(0, 2000)
  if (reason.length < 5) return data({ reason }, { status: 422 })
  const { dossierId } = await getResultOf(ctx, id, params.resultId)
  await requestCorrection(ctx, { dossierId, resultId: params.resultId, reason })
  return redirect(`/ho-so/${code}#ket-qua`, 303)
})

/** A result of this dossier, or of a leg of it. */
async function getResultOf(ctx: Context, id: string, resultId: string): Promise<ResultVersion> {
  const result = await findResult(ctx.db, resultId)
  const holder = result && (await findDossier(ctx.db, result.dossierId))
  if (!result || (holder?.id !== id && holder?.wholeId !== id)) throw resultMissing()
  return result
}

export default function ResultMistake({ loaderData, actionData }: Route.ComponentProps) {
  const { code, procedureName, name, number } = loaderData
  const texts = useMessages(resultMessages).correction
  const refusal = actionData && 'refusal' in actionData ? actionData.refusal : undefined
  const missing = actionData !== undefined && 'reason' in actionData
  return (
    <main id="noi-dung" className="page">
      <PageTitle>{`${refusal || missing ? texts.errorPrefix : ''}${texts.title} - ${code}`}</PageTitle>
      <header className="title-block">
        <Breadcrumb crumbs={[{ href: `/ho-so/${code}`, label: procedureName }]} />
        <h1>{texts.title}</h1>
        <p className="meta">
          <span>
            {name} <span className="num">{number}</span>
          </span>
        </p>
      </header>
      <form className="stack stack-lg measure" method="post" noValidate>
        <ErrorSummary fields={missing ? { 'sai-sot': texts.missing } : {}} message={refusal?.message} />
        <p>{texts.text}</p>
        <TextArea
          name="sai-sot"
          label={texts.reason}
          hint={texts.reasonHint}
          error={missing ? texts.missing : undefined}
          value={missing ? actionData.reason : undefined}
          maxLength={2000}
        />
        <p className="row">
          <button type="submit" className="button">
            {texts.send}
          </button>
          <LinkButton href={`/ho-so/${code}`} kind="bare">
            {texts.back}
          </LinkButton>
        </p>
      </form>
    </main>
  )
}
