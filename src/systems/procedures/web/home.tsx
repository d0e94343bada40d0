import { Link } from 'react-router'
import { localDate } from '#platform/calendar/index.ts'
import { formatNumber, formatPercent, formatTime } from '#platform/text/index.ts'
import { HotlineLink } from '#web/components/hotline/HotlineLink.tsx'
import { Icon } from '#web/components/icon/Icon.tsx'
import { LifeEvents } from '#web/components/lists/Lists.tsx'
import { Notice } from '#web/components/notice/Notice.tsx'
import { PageTitle } from '#web/components/page-title/PageTitle.tsx'
import { SearchForm } from '#web/components/search/SearchForm.tsx'
import { Source } from '#web/components/source/Source.tsx'
import { figuresContext, type ServedFigures } from '#web/context.ts'
import { dayWords } from '#web/due-words.ts'
import { useMessages } from '#web/messages/define.ts'
import { page } from '#web/page.ts'
import { useShell } from '#web/shell.ts'
import { countProcedures } from '../search.ts'
import { listLifeEvents } from '../store.ts'
import type { Route } from './+types/home.ts'
import { HeroArt } from './HeroArt.tsx'
import { lifeEventLinks } from './life-event-links.ts'
import { procedureMessages } from './messages.ts'
import { ProcedureRows } from './ProcedureRows.tsx'
import { type PromisedProcedure, popularProcedures } from './promised.ts'

const PROMISED = 6
const HINTS = 4

export const loader = page(async (ctx, { context }: Route.LoaderArgs) => {
  const now = ctx.now()
  const date = localDate(now)
  const source = context.get(figuresContext)
  const [popular, events, online, figures] = await Promise.all([
    popularProcedures(ctx, PROMISED),
    ctx.recall('procedures', 'life events', listLifeEvents),
    ctx.recall('procedures', `online ${date}`, (db) => countProcedures(db, { date, online: true })),
    source ? source.today(ctx) : null,
  ])
  return { now, popular, events: lifeEventLinks(events), online, figures }
})

export default function Home({ loaderData }: Route.ComponentProps) {
  const { now, popular, events, online, figures } = loaderData
  const { home } = useMessages(procedureMessages)
  return (
    <main id="noi-dung">
      <PageTitle>{home.title}</PageTitle>
      <Hero popular={popular.slice(0, HINTS)} />
      {figures && <Today figures={figures} />}
      <div className="page">
        <div className="section panels">
          <Tracking />
          <Desks />
        </div>
        <section className="stack" aria-labelledby="viec-trong-doi">
          <h2 id="viec-trong-doi">{home.lifeEvents}</h2>
          <LifeEvents events={events} />
        </section>
        <When {...{ now, popular, online }} />
        <Notice icon="users" title={home.noPhone}>
          <p>{home.noPhoneHow}</p>
          <p className="row">
            <Link to="/mot-cua">{home.nearest}</Link> <HotlineLink />
          </p>
        </Notice>
      </div>
    </main>
  )
}

function Hero({ popular }: { popular: readonly PromisedProcedure[] }) {
  const { home } = useMessages(procedureMessages)
  return (
    <section className="hero">
      <HeroArt />
      <div className="page">
        <h1>
          <label htmlFor="tim">{home.title}</label>
        </h1>
        <SearchForm
          id="tim"
          name="q"
          action="/thu-tuc"
          placeholder={home.example}
          button={home.search}
          buttonMore={home.searchMore}
          sun
        />
        <p className="hero-hints">
          <span>{home.often}</span>
          {popular.map(({ code, shortName }) => (
            <Link key={code} to={`/thu-tuc/${code}`}>
              {shortName}
            </Link>
          ))}
        </p>
      </div>
    </section>
  )
}

/** How the government did today, in one sentence, with what went wrong and a way to the evidence. */
function Today({ figures }: { figures: ServedFigures }) {
  const { home } = useMessages(procedureMessages)
  return (
    <section className="honesty" aria-label={home.resultsLabel}>
      <div className="page">
        <p>
          {home.returnedToday} <strong className="num">{formatNumber(figures.returned)}</strong>{' '}
          {home.dossiersOf} <strong className="num">{formatPercent(figures.onTimeShare)}</strong>{' '}
          {home.onTime}
        </p>
        {figures.late > 0 && <Late count={formatNumber(figures.late)} />}
        <Source at={{ iso: figures.at.toISOString(), text: formatTime(figures.at) }}>{home.register}</Source>
      </div>
    </section>
  )
}

/** The evidence lies behind the wall, which is for officers; a link that asks a citizen to sign in would lead nowhere. */
function Late({ count }: { count: string }) {
  const { home } = useMessages(procedureMessages)
  const { person } = useShell()
  if (person?.kind !== 'officer') return <p>{home.late(count)}</p>
  return <Link to="/dieu-hanh">{home.lateWhy(count)}</Link>
}

function Tracking() {
  const { home } = useMessages(procedureMessages)
  const { person } = useShell()
  return (
    <section className="panel stack-sm stack">
      <h2>
        <Icon name="doc" />
        <label htmlFor="ma">{home.track}</label>
      </h2>
      <p className="soft sm" id="ma-goi-y">
        {home.trackHint}
      </p>
      <SearchForm
        id="ma"
        name="ma"
        action="/tra-cuu"
        button={home.trackButton}
        describedBy="ma-goi-y"
        numeric
      />
      {person === null && (
        <p className="sm">
          {home.forgotBefore} <a href="/dang-nhap?ve=/ho-so">{home.signIn}</a> {home.forgotAfter}
        </p>
      )}
    </section>
  )
}

function Desks() {
  const { home } = useMessages(procedureMessages)
  return (
    <section className="panel stack-sm stack">
      <h2>
        <Icon name="building" />
        <label htmlFor="noi">{home.desks}</label>
      </h2>
      <p className="soft sm" id="noi-goi-y">
        {home.desksHint}
      </p>
      <SearchForm id="noi" name="q" action="/mot-cua" button={home.desksButton} describedBy="noi-goi-y" />
      <p className="sm">
        <Link to="/mot-cua">{home.desksAll}</Link>
      </p>
    </section>
  )
}

type WhenProps = { now: Date; popular: readonly PromisedProcedure[]; online: number }

function When({ now, popular, online }: WhenProps) {
  const { home } = useMessages(procedureMessages)
  const { locale } = useShell()
  const day = dayWords(now, locale)
  return (
    <section className="section stack" aria-labelledby="nop-bay-gio">
      <h2 id="nop-bay-gio">{home.when}</h2>
      <p className="soft sm measure">{home.whenNote(formatTime(now), day)}</p>
      <ProcedureRows procedures={popular} now={now} brief />
      <p>
        <Link to="/thu-tuc?truc-tuyen=1">{home.all(formatNumber(online))}</Link>
      </p>
    </section>
  )
}
