import { useMemo } from 'react'
import { data, Form, Link, redirect, type ShouldRevalidateFunctionArgs, useNavigate } from 'react-router'
import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { isRefusal } from '#platform/errors.ts'
import { compareByGivenName } from '#platform/text/index.ts'
import { Button } from '#web/components/button/Button.tsx'
import { Empty } from '#web/components/empty/Empty.tsx'
import { ErrorSummary } from '#web/components/error-summary/ErrorSummary.tsx'
import { errorSummaryMessages } from '#web/components/error-summary/messages.ts'
import { keptFields } from '#web/components/field/kept.ts'
import { PageTitle } from '#web/components/page-title/PageTitle.tsx'
import { shellContext } from '#web/context.ts'
import { KeyHints } from '#web/keyboard/KeyHints.tsx'
import { useKeys } from '#web/keyboard/Keys.tsx'
import { useMessages } from '#web/messages/define.ts'
import { page, pageAction } from '#web/page.ts'
import type { Answered } from '#web/posted.ts'
import { type BulkWork, workInBulk } from '../../desk/actions/work-in-bulk.ts'
import { listMarked } from '../../desk/marked.ts'
import { nextDesks } from '../../desk/next-desks.ts'
import { getOfficerById, officersAtDesk } from '../../desk/officers.ts'
import type { Dossier } from '../../store.ts'
import type { Route } from './+types/bulk.ts'
import { BulkFields } from './BulkFields.tsx'
import { BulkTable } from './BulkTable.tsx'
import { bulkMessages } from './bulk-messages.ts'
import { type BulkName, bulkAddress, bulkNames, officerField } from './bulk-works.ts'
import { deskMessages } from './desk-messages.ts'
import { DESK_PATH } from './desk-nav.ts'
import { type PostedForm, postedForm, readItems } from './posted-form.ts'
import { typedFields } from './posted-work.ts'
import { queueQuery, readQueueParams } from './queue-params.ts'
import { showRows } from './queue-view.ts'
import { officerChoices, onlyApprover } from './work-choices.ts'
import { workOfSlug, workSlugs } from './work-slugs.ts'

export const loader = page(async (ctx, { url, context }: Route.LoaderArgs) => {
  const { locale } = context.get(shellContext)
  const work = bulkName(url.searchParams.get('viec'))
  const dossiers = await listMarked(ctx.db, ctx.actor, url.searchParams.getAll('id'))
  const [rows, next] = await Promise.all([
    showRows(ctx, dossiers, locale),
    work === 'hand-over' ? nextDesks(ctx, dossiers) : { desks: [], stepOf: new Map() },
  ])
  const desks = new Map(next.desks.map((desk) => [desk.key, desk]))
  return {
    work,
    desks: next.desks.map(({ key, agencyName, role, officers }) => ({
      key,
      agencyName,
      role,
      officers: officerChoices(officers, locale),
      approver: onlyApprover(officers, role),
    })),
    back: backOf(url),
    officers: work === 'assign' ? await officersOver(ctx, dossiers) : [],
    rows: dossiers.flatMap(({ id, revision }) => {
      const row = rows.get(id)
      const step = next.stepOf.get(id)
      const desk = step && desks.get(step.desk)
      return row ? [{ ...row, revision, next: desk ? { ...step, agencyName: desk.agencyName } : null }] : []
    }),
  }
})

export const action = pageAction(async (ctx, { request, url }: Route.ActionArgs) => {
  const posted = await request.formData()
  const form = postedForm(posted)
  const work = bulkName(url.searchParams.get('viec'))
  const marked = posted.getAll('dossier').flatMap((value) => {
    const [id = '', revision, desk = ''] = String(value).split(' ')
    return id ? [{ id, revision: Number(revision), desk }] : []
  })
  try {
    const officers = await readOfficers(ctx, form, [...new Set(marked.map(({ desk }) => desk))])
    const handed = marked.map(({ desk, ...each }) => ({ ...each, officer: officers.get(desk) }))
    await workInBulk(ctx, handed.slice(0, 100), readWork(work, form))
  } catch (error) {
    if (!isRefusal(error) || error.status === 401) throw error
    // A dossier that is not there for this officer is one line of the list, not a page that is missing.
    const { code, message, fields, causes, status } = error
    return data({ refusal: { code, message, fields, causes }, typed: typedFields(posted) }, { status })
  }
  const back = new URLSearchParams(backOf(url))
  back.set('xong', workSlugs[work])
  back.set('so', String(marked.length))
  return redirect(`${DESK_PATH}?${back}`, 303)
})

