import { data, redirect } from 'react-router'
import { normaliseLines } from '#platform/text/index.ts'
import { LinkButton } from '#web/components/button/Button.tsx'
import { ErrorSummary } from '#web/components/error-summary/ErrorSummary.tsx'
import { TextArea } from '#web/components/field/Field.tsx'
import { Breadcrumb } from '#web/components/navigation/Navigation.tsx'
import { PageTitle } from '#web/components/page-title/PageTitle.tsx'
import { useMessages } from '#web/messages/define.ts'
import { page, pageAction } from '#web/page.ts'
import { withdrawDossier } from '../../actions/end-dossier.ts'
import { getOwnDossier } from '../../queries/citizen-queries.ts'
import { transitions } from '../../rules.ts'
import type { Route } from './+types/withdraw.ts'
import { requestMessages } from './request-messages.ts'

export const loader = page(async (ctx, { params }: Route.LoaderArgs) => {
  const { code, procedureName, state } = await getOwnDossier(ctx, params.code)
  return { code, procedureName, possible: transitions[state].includes('withdrawn') }
})

export const action = pageAction(async (ctx, { params, request }: Route.ActionArgs) => {
  const posted = await request.formData()
  const { id, code } = await getOwnDossier(ctx, params.code)
  const reason = normaliseLines(String(posted.get('ly-do') ?? '')).slice(0, 2000)
  if (reason.length < 5) return data({ reason }, { status: 422 })
  await withdrawDossier(ctx, { id, reason })
  return redirect(`/ho-so/${code}`, 303)
})

export default function Withdraw({ loaderData, actionData }: Route.ComponentProps) {
  const { code, procedureName, possible } = loaderData
  const shared = useMessages(requestMessages)
  const texts = shared.withdrawal
  const refusal = actionData && 'refusal' in actionData ? actionData.refusal : undefined
  const missing = actionData !== undefined && 'reason' in actionData
  const title = possible ? texts.title : texts.tooLate
  return (
    <main id="noi-dung" className="page">
      <PageTitle>{`${refusal || missing ? shared.errorPrefix : ''}${title} - ${code}`}</PageTitle>
      <header className="title-block">
        <Breadcrumb crumbs={[{ href: `/ho-so/${code}`, label: procedureName }]} />
        <h1>{title}</h1>
        <p className="meta">
          <span className="num">{code}</span>
        </p>
      </header>
      <form className="stack stack-lg measure" method="post" noValidate>
        <ErrorSummary fields={missing ? { 'ly-do': texts.reasonMissing } : {}} message={refusal?.message} />
        <p>{possible ? texts.text : texts.tooLateText}</p>
        {possible && (
          <TextArea
            name="ly-do"
            label={texts.reason}
            hint={texts.reasonHint}
            error={missing ? texts.reasonMissing : undefined}
            value={missing ? actionData.reason : undefined}
            maxLength={2000}
          />
        )}
        <p className="row">
          {possible && (
            <button type="submit" className="button button-danger">
              {texts.confirm}
            </button>
          )}
          <LinkButton href={`/ho-so/${code}`} kind={possible ? 'bare' : 'solid'}>
            {texts.cancel}
          </LinkButton>
        </p>
      </form>
    </main>
  )
}
