import { localDate } from '#platform/calendar/index.ts'
import { notFound } from '#platform/errors.ts'
import { LifeEvents } from '#web/components/lists/Lists.tsx'
import { PageTitle } from '#web/components/page-title/PageTitle.tsx'
import { TitleBlock } from '#web/components/title-block/TitleBlock.tsx'
import { useMessages } from '#web/messages/define.ts'
import { page } from '#web/page.ts'
import { listByCodes } from '../search.ts'
import { listLifeEvents } from '../store.ts'
import type { Route } from './+types/life-event.ts'
import { lifeEventLinks } from './life-event-links.ts'
import { procedureMessages } from './messages.ts'
import { ProcedureRows } from './ProcedureRows.tsx'
import { withPromises } from './promised.ts'

export const loader = page(async (ctx, { params }: Route.LoaderArgs) => {
  const events = await ctx.recall('procedures', 'life events', listLifeEvents)
  const event = events.find(({ slug }) => slug === params.slug)
  if (!event) throw notFound('life-event.not_found', 'Không có mục này. Hãy chọn lại ở trang đầu.')
  const date = localDate(ctx.now())
  const procedures = await ctx.recall('procedures', `event ${event.slug} ${date}`, (db) =>
    listByCodes(db, event.procedures, date),
  )
  return {
    now: ctx.now(),
    title: event.title,
    description: event.description,
    procedures: await withPromises(ctx, procedures),
    others: lifeEventLinks(events.filter(({ slug }) => slug !== event.slug)),
  }
})

export default function LifeEventPage({ loaderData }: Route.ComponentProps) {
  const { now, title, description, procedures, others } = loaderData
  const { lifeEvent } = useMessages(procedureMessages)
  return (
    <main id="noi-dung" className="page">
      <PageTitle>{title}</PageTitle>
      <TitleBlock title={title} crumbs={[]}>
        {description}. {lifeEvent.count(procedures.length)}
      </TitleBlock>
      <ProcedureRows procedures={procedures} now={now} />
      <section className="section stack" aria-labelledby="viec-khac">
        <h2 id="viec-khac">{lifeEvent.others}</h2>
        <LifeEvents events={others} />
      </section>
    </main>
  )
}
