import { useEffect } from 'react'
import { Link, redirect, useRevalidator } from 'react-router'
import { localDate } from '#platform/calendar/index.ts'
import { Refusal } from '#platform/errors.ts'
import { formatDate, formatNumber } from '#platform/text/index.ts'
import { AdminPage } from '#web/components/admin-page/AdminPage.tsx'
import { ErrorSummary } from '#web/components/error-summary/ErrorSummary.tsx'
import { TextField } from '#web/components/field/Field.tsx'
import { Notice } from '#web/components/notice/Notice.tsx'
import { shellContext } from '#web/context.ts'
import { momentWords } from '#web/due-words.ts'
import { messagesFor, useMessages } from '#web/messages/define.ts'
import { page, pageAction } from '#web/page.ts'
import { postedTexts } from '#web/posted.ts'
import { useShell } from '#web/shell.ts'
import { getReorganisationFile, listCarriedOut } from '../../../administration/index.ts'
import { beginReorganisation, resumeMoving } from '../../reorganisation/actions/begin-reorganisation.ts'
import { listUnkeyed } from '../../reorganisation/keys.ts'
import { previewReorganisation } from '../../reorganisation/preview.ts'
import { findReport, findRun } from '../../reorganisation/store.ts'
import type { Route } from './+types/one.ts'
import { reorganisationMessages } from './messages.ts'
import { ReportTables } from './ReportTables.tsx'
import { Unkeyed } from './Unkeyed.tsx'

/** Before the run the dry report of this moment; from then on what was set out to be done, and how far it has come. */
export const loader = page(async (ctx, { params }: Route.LoaderArgs) => {
  const file = await getReorganisationFile(ctx.db, params.id)
  const run = await findRun(ctx.db, file.id)
  const begun = (await listCarriedOut(ctx.db)).find(({ id }) => id === file.id)
  const kept = run && (await findReport(ctx.db, file.id))
  return {
    report: kept ?? (await previewReorganisation(ctx.db, file)).report,
    legalActs: file.legalActs,
    notes: file.notes,
    unkeyed: await listUnkeyed(ctx.db, file),
    mayRun: file.date <= localDate(ctx.now()),
    run: run ? { ...run, by: begun?.begunByName ?? '' } : null,
  }
})

/** Runs it when its code was typed, or sends the moving on. */
export const action = pageAction(async (ctx, { request, params, context }: Route.ActionArgs) => {
  const posted = postedTexts(await request.formData())
  if (posted['resume'] !== undefined) await resumeMoving(ctx, params.id)
  else {
    const file = await getReorganisationFile(ctx.db, params.id)
    if (posted['confirm'] !== file.id) {
      const texts = messagesFor(context.get(shellContext).locale, reorganisationMessages)
      const sentence = texts.confirmWrong(file.id)
      throw new Refusal(422, 'reorganisation.unconfirmed', sentence, { confirm: sentence })
    }
    await beginReorganisation(ctx, file)
  }
  return redirect(`/quan-tri/sap-xep/${params.id}`, 303)
})

type Loaded = Route.ComponentProps['loaderData']

/** One reorganisation: what it would do, the button that does it, how far it is. */
export default function Reorganisation({ loaderData, actionData }: Route.ComponentProps) {
  const texts = useMessages(reorganisationMessages)
  const { report, run } = loaderData
  const refusal = actionData && 'refusal' in actionData ? actionData.refusal : undefined
  return (
    <AdminPage
      title={report.name}
      failed={refusal !== undefined}
      count={formatDate(report.date)}
      toolbar={<Link to="/quan-tri/sap-xep">{texts.all}</Link>}
    >
      <ErrorSummary fields={refusal?.fields} message={refusal?.message} />
      <State {...loaderData} />
      <Unkeyed {...loaderData} />
      <ReportTables {...loaderData} />
      {run === null && report.problems.length === 0 && (
        <RunForm {...loaderData} error={refusal?.fields['confirm']} />
      )}
    </AdminPage>
  )
}

const LOOK_AGAIN_MS = 1500

function State({ report, run }: Loaded) {
  const { locale } = useShell()
  const texts = useMessages(reorganisationMessages)
  if (run === null && report.problems.length > 0) {
    return (
      <Notice icon="alert" state="late" title={texts.problems(formatNumber(report.problems.length))}>
        <ul>
          {report.problems.slice(0, 50).map(({ about, reason }) => (
            <li key={`${about} ${reason}`}>
              <code>{about}</code>: {reason}
            </li>
          ))}
        </ul>
      </Notice>
    )
  }
  if (run === null) {
    return (
      <Notice icon="check" title={texts.dry}>
        <p>{texts.dryMore}</p>
      </Notice>
    )
  }
  if (run.finishedAt === null) return <Moving run={run} />
  return (
    <Notice
      icon="check"
      state="ok"
      title={texts.done(formatNumber(run.moved), momentWords(new Date(run.finishedAt), locale))}
    >
      <p>{texts.doneMore(run.by, momentWords(new Date(run.startedAt), locale))}</p>
    </Notice>
  )
}

/** Looks again by itself until nothing is left to move. */
function Moving({ run }: { run: NonNullable<Loaded['run']> }) {
  const texts = useMessages(reorganisationMessages)
  const { revalidate } = useRevalidator()
  useEffect(() => {
    const timer = setInterval(() => void revalidate(), LOOK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [revalidate])
  return (
    <Notice icon="clock" state="soon" title={texts.moving}>
      <p>{texts.movingMore(formatNumber(run.moved), formatNumber(run.openDossiers))}</p>
      <progress aria-label={texts.progress} value={run.moved} max={Math.max(run.openDossiers, 1)} />
      <form method="post" className="stack stack-sm">
        <p className="soft">{texts.resumeNote}</p>
        <div>
          <button type="submit" name="resume" value="1" className="button button-quiet">
            {texts.resume}
          </button>
        </div>
      </form>
    </Notice>
  )
}

function RunForm({ report, mayRun, error }: Loaded & { error: string | undefined }) {
  const texts = useMessages(reorganisationMessages)
  return (
    <section className="stack stack-sm measure" aria-labelledby="chay-that">
      <h2 id="chay-that">{texts.run}</h2>
      {mayRun ? (
        <form method="post" className="stack stack-sm" autoComplete="off">
          <p className="soft">{texts.runMore}</p>
          <TextField name="confirm" label={texts.confirm(report.id)} error={error} numeric />
          <div>
            <button type="submit" className="button button-danger">
              {texts.runButton}
            </button>
          </div>
        </form>
      ) : (
        <p>{texts.notYet(formatDate(report.date))}</p>
      )}
    </section>
  )
}
