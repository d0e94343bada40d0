import { Link } from 'react-router'
import { formatNumber } from '#platform/text/index.ts'
import { Details } from '#web/components/disclosure/Details.tsx'
import { HotlineLink } from '#web/components/hotline/HotlineLink.tsx'
import { LawLanguage } from '#web/components/law-language/LawLanguage.tsx'
import { Steps } from '#web/components/lists/Lists.tsx'
import { PageTitle } from '#web/components/page-title/PageTitle.tsx'
import { TitleBlock } from '#web/components/title-block/TitleBlock.tsx'
import { figuresContext } from '#web/context.ts'
import { useMessages } from '#web/messages/define.ts'
import { page } from '#web/page.ts'
import { MINUTES_OF_APPROVED_DAY } from '../process-plan.ts'
import type { Route } from './+types/procedure.ts'
import { procedureMessages } from './messages.ts'
import { ProcedureFacts } from './ProcedureFacts.tsx'
import { ProcedurePapers } from './ProcedurePapers.tsx'
import { ProcedurePath } from './ProcedurePath.tsx'
import { ProcedurePlaces } from './ProcedurePlaces.tsx'
import { ProcedurePromise } from './ProcedurePromise.tsx'
import { procedurePageMessages } from './procedure-messages.ts'
import { type ProcedureView, viewProcedure } from './procedure-view.ts'
import { lowestFirst, useProcedureWords } from './words.ts'

export const loader = page(async (ctx, { params, url, context }: Route.LoaderArgs) => {
  const [view, figures] = await Promise.all([
    viewProcedure(ctx, params.code, url.searchParams.get('xa')),
    context.get(figuresContext)?.ofProcedure(ctx, params.code) ?? null,
  ])
  return { view, figures }
})

export default function ProcedurePage({ loaderData: { view, figures } }: Route.ComponentProps) {
  const { content, event } = view
  const { words } = useMessages(procedureMessages)
  const { fees } = useProcedureWords()
  return (
    <main id="noi-dung" className="page">
      <PageTitle>{content.shortName}</PageTitle>
      <TitleBlock
        title={content.shortName}
        crumbs={event ? [{ href: `/viec/${event.slug}`, label: event.title }] : []}
        meta={[
          fees(content.fees),
          <span key="code" className="num">
            {words.code(content.code)}
          </span>,
          words.field(content.field),
          lowestFirst(content.levels)
            .map((level) => words.solvedAt[level])
            .join(', '),
          words.online[content.onlineLevel],
        ]}
      />
      <LawLanguage />
      <div className="split">
        <div className="stack stack-xl">
          <ProcedurePromise view={view} />
          <ProcedurePapers content={content} />
          {view.joined ? <ProcedurePath stages={view.joined} /> : <ProcedureSteps view={view} />}
          <ProcedurePlaces content={content} places={view.places} />
          <MoreOfProcedure view={view} />
        </div>
        <ProcedureFacts view={view} figures={figures} />
      </div>
    </main>
  )
}

function ProcedureSteps({ view: { content, steps } }: { view: ProcedureView }) {
  const texts = useMessages(procedurePageMessages)
  const online = content.onlineLevel !== 'none'
  const result = content.results[0]?.name ?? ''
  return (
    <section className="stack" aria-labelledby="cac-buoc">
      <h2 id="cac-buoc">{texts.steps}</h2>
      <Steps
        steps={[
          online
            ? { title: texts.youFill, text: texts.youFillHow }
            : { title: content.channels.includes('post') ? texts.youBringOrPost : texts.youBring },
          ...steps
            .filter(({ kind }) => kind !== 'return')
            .map(({ name, minutes }) => ({
              title: name,
              text: minutes === null ? undefined : span(minutes),
            })),
          { title: texts.youGet(result), text: online ? texts.youGetHow : texts.youGetAtDesk },
        ]}
      />
    </section>
  )

  function span(minutes: number): string {
    const days = minutes / MINUTES_OF_APPROVED_DAY
    return days < 1 ? texts.hours(formatNumber(minutes / 60)) : texts.days(formatNumber(days))
  }
}

function MoreOfProcedure({ view: { content, form } }: { view: ProcedureView }) {
  const texts = useMessages(procedurePageMessages)
  return (
    <section aria-label={texts.more}>
      {content.onlineLevel !== 'none' && (
        <Details summary={texts.questionsOf}>
          {form.pages.map(({ id, title, items }) => (
            <div key={id}>
              <h3>{title}</h3>
              <ul className="bullets">
                {items.map(({ field, label }) => (
                  <li key={field}>{label}</li>
                ))}
              </ul>
            </div>
          ))}
        </Details>
      )}
      <Details summary={texts.legalBasis}>
        <p>{content.name}</p>
        <ul className="bullets">
          {content.legalBasis.map((act) => (
            <li key={act}>{act}</li>
          ))}
        </ul>
        {content.note && <p className="soft sm">{content.note}</p>}
      </Details>
      <Details summary={texts.complain}>
        <p>
          <HotlineLink /> <Link to="/mot-cua">{texts.orCome}</Link>.
        </p>
      </Details>
    </section>
  )
}
