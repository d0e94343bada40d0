import { Form, Link, redirect } from 'react-router'
import { AdminNav } from '#web/components/admin-nav/AdminNav.tsx'
import { LinkButton } from '#web/components/button/Button.tsx'
import { ErrorSummary } from '#web/components/error-summary/ErrorSummary.tsx'
import { DayField } from '#web/components/field/DayField.tsx'
import { TextField } from '#web/components/field/Field.tsx'
import { type Kept, keptFields } from '#web/components/field/kept.ts'
import { Notice } from '#web/components/notice/Notice.tsx'
import { PageTitle } from '#web/components/page-title/PageTitle.tsx'
import { Table } from '#web/components/table/Table.tsx'
import { shellContext } from '#web/context.ts'
import { momentWords } from '#web/due-words.ts'
import type { Locale } from '#web/locale.ts'
import { useMessages } from '#web/messages/define.ts'
import { page, pageAction } from '#web/page.ts'
import { type Answered, keepTyped, postedDay, postedTexts } from '#web/posted.ts'
import { endProcedure } from '../actions/end-procedure.ts'
import { differences } from '../differences.ts'
import { getVersions } from '../queries.ts'
import type { ProcedureVersion } from '../versions.ts'
import type { Route } from './+types/admin-procedure.ts'
import { procedureAdminMessages } from './admin-messages.ts'
import { Differences } from './Differences.tsx'
import { Validity } from './Validity.tsx'

export const loader = page(async (ctx, { params, url, context }: Route.LoaderArgs) => {
  const { locale } = context.get(shellContext)
  const versions = await getVersions(ctx.db, params.code)
  const [last, previous] = versions
  const chosen = (name: string) =>
    versions.find(({ number }) => String(number) === url.searchParams.get(name))
  const [before, after] = [chosen('tu') ?? previous, chosen('den') ?? last]
  return {
    code: params.code,
    title: last?.content.shortName ?? params.code,
    published: url.searchParams.get('da-cong-bo'),
    versions: versions.map((version) => rowOf(version, locale)),
    ends: last?.validTo ?? null,
    compared:
      before && after
        ? {
            before: before.number,
            after: after.number,
            found: differences(before.content, after.content),
          }
        : null,
  }
})

function rowOf({ content, hash, ...version }: ProcedureVersion, locale: Locale) {
  return { ...version, publishedAt: momentWords(version.publishedAt, locale) }
}

/** Ends the procedure; the form says its last day and the act that ends it. */
export const action = pageAction(async (ctx, { params, request }: Route.ActionArgs) => {
  const posted = postedTexts(await request.formData())
  return keepTyped(posted, async () => {
    const lastDay = postedDay(posted['lastDay']) ?? ''
    const legalAct = (posted['legalAct'] ?? '').slice(0, 200)
    await endProcedure(ctx, { code: params.code, lastDay, legalAct })
    return redirect(`/quan-tri/thu-tuc/${params.code}`, 303)
  })
})

/** One procedure with all its versions and what changed between two of them. */
export default function ProcedureVersions({ loaderData, actionData }: Route.ComponentProps) {
  const { code, title, published } = loaderData
  const texts = useMessages(procedureAdminMessages)
  const { refusal, typed }: Answered = actionData ?? {}
  return (
    <>
      <AdminNav />
      <main className="workspace" id="noi-dung">
        <PageTitle>{refusal ? `${texts.errorPrefix}${title}` : title}</PageTitle>
        <header className="toolbar">
          <h1>{title}</h1>
          <span className="count num">{code}</span>
          <Link to="/quan-tri/thu-tuc">{texts.back}</Link>
          <a href={`/thu-tuc/${code}`}>{texts.onPortal}</a>
          <span className="push">
            <LinkButton href={`/quan-tri/thu-tuc/soan?tu=${code}`}>{texts.compose}</LinkButton>
          </span>
        </header>
        <div className="work-sheet stack stack-lg">
          <ErrorSummary fields={refusal?.fields} message={refusal?.message} />
          {published && <Notice icon="check" state="ok" title={texts.done(published)} />}
          <Versions {...loaderData} />
          <Comparison {...loaderData} />
          <Ending ends={loaderData.ends} field={keptFields({ typed, errors: refusal?.fields })} />
        </div>
      </main>
    </>
  )
}

type Loaded = Route.ComponentProps['loaderData']

function Versions({ versions }: Pick<Loaded, 'versions'>) {
  const texts = useMessages(procedureAdminMessages)
  return (
    <section className="stack">
      <h2>{texts.versions}</h2>
      <Table
        label={texts.versions}
        rows={versions}
        rowKey={({ id }) => id}
        columns={[
          { title: texts.version, cell: ({ number }) => number, numeric: true },
          { title: texts.validity, cell: (row) => <Validity period={row} /> },
          { title: texts.legalAct, cell: ({ legalAct }) => legalAct ?? '–' },
          { title: texts.origin, cell: (row) => (row.sourceHash ? texts.fromFile : texts.fromHere) },
          { title: texts.published, cell: ({ publishedAt }) => publishedAt, numeric: true },
        ]}
      />
    </section>
  )
}

function Comparison({ versions, compared }: Pick<Loaded, 'versions' | 'compared'>) {
  const texts = useMessages(procedureAdminMessages)
  if (!compared) return null
  const select = (name: string, label: string, value: number) => (
    <label>
      {label}{' '}
      <select className="input" name={name} defaultValue={value}>
        {versions.map(({ number }) => (
          <option key={number}>{number}</option>
        ))}
      </select>
    </label>
  )
  return (
    <section className="stack" aria-labelledby="so-sanh">
      <h2 id="so-sanh">{texts.compare}</h2>
      <Form className="row">
        {select('tu', texts.compareFrom, compared.before)}
        {select('den', texts.compareTo, compared.after)}
        <button type="submit" className="button button-quiet">
          {texts.compareButton}
        </button>
      </Form>
      <Differences found={compared.found} />
    </section>
  )
}

function Ending({ ends, field }: Pick<Loaded, 'ends'> & { readonly field: Kept }) {
  const texts = useMessages(procedureAdminMessages)
  if (ends !== null) return <p className="soft">{texts.ended}</p>
  return (
    <section className="stack measure" aria-labelledby="het-hieu-luc">
      <h2 id="het-hieu-luc">{texts.end}</h2>
      <p className="soft">{texts.endNote}</p>
      <form className="stack" method="post">
        <DayField {...field('lastDay')} label={texts.lastDay} required />
        <TextField {...field('legalAct')} label={texts.endAct} required />
        <p>
          <button type="submit" className="button button-danger">
            {texts.endButton}
          </button>
        </p>
      </form>
    </section>
  )
}
