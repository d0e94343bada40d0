import { Link, redirect } from 'react-router'
import { localDate } from '#platform/calendar/index.ts'
import { normalise } from '#platform/text/index.ts'
import { AdminNav } from '#web/components/admin-nav/AdminNav.tsx'
import { ErrorSummary } from '#web/components/error-summary/ErrorSummary.tsx'
import { TextArea, TextField } from '#web/components/field/Field.tsx'
import { Notice } from '#web/components/notice/Notice.tsx'
import { PageTitle } from '#web/components/page-title/PageTitle.tsx'
import { useMessages } from '#web/messages/define.ts'
import { page, pageAction } from '#web/page.ts'
import { publishProcedure } from '../actions/publish-procedure.ts'
import { differences } from '../differences.ts'
import { reviewEdition } from '../edition.ts'
import { emptyProcedure } from '../empty-procedure.ts'
import { getVersions } from '../queries.ts'
import type { Route } from './+types/admin-compose.ts'
import { procedureAdminMessages } from './admin-messages.ts'
import { Differences } from './Differences.tsx'

const MAX_TEXT = 200_000

export const loader = page(async (ctx, { url }: Route.LoaderArgs) => {
  const code = url.searchParams.get('tu')
  const today = localDate(ctx.now())
  if (code === null) return { code: null, text: JSON.stringify(emptyProcedure(today), null, 2) }
  const [last] = await getVersions(ctx.db, code)
  const begins = last && last.validFrom > today ? last.validFrom : today
  return { code, text: JSON.stringify({ ...last?.content, validFrom: begins }, null, 2) }
})

/** Checks what was written, and publishes it when that was asked for and nothing is wrong. What was typed comes back. */
export const action = pageAction(async (ctx, { request }: Route.ActionArgs) => {
  const posted = await request.formData()
  const text = String(posted.get('text') ?? '').slice(0, MAX_TEXT)
  const legalAct = normalise(String(posted.get('legalAct') ?? '')).slice(0, 200)
  const publishing = posted.get('intent') === 'publish'
  const { content, problems, last } = await reviewEdition(ctx.db, text)
  const found = content ? differences(last?.content ?? {}, content) : []
  if (publishing && content && found.length > 0 && legalAct.length >= 3) {
    const { code, number } = await publishProcedure(ctx, { text, legalAct })
    return redirect(`/quan-tri/thu-tuc/${code}?da-cong-bo=${number}`, 303)
  }
  return {
    text,
    legalAct,
    problems: problems.map(({ line, reason }) => ({ line, reason })),
    found,
    isNew: content !== undefined && last === undefined,
    actMissing: publishing && legalAct.length < 3,
  }
})

/** A new version as JSON text, checked line by line before it is published. */
export default function ComposeProcedure({ loaderData, actionData }: Route.ComponentProps) {
  const texts = useMessages(procedureAdminMessages)
  const refusal = actionData && 'refusal' in actionData ? actionData.refusal : undefined
  const review = actionData && 'text' in actionData ? actionData : undefined
  const fields = {
    ...(review && review.problems.length > 0
      ? { text: review.problems.map(({ line, reason }) => texts.line(line, reason)).join(' · ') }
      : {}),
    ...(review?.actMissing ? { legalAct: texts.actMissing } : {}),
  }
  const failed = refusal !== undefined || Object.keys(fields).length > 0
  const title = texts.composeTitle
  return (
    <>
      <AdminNav />
      <main className="workspace" id="noi-dung">
        <PageTitle>{failed ? `${texts.errorPrefix}${title}` : title}</PageTitle>
        <header className="toolbar">
          <h1>{title}</h1>
          {loaderData.code && <span className="count num">{loaderData.code}</span>}
          <Link to={`/quan-tri/thu-tuc${loaderData.code ? `/${loaderData.code}` : ''}`}>{texts.back}</Link>
        </header>
        <div className="work-sheet stack stack-lg">
          <ErrorSummary fields={fields} message={refusal?.message} />
          {review && review.problems.length === 0 && <Outcome {...review} />}
          <p className="soft measure">{texts.composeNote}</p>
          <form className="stack" method="post">
            <TextArea name="text" label={texts.content} rows={28} value={review?.text ?? loaderData.text} />
            <TextField
              name="legalAct"
              label={texts.actLabel}
              hint={texts.actHint}
              error={review?.actMissing ? texts.actMissing : undefined}
              value={review?.legalAct}
            />
            <p className="row">
              <button type="submit" className="button button-quiet" name="intent" value="check">
                {texts.check}
              </button>
              <button type="submit" className="button" name="intent" value="publish">
                {texts.publish}
              </button>
            </p>
          </form>
        </div>
      </main>
    </>
  )
}

type OutcomeProps = { found: Parameters<typeof Differences>[0]['found']; isNew: boolean }

/** What would be published: the differences from the version before. */
function Outcome({ found, isNew }: OutcomeProps) {
  const texts = useMessages(procedureAdminMessages)
  if (found.length === 0) return <Notice icon="info" state="info" title={texts.unchanged} />
  return (
    <>
      <Notice icon="check" state="ok" title={texts.sound}>
        <p>{isNew ? texts.firstVersion : texts.changes(found.length)}</p>
      </Notice>
      {!isNew && <Differences found={found} />}
    </>
  )
}
