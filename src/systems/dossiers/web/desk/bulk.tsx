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
import { SelectField, TextArea } from '#web/components/field/Field.tsx'
import { type Kept, keptFields } from '#web/components/field/kept.ts'
import { PageTitle } from '#web/components/page-title/PageTitle.tsx'
import { Table } from '#web/components/table/Table.tsx'
import { shellContext } from '#web/context.ts'
import { KeyHints } from '#web/keyboard/KeyHints.tsx'
import { useKeys } from '#web/keyboard/Keys.tsx'
import { useMessages } from '#web/messages/define.ts'
import { page, pageAction, type ShownRefusal } from '#web/page.ts'
import type { Answered } from '#web/posted.ts'
import { type BulkWork, workInBulk } from '../../desk/actions/work-in-bulk.ts'
import { listMarked } from '../../desk/marked.ts'
import { nextDesks } from '../../desk/next-desks.ts'
import { getOfficerById, officersAtDesk } from '../../desk/officers.ts'
import type { Dossier } from '../../store.ts'
import type { Route } from './+types/bulk.ts'
import { bulkMessages } from './bulk-messages.ts'
import { deskMessages } from './desk-messages.ts'
import { DESK_PATH } from './desk-nav.ts'
import { type PostedForm, postedForm, readItems } from './posted-form.ts'
import { typedFields } from './posted-work.ts'
import { queueQuery, readQueueParams } from './queue-params.ts'
import { type ShownRow, showRows } from './queue-view.ts'
import { type Option, officerChoices, onlyApprover } from './work-choices.ts'
import { workMessages } from './work-messages.ts'
import { workOfSlug, workSlugs } from './work-slugs.ts'

const bulkNames = ['receive', 'hand-over', 'assign', 'request-supplement'] as const
type BulkName = (typeof bulkNames)[number]

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

function officerField(desk: string): string {
  return `officer-${desk}`
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

type MarkedRow = ShownRow & {
  readonly revision: number
  /** The step that comes, where a dossier is handed over and one does. */
  readonly next: { readonly name: string; readonly desk: string; readonly agencyName: string } | null
}

/** A desk to which some of the dossiers go. */
type Desk = {
  readonly key: string
  readonly agencyName: string
  readonly role: keyof (typeof deskMessages)['vi']['roles']
  readonly officers: readonly Option[]
  readonly approver: string | null
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
        <Form method="post" action={address(work, rows, back)} className="stack">
          <MarkedTable {...{ work, rows, back, refusal }} />
          <BulkFields {...{ work, officers, desks, rows }} field={keptFields({ typed, errors: fields })} />
          <p className="row">
            <Button>{title}</Button>
            <Link className="button button-bare" to={`${DESK}${back}`}>
              {shared.cancel}
            </Link>
          </p>
        </Form>
      </div>
      <KeyHints />
    </main>
  )
}

const DESK = '/ban-lam-viec'

/** Esc leads back to the queue; nothing was done. */
function useBackKey(back: string): void {
  const label = useMessages(bulkMessages).back.toLocaleLowerCase('vi')
  const navigate = useNavigate()
  const keys = useMemo(
    () => [{ code: 'Escape', label, hint: true, run: () => navigate(`${DESK}${back}`) }],
    [label, back, navigate],
  )
  useKeys(keys)
}

function address(work: BulkName, rows: readonly { id: string }[], back: string): string {
  const params = new URLSearchParams(rows.map((row) => ['id', row.id]))
  params.set('viec', workSlugs[work])
  if (back) params.set('ve', back)
  return `${DESK}/hang-loat?${params}`
}

type TableProps = {
  readonly work: BulkName
  readonly rows: readonly MarkedRow[]
  readonly back: string
  readonly refusal: ShownRefusal | undefined
}

function MarkedTable({ work, rows, back, refusal }: TableProps) {
  const texts = useMessages(bulkMessages)
  const { columns } = texts
  const goesTo = ({ next }: MarkedRow) =>
    next ? (
      <>
        {next.name}
        <p className="soft sm">{next.agencyName}</p>
      </>
    ) : (
      texts.noNext
    )
  const why = refusal?.fields ?? {}
  return (
    <Table
      label={texts.titles[work](rows.length)}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        { title: columns.code, numeric: true, cell: (row) => <MarkedCode row={row} /> },
        { title: columns.procedure, cell: (row) => row.title },
        { title: columns.applicant, cell: (row) => row.applicant },
        { title: columns.step, cell: (row) => row.step },
        ...(work === 'hand-over' ? [{ title: columns.next, cell: goesTo }] : []),
        {
          title: columns.left,
          cell: ({ id, left }) => (why[id] ? <span className="field-error">{why[id]}</span> : left),
        },
        {
          title: <span className="hidden-text">{texts.remove}</span>,
          cell: (row) => (
            <Link
              to={address(
                work,
                rows.filter((each) => each.id !== row.id),
                back,
              )}
            >
              {texts.remove}
            </Link>
          ),
        },
      ]}
    />
  )
}

function MarkedCode({ row }: { row: MarkedRow }) {
  return (
    <>
      <input
        type="hidden"
        name="dossier"
        value={`${row.id} ${row.revision} ${row.next?.desk ?? ''}`}
        readOnly
      />
      <Link to={`${DESK}/ho-so/${row.id}`}>{row.code}</Link>
    </>
  )
}

type FieldsProps = {
  readonly work: BulkName
  readonly officers: readonly Option[]
  readonly desks: readonly Desk[]
  readonly rows: readonly MarkedRow[]
  readonly field: Kept
}

function BulkFields({ work, officers, desks, rows, field }: FieldsProps) {
  const texts = useMessages(bulkMessages)
  const words = useMessages(workMessages)
  const shared = useMessages(deskMessages)
  if (work === 'receive') return null
  if (work === 'assign') {
    return (
      <SelectField
        {...field('officerId')}
        label={words.officer}
        hint={texts.whichOfficer}
        choices={officers}
        placeholder={shared.choose}
      />
    )
  }
  if (work === 'hand-over') {
    return (
      <>
        {desks.map(({ key, agencyName, role, officers: there, approver }) => {
          const officer = field(officerField(key))
          const many = rows.filter(({ next }) => next?.desk === key).length
          return (
            <SelectField
              key={key}
              {...officer}
              value={officer.value ?? approver ?? undefined}
              label={texts.officerAt(agencyName, shared.roles[role].toLocaleLowerCase('vi'), many)}
              choices={there}
              placeholder={words.toOffice}
            />
          )
        })}
        <TextArea {...field('note')} label={words.noteToNext} rows={2} maxLength={2000} optional />
      </>
    )
  }
  return (
    <>
      <TextArea {...field('others')} label={texts.others} hint={words.once} rows={3} maxLength={3000} />
      <TextArea
        {...field('reason')}
        label={words.reason}
        hint={words.reasonShown}
        rows={2}
        maxLength={2000}
      />
    </>
  )
}

function Nothing() {
  const texts = useMessages(bulkMessages)
  return (
    <main className="workspace" id="noi-dung">
      <PageTitle>{texts.none}</PageTitle>
      <div className="work-page">
        <Empty title={texts.none}>
          {texts.noneNote} <Link to={DESK}>{texts.back}</Link>
        </Empty>
      </div>
    </main>
  )
}
