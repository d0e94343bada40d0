import { redirect } from 'react-router'
import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors.ts'
import { ErrorSummary } from '#web/components/error-summary/ErrorSummary.tsx'
import { RadioField, SelectField } from '#web/components/field/Field.tsx'
import { LawLanguage } from '#web/components/law-language/LawLanguage.tsx'
import { Papers, Steps } from '#web/components/lists/Lists.tsx'
import { Notice } from '#web/components/notice/Notice.tsx'
import { PageTitle } from '#web/components/page-title/PageTitle.tsx'
import { TitleBlock } from '#web/components/title-block/TitleBlock.tsx'
import { shellContext } from '#web/context.ts'
import { useMessages } from '#web/messages/define.ts'
import { page, pageAction } from '#web/page.ts'
import { areaOn } from '../../../administration/index.ts'
import { findAccount } from '../../../identity/index.ts'
import { getProcedureAt } from '../../../procedures/index.ts'
import { saveDraft, startDraft } from '../../actions/edit-draft.ts'
import { competenceFor, type Level, takenInAt } from '../../competence.ts'
import { casesToChoose, DELIVERY_PATH, filesOnline, firstOpenStep, needOf } from '../../filing-rules.ts'
import { findOwnDraft } from '../../queries/citizen-queries.ts'
import { communeChoices, deskChoices, getFiling, needsCommune, placesFor } from '../../queries/filing.ts'
import { savedMoment } from '../moments.ts'
import type { Route } from './+types/start.ts'
import { endsMessages } from './ends-messages.ts'
import { stepHref } from './frame-data.ts'
import { filingMessages } from './messages.ts'
import { DeskField, PlaceChoice } from './PlaceChoice.tsx'

const levels: readonly Level[] = ['commune', 'district', 'province']

export const loader = page(async (ctx, { params, url, context }: Route.LoaderArgs) => {
  const { locale } = context.get(shellContext)
  const procedure = await getProcedureAt(ctx.db, params.code, localDate(ctx.now()))
  const draft = await findOwnDraft(ctx, params.code)
  const communes = needsCommune(procedure) ? await communeChoices(ctx) : []
  const wished = url.searchParams.get('xa') ?? draft?.areaCode ?? (await homeOf(ctx))
  // An address of before a merge leads to the commune of today, as the page of the procedure does.
  const area = wished === null ? undefined : await areaOn(ctx.db, wished, localDate(ctx.now()))
  const commune = communes.find(({ code }) => code === area?.code)?.code ?? null
  const places = await placesFor(ctx, procedure, commune)
  const chosen = places.find(({ agency }) => agency.id === draft?.agencyId) ?? places[0]
  return {
    name: procedure.content.shortName,
    code: procedure.code,
    online: filesOnline(procedure.content),
    papers: procedure.content.papers.filter((paper) => needOf(paper) === 'required'),
    communes,
    commune,
    places: places.map(({ level, agency, desk }) => ({
      level,
      name: agency.name,
      desk: desk.name,
      address: desk.address,
      phone: desk.phone,
      hours: desk.hours,
    })),
    level: chosen?.level ?? null,
    desks: await deskChoices(ctx),
    desk: draft?.receptionAgencyId ?? null,
    cases: casesToChoose(procedure.content),
    caseName: draft?.caseName ?? null,
    draft: draft && { id: draft.id, savedAt: savedMoment(draft.updatedAt, ctx.now(), locale) },
  }
})

/** Starts a draft at the chosen place, or takes up the one there is, where it was left. */
export const action = pageAction(async (ctx, { params, request }: Route.ActionArgs) => {
  const posted = await request.formData()
  const on = localDate(ctx.now())
  const procedure = await getProcedureAt(ctx.db, params.code, on)
  const areaCode = String(posted.get('xa') ?? '') || null
  const level = levels.find((each) => each === posted.get('cap'))
  const caseName = String(posted.get('truong-hop') ?? '') || null
  const cases = casesToChoose(procedure.content)
  if (cases.length > 0 && (caseName === null || !cases.includes(caseName))) throw noCase()
  const place = await competenceFor(ctx.db, procedure.content, { areaCode, level, on })
  const deskId = String(posted.get('mot-cua') ?? '')
  const { receptionAgencyId } = deskId === '' ? place : await takenInAt(ctx.db, place, { deskId, on })
  const draft = await startDraft(ctx, { procedureCode: params.code })
  await saveDraft(ctx, {
    id: draft.id,
    agencyId: place.agencyId,
    receptionAgencyId: receptionAgencyId === place.receptionAgencyId ? null : receptionAgencyId,
    caseName: cases.length > 0 ? caseName : null,
    ...(areaCode === null ? {} : { areaCode }),
  })
  const { form, procedure: asked, draft: saved, attachments } = await getFiling(ctx, draft.id)
  const filing = { form: form.content, papers: asked.content.papers }
  const open = firstOpenStep(filing, saved.data, attachments)
  return redirect(stepHref(draft.id, open?.path ?? DELIVERY_PATH), 303)
})

