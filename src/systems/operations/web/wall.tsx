import { Link, redirect, useSearchParams } from 'react-router'
import { errorSummaryMessages } from '#web/components/error-summary/messages.ts'
import { PeriodForm } from '#web/components/field/PeriodForm.tsx'
import { PageTitle } from '#web/components/page-title/PageTitle.tsx'
import { WallHead } from '#web/components/wall-head/WallHead.tsx'
import { shellContext } from '#web/context.ts'
import { useMessages } from '#web/messages/define.ts'
import { page } from '#web/page.ts'
import type { Wall, WallQuery } from '../schema.ts'
import { viewOf } from '../view.ts'
import { readWall } from '../wall.ts'
import type { Route } from './+types/wall.ts'
import { AreaMap, type Places } from './AreaMap.tsx'
import { type Asked, askedDays, DAYS } from './asked-days.ts'
import { Domains } from './Domains.tsx'
import { Figures } from './Figures.tsx'
import { choosingHref, periodNames, readWallQuery, streamHref, wallHref, wallWords } from './links.ts'
import { FeedTile, RiskTile } from './list-tiles.tsx'
import { type LiveWall, useLiveWall } from './live-wall.ts'
import { type WallTexts, wallMessages } from './messages.ts'
import { readPlaces } from './places.ts'
import { RankTile } from './RankTile.tsx'
import { periodWordsOf, timeOf, unitName } from './words.ts'

export const handle = { scripts: true }

export const loader = page(async (ctx, { url, context }: Route.LoaderArgs) => {
  const { locale } = context.get(shellContext)
  const { from: _, to: __, ...rest } = readWallQuery(url.searchParams)
  const asked = askedDays(url.searchParams, locale)
  const days = asked && !asked.wrong ? { from: asked.from, to: asked.to } : {}
  const query = { ...rest, ...days }
  const choosing = url.searchParams.has('chon') || Boolean(asked?.wrong)
  // One address for one wall, however the days were written: what is seen can be sent on.
  if (asked && !choosing && wallHref(query) !== url.pathname + url.search)
    throw redirect(wallHref(query), 303)
  const view = await viewOf(ctx, query)
  const [wall, places] = await Promise.all([readWall(ctx, view), readPlaces(ctx, view.period)])
  const scopeName = view.scope === 'all' ? null : (view.tree.byId.get(view.root)?.shortName ?? null)
  const form = choosing ? (asked ?? { ...view.period, wrong: null }) : null
  return { wall, places, query, scopeName, form }
})

/** Màn hình điều hành: the whole province, or the agency of the address, over the period of the address. */
export default function WallPage({ loaderData }: Route.ComponentProps) {
  const [search] = useSearchParams()
  // Another question is another wall, with a stream of its own.
  return <LivePage key={search.toString()} {...loaderData} />
}

type Props = {
  readonly wall: Wall
  readonly places: Places
  readonly query: WallQuery
  readonly scopeName: string | null
  /** The form for two days of one's own, while it is open. */
  readonly form: Asked | null
}

function LivePage({ wall: initial, places, query, scopeName, form }: Props) {
  const texts = useMessages(wallMessages)
  const { titlePrefix } = useMessages(errorSummaryMessages)
  const live = useLiveWall(initial, streamHref(query))
  return (
    <>
      <PageTitle>{`${form?.wrong ? titlePrefix : ''}${texts.title(timeOf(live.wall.now))}`}</PageTitle>
      {form === null && (
        // It would take away what is being typed.
        <noscript>
          <meta httpEquiv="refresh" content="60" />
        </noscript>
      )}
      <WallHead now={initial.now} status={statusOf(live, texts)}>
        <Periods wall={live.wall} query={query} scopeName={scopeName} />
        {form && <ChosenDays form={form} query={query} />}
      </WallHead>
      <main id="noi-dung">
        <Figures live={live} query={query} />
        <RankTile live={live} query={query} />
        <AreaMap live={live} query={query} places={places} />
        <RiskTile live={live} query={query} />
        <FeedTile live={live} />
        <Domains live={live} query={query} />
      </main>
    </>
  )
}

function statusOf({ wall: { source, now }, lostSince }: LiveWall, texts: WallTexts): string {
  if (lostSince === null) return texts.running(timeOf(source.asOf ?? now))
  return lostSince === '' ? texts.never : texts.stopped(timeOf(lostSince))
}

function Periods({ wall, query, scopeName }: { wall: Wall; query: WallQuery; scopeName: string | null }) {
  const texts = useMessages(wallMessages)
  const { from: _, to: __, ...rest } = query
  const { agency: ___, own: ____, ...whole } = query
  return (
    <nav className="row" aria-label={texts.periods}>
      {periodNames.map((period) => (
        <Link
          key={period}
          className="chip"
          to={wallHref({ ...rest, period })}
          aria-current={wall.period.kind === period ? 'true' : undefined}
        >
          {texts[period]}
        </Link>
      ))}
      {wall.period.kind === 'range' ? (
        <Link className="chip" to={choosingHref(query)} title={texts.choosing.other} aria-current="true">
          {periodWordsOf(wall.period, texts)}
        </Link>
      ) : (
        <Link className="chip" to={choosingHref(query)}>
          {texts.choosing.open}
        </Link>
      )}
      {scopeName !== null && (
        <>
          <b title={scopeName}>{unitName(scopeName)}</b>
          {query.agency !== undefined && <Link to={wallHref(whole)}>{texts.wholeProvince}</Link>}
        </>
      )}
    </nav>
  )
}

/** Two days of one's own, under the periods that have a name. */
function ChosenDays({ form, query }: { form: Asked; query: WallQuery }) {
  const { close } = useMessages(wallMessages).choosing
  const { tu: _, den: __, ky: ___, ...beside } = wallWords(query)
  return (
    <div className="wall-days">
      <PeriodForm
        names={DAYS}
        {...form}
        beside={beside}
        wayOut={
          <Link className="button button-bare" to={wallHref(query)}>
            {close}
          </Link>
        }
      />
    </div>
  )
}
