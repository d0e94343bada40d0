import { Link, useSearchParams } from 'react-router'
import { PageTitle } from '../../../web/components/page-title/PageTitle.tsx'
import { WallHead } from '../../../web/components/wall-head/WallHead.tsx'
import { useMessages } from '../../../web/messages/define.ts'
import { page } from '../../../web/page.ts'
import type { Wall, WallQuery } from '../schema.ts'
import { viewOf } from '../view.ts'
import { readWall } from '../wall.ts'
import type { Route } from './+types/wall.ts'
import { AreaMap, type Places } from './AreaMap.tsx'
import { Domains } from './Domains.tsx'
import { Figures } from './Figures.tsx'
import { periodNames, readWallQuery, streamHref, wallHref } from './links.ts'
import { FeedTile, RiskTile } from './list-tiles.tsx'
import { useLiveWall } from './live-wall.ts'
import { wallMessages } from './messages.ts'
import { readPlaces } from './places.ts'
import { RankTile } from './RankTile.tsx'
import { periodWordsOf, timeOf, unitName } from './words.ts'

export const handle = { scripts: true }

export const loader = page(async (ctx, { url }: Route.LoaderArgs) => {
  const query = readWallQuery(url.searchParams)
  const view = await viewOf(ctx, query)
  const [wall, places] = await Promise.all([readWall(ctx, view), readPlaces(ctx, view.period)])
  const scopeName = view.scope === 'all' ? null : (view.tree.byId.get(view.root)?.shortName ?? null)
  return { wall, places, query, scopeName }
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
}

function LivePage({ wall: initial, places, query, scopeName }: Props) {
  const texts = useMessages(wallMessages)
  const live = useLiveWall(initial, streamHref(query))
  const { source } = live.wall
  return (
    <>
      <PageTitle>{texts.title(timeOf(live.wall.now))}</PageTitle>
      <noscript>
        <meta httpEquiv="refresh" content="60" />
      </noscript>
      <WallHead now={initial.now}>
        <p className="soft" role="status">
          {live.lostSince !== null
            ? live.lostSince === ''
              ? texts.never
              : texts.stopped(timeOf(live.lostSince))
            : texts.running(timeOf(source.asOf ?? live.wall.now))}
        </p>
        <Periods wall={live.wall} query={query} scopeName={scopeName} />
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
      {wall.period.kind === 'range' && (
        <span className="chip chip-range" aria-current="true">
          {periodWordsOf(wall.period, texts)}
        </span>
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
