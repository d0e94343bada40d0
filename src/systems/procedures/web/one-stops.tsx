import { Link } from 'react-router'
import { localDate } from '#platform/calendar/index.ts'
import { normalise, searchKey } from '#platform/text/index.ts'
import { Empty } from '#web/components/empty/Empty.tsx'
import { Rows } from '#web/components/lists/Lists.tsx'
import { PageTitle } from '#web/components/page-title/PageTitle.tsx'
import { SearchForm } from '#web/components/search/SearchForm.tsx'
import { TitleBlock } from '#web/components/title-block/TitleBlock.tsx'
import { useMessages } from '#web/messages/define.ts'
import { page } from '#web/page.ts'
import type { Route } from './+types/one-stops.ts'
import { DeskFacts } from './DeskFacts.tsx'
import { placesOn } from './desks.ts'
import { procedureMessages } from './messages.ts'

export const loader = page(async (ctx, { url }: Route.LoaderArgs) => {
  const question = normalise(url.searchParams.get('q') ?? '').slice(0, 100)
  const wanted = searchKey(question)
  const { desks } = await placesOn(ctx.recall, localDate(ctx.now()))
  return { question, desks: desks.filter(({ key }) => wanted.split(' ').every((word) => key.includes(word))) }
})

/** Where the province takes in dossiers: its centre, the districts, the communes. */
export default function OneStops({ loaderData }: Route.ComponentProps) {
  const { question, desks } = loaderData
  const { desks: texts } = useMessages(procedureMessages)
  return (
    <main id="noi-dung" className="page">
      <PageTitle>{texts.title}</PageTitle>
      <TitleBlock title={texts.title} crumbs={[]}>
        {texts.free}
      </TitleBlock>
      <section className="stack stack-lg">
        <div className="panel measure stack stack-sm">
          <label className="field-label" htmlFor="noi">
            {texts.label}
          </label>
          <SearchForm id="noi" name="q" action="/mot-cua" value={question} button={texts.search} />
        </div>
        {desks.length === 0 && (
          <Empty icon="building" title={texts.empty}>
            {texts.emptyHow}
          </Empty>
        )}
        {desks.length > 0 && (
          <>
            <p className="soft row">
              {texts.found(desks.length)}
              {question && <Link to="/mot-cua">{texts.all}</Link>}
            </p>
            <Rows
              rows={desks.map((desk) => ({
                id: desk.id,
                what: (
                  <>
                    <b>{desk.name}</b>
                    <p className="soft sm">{desk.place}</p>
                  </>
                ),
                when: <DeskFacts desk={desk} />,
              }))}
            />
          </>
        )}
      </section>
    </main>
  )
}