function noCase(): Refusal {
  const message = 'Chọn trường hợp của bạn: thời hạn giải quyết tùy theo đó'
  return new Refusal(422, 'draft.case_missing', 'Hãy chọn trường hợp của bạn.', { 'truong-hop': message })
}

async function homeOf(ctx: Context): Promise<string | null> {
  return (await findAccount(ctx.db, ctx.actor.id))?.areaCode ?? null
}

export default function StartFiling({ loaderData, actionData }: Route.ComponentProps) {
  const { name, code, online, communes, commune, places, level, draft, cases, caseName } = loaderData
  const shared = useMessages(filingMessages)
  const texts = useMessages(endsMessages).start
  const refusal = actionData && 'refusal' in actionData ? actionData.refusal : undefined
  const title = texts.title(name)
  const error = refusal?.fields['areaCode']
  const caseError = refusal?.fields['truong-hop']
  const deskError = refusal?.fields['receptionAgencyId']
  const errors = {
    ...(error ? { xa: error } : {}),
    ...(deskError ? { 'mot-cua': deskError } : {}),
    ...(caseError ? { 'truong-hop': caseError } : {}),
  }
  return (
    <main id="noi-dung" className="page">
      <PageTitle>{refusal ? `${shared.errorPrefix}${title}` : title}</PageTitle>
      <TitleBlock title={name} crumbs={[{ href: `/thu-tuc/${code}`, label: name }]} />
      <LawLanguage />
      <div className="split">
        <form className="stack stack-lg measure" method="post">
          <ErrorSummary fields={errors} message={refusal?.message} />
          {!online && (
            <Notice icon="info" state="info" title={texts.offline}>
              <p>{loaderData.desks.length > 0 ? texts.offlineAnywhere : texts.offlineHow}</p>
            </Notice>
          )}
          {draft && <DraftNotice draft={draft} />}
          <h2>{texts.where}</h2>
          {communes.length > 0 && (
            <>
              <SelectField
                name="xa"
                label={texts.commune}
                hint={texts.communeHint}
                error={error}
                value={commune ?? undefined}
                placeholder={shared.chooseCommune}
                choices={communes.map((each) => ({ value: each.code, label: each.name }))}
              />
              <p>
                <button type="submit" className="button button-quiet" formMethod="get">
                  {texts.show}
                </button>
              </p>
            </>
          )}
          <PlaceChoice places={places} level={level} choosable={online} />
          {online && places.length > 0 && (
            <DeskField desks={loaderData.desks} desk={loaderData.desk} error={deskError} />
          )}
          {online && cases.length > 0 && (
            <RadioField
              name="truong-hop"
              label={texts.case}
              error={caseError}
              value={caseName ?? undefined}
              choices={cases.map((each) => ({ value: each, label: each }))}
            />
          )}
          {online && (
            <p className="row">
              <button type="submit" className="button">
                {draft ? texts.goOn : texts.begin}
              </button>
            </p>
          )}
        </form>
        <Preparation papers={loaderData.papers} online={online} />
      </div>
    </main>
  )
}

function DraftNotice({ draft }: { draft: { id: string; savedAt: { iso: string; text: string } } }) {
  const texts = useMessages(endsMessages).start
  return (
    <Notice icon="pen" state="info" title={texts.draft}>
      <p>
        {texts.draftSaved} <time dateTime={draft.savedAt.iso}>{draft.savedAt.text}</time>. {texts.draftHow}
      </p>
      <p>
        <a href={stepHref(draft.id, 'xoa')}>{texts.deleteDraft}</a>
      </p>
    </Notice>
  )
}

type PreparationProps = { readonly papers: readonly { id: string; name: string }[]; readonly online: boolean }

function Preparation({ papers, online }: PreparationProps) {
  const shared = useMessages(filingMessages)
  const texts = useMessages(endsMessages).start
  return (
    <aside className="aside stack">
      <h2>{texts.prepare}</h2>
      {papers.length === 0 ? (
        <p>{texts.nothing}</p>
      ) : (
        <Papers papers={papers.map(({ id, name }) => ({ id, title: name }))} />
      )}
      {online && <h2>{texts.steps}</h2>}
      {online && (
        <Steps
          steps={[
            { title: texts.fill },
            { title: shared.papers.title },
            { title: shared.delivery.title },
            { title: shared.review.title },
          ]}
        />
      )}
    </aside>
  )
}