/** The queue one came from, as its own query; anything else is the first queue. */
function backOf(url: URL): string {
  const back = url.searchParams.get('ve') ?? ''
  return back.startsWith('?') ? queueQuery(readQueueParams(new URLSearchParams(back))) : ''
}

/** After a conflict the list must show the dossiers as they are now. */
export function shouldRevalidate({
  actionStatus,
  defaultShouldRevalidate,
}: ShouldRevalidateFunctionArgs): boolean {
  return actionStatus === 409 || defaultShouldRevalidate
}

function bulkName(slug: string | null): BulkName {
  const work = workOfSlug(slug)
  return bulkNames.find((name) => name === work) ?? 'hand-over'
}

/** Who was chosen at each of the desks to which the dossiers go; nobody where its agency shall give the work out. */
async function readOfficers(ctx: Context, form: PostedForm, desks: readonly string[]) {
  const chosen = await Promise.all(
    desks.map(async (desk) => {
      const officer = await getOfficerById(ctx.db, (desk && form.text(officerField(desk), 60)) || undefined)
      return [desk, officer] as const
    }),
  )
  return new Map(chosen)
}

function readWork(work: BulkName, form: PostedForm): BulkWork {
  if (work === 'receive') return { kind: work }
  if (work === 'assign') return { kind: work, officerId: form.required('officerId', 'Chọn người nhận việc') }
  if (work === 'hand-over') return { kind: work, note: form.lines('note', 2000) || undefined }
  return { kind: work, items: readItems(form), reason: form.reason('reason') }
}

/** Who works at the desks of these dossiers, each once, by given name. */
async function officersOver(ctx: Context, dossiers: readonly Dossier[]) {
  const on = localDate(ctx.now())
  const desks = [...new Set(dossiers.map((dossier) => dossier.deskAgencyId))]
  const officers = await Promise.all(desks.map((desk) => officersAtDesk(ctx.db, desk, on)))
  const byId = new Map(officers.flat().map((officer) => [officer.id, officer.fullName]))
  return [...byId]
    .map(([value, label]) => ({ value, label }))
    .sort((a, b) => compareByGivenName(a.label, b.label))
}

export default function BulkPage({ loaderData, actionData }: Route.ComponentProps) {
  const texts = useMessages(bulkMessages)
  const shared = useMessages(deskMessages)
  const { work, rows, officers, desks, back } = loaderData
  const errors = useMessages(errorSummaryMessages)
  const { refusal, typed }: Answered = actionData ?? {}
  const title = texts.titles[work](rows.length)
  useBackKey(back)
  if (rows.length === 0) return <Nothing />
  const ids = new Set(rows.map((row) => row.id))
  const fields = Object.fromEntries(Object.entries(refusal?.fields ?? {}).filter(([name]) => !ids.has(name)))
  return (
    <main className="workspace" id="noi-dung">
      <PageTitle>{refusal ? `${errors.titlePrefix}${title}` : title}</PageTitle>
      <div className="work-page work-wide stack">
        <h1>{title}</h1>
        <p className="soft sm">{texts.allOrNone}</p>
        {refusal && <ErrorSummary fields={fields} message={refusal.message} />}
        <Form method="post" action={bulkAddress(work, rows, back)} className="stack">
          <BulkTable {...{ work, rows, back, refusal }} />
          <BulkFields {...{ work, officers, desks, rows }} field={keptFields({ typed, errors: fields })} />
          <p className="row">
            <Button>{title}</Button>
            <Link className="button button-bare" to={`${DESK_PATH}${back}`}>
              {shared.cancel}
            </Link>
          </p>
        </Form>
      </div>
      <KeyHints />
    </main>
  )
}

/** Esc leads back to the queue; nothing was done. */
function useBackKey(back: string): void {
  const label = useMessages(bulkMessages).back.toLocaleLowerCase('vi')
  const navigate = useNavigate()
  const keys = useMemo(
    () => [{ code: 'Escape', label, hint: true, run: () => navigate(`${DESK_PATH}${back}`) }],
    [label, back, navigate],
  )
  useKeys(keys)
}

function Nothing() {
  const texts = useMessages(bulkMessages)
  return (
    <main className="workspace" id="noi-dung">
      <PageTitle>{texts.none}</PageTitle>
      <div className="work-page">
        <Empty title={texts.none}>
          {texts.noneNote} <Link to={DESK_PATH}>{texts.back}</Link>
        </Empty>
      </div>
    </main>
  )
}
