import { Link } from 'react-router'
import { formatDate, formatNumber, formatPercent } from '#platform/text/index.ts'
import { askedPeriod } from '#web/asked-period.ts'
import { Empty } from '#web/components/empty/Empty.tsx'
import { PeriodForm } from '#web/components/field/PeriodForm.tsx'
import { PageTitle } from '#web/components/page-title/PageTitle.tsx'
import { Sidenav } from '#web/components/sidenav/Sidenav.tsx'
import { Source } from '#web/components/source/Source.tsx'
import { type Column, Table } from '#web/components/table/Table.tsx'
import { shellContext } from '#web/context.ts'
import { useMessages } from '#web/messages/define.ts'
import { shellMessages } from '#web/messages/shell.ts'
import { page } from '#web/page.ts'
import { dueBounds } from '../../desk/queues.ts'
import { type DigitalFigure, type DigitalRow, listMissing, viewDigital } from '../../papers/digital-view.ts'
import type { Route } from './+types/digital.ts'
import { DESK_PATH, deskNav } from './desk-nav.ts'
import { scanMessages } from './scan-messages.ts'

const HERE = `${DESK_PATH}/so-hoa`
const PAGE = 50
const PERIOD = { from: 'tu-ngay', to: 'den-ngay' } as const

export const loader = page(async (ctx, { url, context }: Route.LoaderArgs) => {
  const { locale } = context.get(shellContext)
  const asked = (name: string) => url.searchParams.get(name)?.slice(0, 60) || undefined
  const { from, to, wrong } = askedPeriod(url.searchParams, PERIOD, locale)
  const question = { from, to, agency: asked('co-quan') }
  const view = await viewDigital(ctx, question)
  const indicator = asked('thieu')
  const missing = indicator ? await listMissing(ctx, { ...question, indicator, after: asked('sau') }) : null
  const bounds = dueBounds(await ctx.calendar(), ctx.now())
  const { groups } = await deskNav(ctx, { bounds, locale, place: 'digital' })
  return {
    ...view,
    nav: groups,
    wrong: wrong ?? null,
    agency: question.agency ?? null,
    indicator: indicator ?? null,
    missing,
  }
})

type Row = DigitalRow & { readonly agencyId: string | null; readonly agencyName: string }
type Period = { readonly from: string; readonly to: string }

/** Group 4 of QĐ 766 by agency; each figure leads to the dossiers that fall short of it. */
export default function Digital({ loaderData }: Route.ComponentProps) {
  const texts = useMessages(scanMessages)
  const shell = useMessages(shellMessages)
  const { nav, agencies, total, from, to, wrong, missing, indicator, agency } = loaderData
  const all = { agencyId: null, agencyName: texts.total, ...total }
  const rows: readonly Row[] = agencies.length > 1 ? [all, ...agencies] : agencies
  return (
    <>
      <PageTitle>{texts.figuresTitle}</PageTitle>
      <Sidenav label={shell.queues} groups={nav} />
      <main className="workspace" id="noi-dung">
        <div className="work-page work-wide stack">
          <h1>{texts.figuresTitle}</h1>
          <p className="soft measure">{texts.figuresIntro}</p>
          <PeriodForm names={PERIOD} {...{ from, to, wrong }} />
          {wrong ? null : total.finished === 0 ? (
            <Empty title={texts.noneFinished} />
          ) : (
            <Table
              label={texts.figuresTitle}
              rows={rows}
              rowKey={(row) => row.agencyId ?? 'all'}
              columns={columnsOf(texts, { from, to })}
            />
          )}
          <Source>{texts.source}</Source>
          <p className="soft sm">{texts.national}</p>
          {missing && indicator && <MissingList {...{ missing, indicator, agency, from, to }} />}
        </div>
      </main>
    </>
  )
}

type Texts = ReturnType<typeof useMessages<typeof scanMessages.vi>>

function columnsOf(texts: Texts, period: Period): Column<Row>[] {
  const share = (id: keyof Texts['indicators']): Column<Row> => ({
    title: `${id} ${texts.indicators[id]}`,
    numeric: true,
    right: true,
    cell: (row) => <Share row={row} figure={row.figures.find((each) => each.id === id)} period={period} />,
  })
  return [
    { title: texts.agency, cell: (row) => row.agencyName },
    { title: texts.finished, numeric: true, right: true, cell: (row) => formatNumber(row.finished) },
    share('4.1'),
    share('4.2'),
    share('4.3'),
    { title: texts.reused, numeric: true, right: true, cell: (row) => formatNumber(row.reused) },
    share('4.4'),
    share('4.5'),
  ]
}

type ShareProps = { readonly row: Row; readonly figure: DigitalFigure | undefined; readonly period: Period }

function Share({ row, figure, period }: ShareProps) {
  if (!figure || figure.share === null) return '–'
  return (
    <>
      <Link to={addressOf({ ...period, agency: row.agencyId, indicator: figure.id })}>
        {formatPercent(figure.share)}
      </Link>
      <small className="soft">
        {' '}
        {formatNumber(figure.part)}/{formatNumber(figure.whole)}
      </small>
    </>
  )
}

type Address = Period & {
  readonly agency: string | null
  readonly indicator: string
  readonly after?: string
}

function addressOf({ from, to, agency, indicator, after }: Address): string {
  const params = new URLSearchParams({ 'tu-ngay': from, 'den-ngay': to, thieu: indicator })
  if (agency) params.set('co-quan', agency)
  if (after) params.set('sau', after)
  return `${HERE}?${params}`
}

type MissingProps = Period & {
  readonly missing: Awaited<ReturnType<typeof loader>>['missing'] & object
  readonly indicator: string
  readonly agency: string | null
}

function MissingList({ missing, indicator, agency, from, to }: MissingProps) {
  const texts = useMessages(scanMessages)
  const last = missing.at(-1)
  const name =
    indicator in texts.indicators ? texts.indicators[indicator as keyof typeof texts.indicators] : indicator
  return (
    <section className="stack stack-sm">
      <h2>{texts.missing(`${indicator} ${name}`)}</h2>
      {missing.length === 0 ? (
        <p className="soft">{texts.allGood}</p>
      ) : (
        <Table
          label={texts.missing(name)}
          rows={missing}
          rowKey={(row) => row.id}
          columns={[
            {
              title: texts.code,
              numeric: true,
              cell: (row) => <Link to={`${DESK_PATH}/ho-so/${row.id}`}>{row.code}</Link>,
            },
            { title: texts.procedure, cell: (row) => row.procedureName },
            { title: texts.day, numeric: true, cell: (row) => formatDate(row.onDate) },
          ]}
        />
      )}
      {last && missing.length === PAGE && (
        <p>
          <Link to={addressOf({ from, to, agency, indicator, after: last.id })}>{texts.more}</Link>
        </p>
      )}
    </section>
  )
}
