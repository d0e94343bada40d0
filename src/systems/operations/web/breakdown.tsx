import { Link } from 'react-router'
import { notFound } from '#platform/errors.ts'
import { formatNumber } from '#platform/text/index.ts'
import { Empty } from '../../../web/components/empty/Empty.tsx'
import { PageTitle } from '../../../web/components/page-title/PageTitle.tsx'
import { Source } from '../../../web/components/source/Source.tsx'
import { type Column, Table } from '../../../web/components/table/Table.tsx'
import { WallHead } from '../../../web/components/wall-head/WallHead.tsx'
import { useMessages } from '../../../web/messages/define.ts'
import { page } from '../../../web/page.ts'
import { listAreas } from '../../administration/index.ts'
import { onTimeRate } from '../rules.ts'
import type { Part, Unit, WallQuery } from '../schema.ts'
import { viewOf } from '../view.ts'
import { readWall } from '../wall.ts'
import type { Route } from './+types/breakdown.ts'
import { type Breakdown, evidenceHref, readBreakdown, readWallQuery, wallHref } from './links.ts'
import { listMessages } from './list-messages.ts'
import { wallMessages } from './messages.ts'
import { periodWordsOf, rateOf, timeOf } from './words.ts'

export const handle = { scripts: true }

export const loader = page(async (ctx, { params, url }: Route.LoaderArgs) => {
  const by = readBreakdown(params.cut)
  if (!by) throw notFound('breakdown.not_found', 'Không có bảng này. Hãy mở lại từ màn hình điều hành.')
  const query = readWallQuery(url.searchParams)
  const view = await viewOf(ctx, query)
  const [wall, areas] = await Promise.all([readWall(ctx, view), by === 'area' ? listAreas(ctx.db) : []])
  return {
    by,
    query,
    now: wall.now,
    period: wall.period,
    agencyName: view.scope === 'all' ? null : (view.tree.byId.get(view.root)?.name ?? null),
    units: by === 'agency' ? wall.units : [],
    parts: by === 'field' ? wall.fields : by === 'area' ? wall.areas : [],
    areaNames: Object.fromEntries(areas.map((area) => [area.code, area.fullName])),
    asOf: wall.source.asOf,
    stale: wall.source.stale,
  }
})

/** All agencies, fields or areas with their figures; the wall shows the first and the last of them. */
export default function BreakdownPage({ loaderData }: Route.ComponentProps) {
  const { by, query, now, period, units, parts, areaNames, agencyName, asOf, stale } = loaderData
  const texts = useMessages(listMessages)
  const wall = useMessages(wallMessages)
  const about = [periodWordsOf(period, wall).toLowerCase(), agencyName ?? wall.wholeProvince.toLowerCase()]
  return (
    <>
      <PageTitle>{texts.by[by]}</PageTitle>
      <WallHead now={now}>
        <Link className="chip" to={wallHref(query)}>
          {texts.back}
        </Link>
      </WallHead>
      <main id="noi-dung" className="wall-sheet tile">
        <header>
          <h2>
            {texts.by[by]}, {about.join(', ')}
          </h2>
        </header>
        {by === 'agency' ? (
          <Units units={units} query={query} />
        ) : (
          <Parts parts={parts} by={by} query={query} areaNames={areaNames} />
        )}
        <Source stale={stale} {...(asOf === null ? {} : { at: { iso: asOf, text: timeOf(asOf) } })}>
          {texts.register}
        </Source>
      </main>
    </>
  )
}

function Units({ units, query }: { units: readonly Unit[]; query: WallQuery }) {
  const texts = useMessages(listMessages)
  if (units.length === 0) return <Empty title={texts.empty} />
  const { own: _, ...rest } = query
  const placeOf = (unit: Unit): WallQuery => ({
    ...rest,
    agency: unit.id,
    ...(unit.own ? { own: true } : {}),
  })
  const columns: Column<Unit>[] = [
    { title: texts.rank, cell: (unit) => unit.rank ?? '–', numeric: true },
    { title: texts.name.agency, cell: (unit) => <Link to={wallHref(placeOf(unit))}>{unit.name}</Link> },
    right(texts.rate, (unit) => rateOf(unit.rate)),
    right(texts.interval, (unit) =>
      unit.rate === null ? '–' : `${rateOf(unit.low)} – ${rateOf(unit.high)}`,
    ),
    right(
      texts.judged,
      linked(placeOf, 'judged', (unit) => unit.onTime + unit.late),
    ),
    right(
      texts.late,
      linked(placeOf, 'late', (unit) => unit.late),
    ),
    right(
      texts.received,
      linked(placeOf, 'received', (unit) => unit.received),
    ),
    right(
      texts.overdue,
      linked(placeOf, 'overdue', (unit) => unit.overdue),
    ),
  ]
  return (
    <>
      <Table label={texts.by.agency} columns={columns} rows={units} rowKey={(unit) => unit.id} />
      <p className="figure-note">{texts.rankingNote}</p>
    </>
  )
}

type PartsProps = {
  readonly parts: readonly Part[]
  readonly by: Exclude<Breakdown, 'agency'>
  readonly query: WallQuery
  readonly areaNames: Readonly<Record<string, string>>
}

function Parts({ parts, by, query, areaNames }: PartsProps) {
  const texts = useMessages(listMessages)
  if (parts.length === 0) return <Empty title={texts.empty} />
  const placeOf = (part: Part) => ({ ...query, [by]: part.key })
  const columns: Column<Part>[] = [
    { title: texts.name[by], cell: (part) => areaNames[part.key] ?? part.key },
    right(texts.rate, (part) => rateOf(onTimeRate(part))),
    right(
      texts.judged,
      linked(placeOf, 'judged', (part) => part.onTime + part.late),
    ),
    right(
      texts.late,
      linked(placeOf, 'late', (part) => part.late),
    ),
    right(
      texts.received,
      linked(placeOf, 'received', (part) => part.received),
    ),
    right(
      texts.open,
      linked(placeOf, 'open', (part) => part.open),
    ),
  ]
  return <Table label={texts.by[by]} columns={columns} rows={parts} rowKey={(part) => part.key} />
}

function right<Row>(title: string, cell: Column<Row>['cell']): Column<Row> {
  return { title, cell, numeric: true, right: true }
}

type Listed = 'judged' | 'late' | 'received' | 'overdue' | 'open'

function linked<Row>(
  placeOf: (row: Row) => WallQuery,
  figure: Listed,
  count: (row: Row) => number,
): Column<Row>['cell'] {
  return (row) => <Link to={evidenceHref({ ...placeOf(row), figure })}>{formatNumber(count(row))}</Link>
}
