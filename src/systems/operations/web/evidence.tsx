import { Link } from 'react-router'
import { notFound } from '#platform/errors.ts'
import { formatDate, formatNumber } from '#platform/text/index.ts'
import { Empty } from '#web/components/empty/Empty.tsx'
import { Source } from '#web/components/source/Source.tsx'
import { type Column, Table } from '#web/components/table/Table.tsx'
import { momentWords } from '#web/due-words.ts'
import type { Locale } from '#web/locale.ts'
import { useMessages } from '#web/messages/define.ts'
import { page } from '#web/page.ts'
import { useShell } from '#web/shell.ts'
import { listAreas } from '../../administration/index.ts'
import { areaNamesIn } from '../area-names.ts'
import { readEvidence } from '../evidence.ts'
import { figures } from '../figures.ts'
import type { EvidenceItem } from '../schema.ts'
import { viewOf } from '../view.ts'
import type { Route } from './+types/evidence.ts'
import { csvHref, evidenceHref, readEvidenceQuery } from './links.ts'
import { listMessages } from './list-messages.ts'
import { wallMessages } from './messages.ts'
import { WallSheet } from './WallSheet.tsx'
import { periodWordsOf, timeOf } from './words.ts'

export const handle = { scripts: true }

export const loader = page(async (ctx, { url }: Route.LoaderArgs) => {
  const query = readEvidenceQuery(url.searchParams)
  if (!query) {
    throw notFound('figure.not_found', 'Không có con số này. Hãy mở lại từ màn hình điều hành.')
  }
  const after = url.searchParams.get('sau') ?? undefined
  const [view, list, areas] = await Promise.all([
    viewOf(ctx, query),
    readEvidence(ctx, query, { after }),
    query.area === undefined ? [] : listAreas(ctx.db),
  ])
  return {
    query,
    list,
    now: view.now.toISOString(),
    period: view.period,
    overPeriod: figures[query.figure].over === 'period',
    agencyName: view.scope === 'all' ? null : (view.tree.byId.get(view.root)?.name ?? null),
    areaName:
      (query.area === undefined ? undefined : areaNamesIn(areas, view.period).get(query.area)) ?? null,
    next: list.next === null ? null : evidenceHref(query, list.next),
    first: after === undefined ? null : evidenceHref(query),
  }
})

/** Each figure is a click away from its evidence: exactly the dossiers that it counts. */
export default function EvidencePage({ loaderData }: Route.ComponentProps) {
  const { query, list, now, next, first } = loaderData
  const texts = useMessages(listMessages)
  const wall = useMessages(wallMessages)
  const title = texts.figures[query.figure]
  const { figure: _, field: __, area: ___, ...place } = query
  const about = [
    loaderData.overPeriod ? periodWordsOf(loaderData.period, wall).toLowerCase() : texts.now,
    loaderData.agencyName ?? wall.wholeProvince.toLowerCase(),
    query.field,
    loaderData.areaName,
  ]
  return (
    <WallSheet
      title={`${title}: ${texts.count(formatNumber(list.total))}`}
      heading={[title, ...about.filter((part) => part !== null && part !== undefined)]}
      now={now}
      back={place}
      tools={
        <a className="chip push" href={csvHref(query)} download>
          {texts.download}
        </a>
      }
    >
      <p className="figure-value">{formatNumber(list.total)}</p>
      {figures[query.figure].order === 'promised' && <p className="figure-note">{texts.byPromise}</p>}
      {list.dossiers.length === 0 ? (
        <Empty title={texts.none}>{texts.noneHint}</Empty>
      ) : (
        <Dossiers dossiers={list.dossiers} />
      )}
      <p className="row">
        {first && <Link to={first}>{texts.first}</Link>}
        {next && <Link to={next}>{texts.next}</Link>}
      </p>
      <p className="figure-note">{texts.noPersons}</p>
      <Source at={{ iso: now, text: timeOf(now) }}>{texts.register}</Source>
    </WallSheet>
  )
}

function Dossiers({ dossiers }: { dossiers: readonly EvidenceItem[] }) {
  const { locale } = useShell()
  const texts = useMessages(listMessages)
  const columns: Column<EvidenceItem>[] = [
    { title: texts.code, cell: (item) => <Code item={item} />, numeric: true },
    { title: texts.procedure, cell: (item) => item.procedureName },
    { title: texts.agency, cell: (item) => item.agencyName },
    { title: texts.area, cell: (item) => item.areaName },
    { title: texts.channel, cell: (item) => named(texts.channels, item.channel) },
    { title: texts.received, cell: (item) => dayOf(item.receivedAt), numeric: true },
    { title: texts.promised, cell: (item) => momentOf(item.promisedAt, locale), numeric: true },
    { title: texts.state, cell: (item) => <State item={item} /> },
  ]
  return <Table label={texts.list} columns={columns} rows={dossiers} rowKey={(item) => item.id} />
}

/** Leads to the desk who may read the dossier; to others it is a name. */
function Code({ item }: { item: EvidenceItem }) {
  return item.open ? <a href={`/ban-lam-viec/ho-so/${item.id}`}>{item.code}</a> : item.code
}

function State({ item }: { item: EvidenceItem }) {
  const { locale } = useShell()
  const texts = useMessages(listMessages)
  const state = named(texts.states, item.state)
  if (item.outcome === null) return item.stepName === '' ? state : `${state}: ${item.stepName}`
  return (
    <span data-state={item.outcome === 'late' ? 'late' : undefined}>
      <b>{named(texts.outcomes, item.outcome)}</b>, {momentOf(item.finishedAt, locale)}
    </span>
  )
}

function named(words: Readonly<Record<string, string>>, key: string): string {
  return words[key] ?? key
}

function dayOf(instant: string | null): string {
  return instant === null ? '' : formatDate(new Date(instant))
}

function momentOf(instant: string | null, locale: Locale): string {
  return instant === null ? '' : momentWords(new Date(instant), locale)
}
