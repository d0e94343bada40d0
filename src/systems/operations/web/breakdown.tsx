import { Link } from 'react-router'
import { notFound } from '#platform/errors.ts'
import { formatNumber } from '#platform/text/index.ts'
import { Empty } from '#web/components/empty/Empty.tsx'
import { Source } from '#web/components/source/Source.tsx'
import { type Column, Table } from '#web/components/table/Table.tsx'
import { useMessages } from '#web/messages/define.ts'
import { page } from '#web/page.ts'
import { listAreas } from '../../administration/index.ts'
import { areaNamesIn } from '../area-names.ts'
import { onTimeRate } from '../rules.ts'
import type { Part, Unit, WallQuery } from '../schema.ts'
import { viewOf } from '../view.ts'
import { readWall } from '../wall.ts'
import type { Route } from './+types/breakdown.ts'
import { type Breakdown, evidenceHref, readBreakdown, readWallQuery, wallHref } from './links.ts'
import { listMessages } from './list-messages.ts'
import { wallMessages } from './messages.ts'
import { WallSheet } from './WallSheet.tsx'
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
    areaNames: Object.fromEntries(areaNamesIn(areas, wall.period)),
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
    <WallSheet title={texts.by[by]} heading={[texts.by[by], ...about]} now={now} back={query}>
      {by === 'agency' ? (
        <Units units={units} query={query} />
      ) : (
        <Parts parts={parts} by={by} query={query} areaNames={areaNames} />
      )}
      <Source stale={stale} {...(asOf === null ? {} : { at: { iso: asOf, text: timeOf(asOf) } })}>
        {texts.register}
      </Source>
    </WallSheet>
  )
}

function Units({ units, query }: { units: readonly Unit[]; query: WallQuery }) {
  const texts = useMessages(listMessages)
  const { old } = useMessages(wallMessages)
  const nameOf = (unit: Unit) => (unit.old ? old(unit.name) : unit.name)
  if (units.length === 0) return <Empty title={texts.empty} />
  const { own: _, ...rest } = query
  const placeOf = (unit: Unit): WallQuery => ({
    ...rest,
    agency: unit.id,
    ...(unit.own ? { own: true } : {}),
  })
  const listed = listedBy(placeOf)
  const columns: Column<Unit>[] = [
    { title: texts.rank, cell: (unit) => unit.rank ?? '–', numeric: true },
    {
      title: texts.name.agency,
      label: null,
      cell: (unit) => <Link to={wallHref(placeOf(unit))}>{nameOf(unit)}</Link>,
    },
    right(texts.rate, (unit) => rateOf(unit.rate)),
    right(texts.interval, (unit) =>
      unit.rate === null ? '–' : `${rateOf(unit.low)} – ${rateOf(unit.high)}`,
    ),
    listed(texts.judged, 'judged', (unit) => unit.onTime + unit.late),
    listed(texts.late, 'late', (unit) => unit.late),
    listed(texts.received, 'received', (unit) => unit.received),
    listed(texts.overdue, 'overdue', (unit) => unit.overdue),
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
  const listed = listedBy((part: Part) => ({ ...query, [by]: part.key }))
  const columns: Column<Part>[] = [
    { title: texts.name[by], cell: (part) => areaNames[part.key] ?? part.key },
    right(texts.rate, (part) => rateOf(onTimeRate(part))),
    listed(texts.judged, 'judged', (part) => part.onTime + part.late),
    listed(texts.late, 'late', (part) => part.late),
    listed(texts.received, 'received', (part) => part.received),
    listed(texts.open, 'open', (part) => part.open),
  ]
  return <Table label={texts.by[by]} columns={columns} rows={parts} rowKey={(part) => part.key} />
}

function right<Row>(title: string, cell: Column<Row>['cell']): Column<Row> {
  return { title, cell, numeric: true, right: true }
}

type Listed = 'judged' | 'late' | 'received' | 'overdue' | 'open'

/** Columns of counts, each of which leads to its dossiers at the place of its row. */
function listedBy<Row>(placeOf: (row: Row) => WallQuery) {
  return (title: string, figure: Listed, count: (row: Row) => number): Column<Row> =>
    right(title, (row) => (
      <Link to={evidenceHref({ ...placeOf(row), figure })}>{formatNumber(count(row))}</Link>
    ))
}
