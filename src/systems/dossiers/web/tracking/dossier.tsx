import { data, redirect } from 'react-router'
import { normaliseLines } from '#platform/text/index.ts'
import { ErrorSummary } from '#web/components/error-summary/ErrorSummary.tsx'
import { Rows } from '#web/components/lists/Lists.tsx'
import { Breadcrumb } from '#web/components/navigation/Navigation.tsx'
import { PageTitle } from '#web/components/page-title/PageTitle.tsx'
import { shellContext } from '#web/context.ts'
import { useMessages } from '#web/messages/define.ts'
import { page, pageAction } from '#web/page.ts'
import { useShell } from '#web/shell.ts'
import { feeNoteWords } from '../../../procedures/index.ts'
import { rateDossier } from '../../actions/solve-dossier.ts'
import { agencyNames } from '../../queries/agency-names.ts'
import type { CitizenDossier } from '../../queries/citizen-queries.ts'
import { getCitizenDossier } from '../../queries/citizen-queries.ts'
import { transitions } from '../../rules.ts'
import { momentOf } from '../moments.ts'
import type { Route } from './+types/dossier.ts'
import { Answers } from './Answers.tsx'
import { DossierAside } from './DossierAside.tsx'
import { DossierHistory } from './DossierHistory.tsx'
import { DossierMilestones } from './DossierMilestones.tsx'
import { dossierMessages } from './dossier-messages.ts'
import { JoinedLegs } from './JoinedLegs.tsx'
import { lookupMessages } from './lookup-messages.ts'
import { NextMove } from './NextMove.tsx'
import { OwnResults, OwnSlips } from './OwnResults.tsx'
import { Rating } from './Rating.tsx'
import { requestMessages } from './request-messages.ts'
import { citizenState } from './StateBadge.tsx'
import { stateMessages } from './state-messages.ts'
import { ToPay } from './ToPay.tsx'

export const loader = page(async (ctx, { params, context }: Route.LoaderArgs) => {
  const view = await getCitizenDossier(ctx, params.code)
  const fee = feeNoteWords(view.fees, context.get(shellContext).locale)
  return { view, fee, names: await agencyNames(ctx.db, view), now: ctx.now() }
})

export const action = pageAction(async (ctx, { params, request }: Route.ActionArgs) => {
  const posted = await request.formData()
  const { dossier } = await getCitizenDossier(ctx, params.code)
  const stars = Number(posted.get('muc'))
  if (![1, 2, 3, 4, 5].includes(stars)) return data({ unrated: true }, { status: 422 })
  const comment = normaliseLines(String(posted.get('gop-y') ?? '')).slice(0, 2000)
  await rateDossier(ctx, { id: dossier.id, stars, ...(comment ? { comment } : {}) })
  return redirect(`/ho-so/${dossier.code}#danh-gia`, 303)
})

export default function OwnDossier({ loaderData, actionData }: Route.ComponentProps) {
  const { view, fee, names, now } = loaderData
  const { dossier } = view
  const texts = useMessages(dossierMessages)
  const rating = useMessages(requestMessages).rating
  const { mine } = useMessages(lookupMessages)
  const refusal = actionData && 'refusal' in actionData ? actionData.refusal : undefined
  const unrated = actionData !== undefined && 'unrated' in actionData
  return (
    <main id="noi-dung" className="page">
      <PageTitle>{useTitle(view, refusal !== undefined || unrated)}</PageTitle>
      <header className="title-block">
        <Breadcrumb crumbs={[{ href: '/ho-so', label: mine }]} />
        <h1>{dossier.procedureName}</h1>
        <p className="meta">
          <span className="num">{texts.dossier(dossier.code)}</span>
          <span>{texts.applicant(dossier.applicantName)}</span>
        </p>
      </header>
      <div className="split">
        <div className="stack stack-xl">
          <ErrorSummary fields={unrated ? { muc: rating.missing } : {}} message={refusal?.message} />
          <NextMove view={view} now={now} />
          <ToPay view={view} />
          {view.joined ? <JoinedLegs joined={view.joined} now={now} /> : null}
          <DossierMilestones
            milestones={view.milestones}
            promisedAt={dossier.promisedAt}
            toPay={dossier.state === 'awaiting-payment'}
            pausedAt={dossier.clock?.pausedAt ?? view.supplement?.requestedAt ?? null}
            now={now}
          />
          <OwnResults view={view} />
          {dossier.finishedAt || dossier.closedAt ? <Rating given={view.rating} unrated={unrated} /> : null}
          <DossierHistory dossierId={dossier.id} history={view.history} agencyNames={names} now={now} />
          <OwnSlips view={view} />
          <Readers view={view} names={names} />
          <Answers view={view} />
        </div>
        <DossierAside
          fee={fee}
          view={view}
          now={now}
          mayWithdraw={transitions[dossier.state].includes('withdrawn') && view.joined?.mayEnd !== false}
        />
      </div>
    </main>
  )
}

function useTitle({ dossier, supplement }: CitizenDossier, failed: boolean): string {
  const texts = useMessages(dossierMessages)
  const { states } = useMessages(stateMessages)
  const { errorPrefix } = useMessages(requestMessages)
  const state = citizenState({
    state: dossier.state,
    supplied: dossier.suppliedAt !== null,
    overdue: dossier.overdueAt !== null,
  })
  const head = supplement ? texts.todo.pageTitle(supplement.items.length) : states[state]
  return `${failed ? errorPrefix : ''}${head} - ${texts.dossier(dossier.code)}`
}

type ReadersProps = { readonly view: CitizenDossier; readonly names: Readonly<Record<string, string>> }

function Readers({ view, names }: ReadersProps) {
  const texts = useMessages(dossierMessages)
  const { locale } = useShell()
  return (
    <section className="stack" aria-labelledby="ai-xem">
      <h2 id="ai-xem">{texts.readers}</h2>
      {view.readings.length === 0 && <p className="soft">{texts.noReaders}</p>}
      <Rows
        rows={view.readings.map(({ name, title, agencyId, purpose, at }) => ({
          id: `${name} ${purpose}`,
          what: (
            <>
              {[title, name].filter(Boolean).join(' ')}
              {agencyId && `, ${names[agencyId] ?? agencyId}`}
              <p className="soft sm">{purpose}</p>
            </>
          ),
          when: <time dateTime={at.toISOString()}>{momentOf(at, locale).text}</time>,
        }))}
      />
    </section>
  )
}
