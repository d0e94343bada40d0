import { data, redirect } from 'react-router'
import type { Context } from '#platform/context.ts'
import { notFound } from '#platform/errors.ts'
import { Locked } from '#web/components/locked/Locked.tsx'
import { Notice } from '#web/components/notice/Notice.tsx'
import { shellContext } from '#web/context.ts'
import { useMessages } from '#web/messages/define.ts'
import { page, pageAction } from '#web/page.ts'
import { type FormPage, formSummary, formWarnings, shownPages } from '../../../procedures/index.ts'
import { saveDraft } from '../../actions/edit-draft.ts'
import { lockedFields, pageErrors, postedAnswers, REVIEW_PATH } from '../../filing-rules.ts'
import { communeChoices, type Filing, getFiling } from '../../queries/filing.ts'
import type { Route } from './+types/form-page.ts'
import { FilingFrame, StepButtons } from './FilingFrame.tsx'
import { FormQuestion } from './FormQuestion.tsx'
import { frameOf, ifChanged, placeOf, stepHref } from './frame-data.ts'
import { filingMessages } from './messages.ts'

export const handle = { autosave: true }

export const loader = page(async (ctx, { params, url, context }: Route.LoaderArgs) => {
  const filing = await getFiling(ctx, params.id)
  const { page: asked, index } = formStep(filing, params.page)
  const reporting = url.searchParams.has('sua')
  const locked = reporting ? [] : lockedFields(asked, filing.draft.data, filing.held)
  const form = filing.form.content
  return {
    frame: await frameOf(ctx, filing, { index, locale: context.get(shellContext).locale }),
    page: asked,
    answers: filing.draft.data,
    lockedRows: await lockedRows(ctx, filing, { asked, locked }),
    locked,
    reporting,
    opened: url.searchParams.has('them'),
    warnings: formWarnings(form, filing.draft.data as never, context.get(shellContext).locale),
    communes: asked.items.some((item) => item.widget === 'area') ? await communeChoices(ctx) : [],
  }
})

/** Saves what was typed, right or wrong, then goes on when this page is right. */
export const action = pageAction(async (ctx, { params, request, url, context }: Route.ActionArgs) => {
  const posted = await request.formData()
  const filing = await getFiling(ctx, params.id)
  const { page: asked } = formStep(filing, params.page)
  const locked = url.searchParams.has('sua') ? [] : lockedFields(asked, filing.draft.data, filing.held)
  const typed = postedAnswers(filing.form.content, asked, { posted, locked })
  const { id } = filing.draft
  const revision = Number(posted.get('revision'))
  const saved = await saveDraft(ctx, { id, revision, data: typed }).catch(ifChanged)
  if (saved === 'changed') return data({ lost: true, typed, errors: {} }, { status: 409 })
  if (posted.has('de-sau')) return redirect('/ho-so', 303)
  const form = filing.form.content
  const now = shownPages(form, saved.data).find((each) => each.id === asked.id) ?? asked
  const opened = now.items.find((item) => !asked.items.some(({ field }) => field === item.field))
  if (opened) {
    url.searchParams.set('them', '1')
    return redirect(`${url.pathname}${url.search}#${opened.field}`, 303)
  }
  const errors = pageErrors(form, saved.data, { page: now, locale: context.get(shellContext).locale })
  if (Object.keys(errors).length > 0) return data({ lost: false, typed: {}, errors }, { status: 422 })
  return redirect(await nextHref(ctx, params, url), 303)
})

/** The form's page at this address; a page that these answers do not lead to is not there. */
function formStep(filing: Filing, path: string): { page: FormPage; index: number } {
  const place = placeOf(filing, path)
  if (place?.step.kind === 'form') return { page: place.step.page, index: place.index }
  throw notFound('draft.no_such_step', 'Tờ khai không có bước này. Hãy mở lại bản nháp từ “Hồ sơ của tôi”.')
}

async function nextHref(ctx: Context, params: { id: string; page: string }, url: URL): Promise<string> {
  if (url.searchParams.get('ve') === REVIEW_PATH) return stepHref(params.id, REVIEW_PATH)
  const { steps } = await getFiling(ctx, params.id)
  const index = steps.findIndex((step) => step.path === params.page)
  return stepHref(params.id, steps[index + 1]?.path ?? REVIEW_PATH)
}

async function lockedRows(
  ctx: Context,
  filing: Filing,
  { asked, locked }: { asked: FormPage; locked: readonly string[] },
) {
  if (locked.length === 0) return []
  const names = new Map((await communeChoices(ctx)).map(({ code, name }) => [code, name]))
  const pages = formSummary(filing.form.content, filing.draft.data as never, names)
  const rows = pages.find((each) => each.page.id === asked.id)?.rows ?? []
  return rows.filter((row) => locked.includes(row.field))
}

export default function FormPageStep({ loaderData, actionData }: Route.ComponentProps) {
  const { frame, page: asked, answers, locked, lockedRows: rows, reporting, warnings, communes } = loaderData
  const { opened } = loaderData
  const texts = useMessages(filingMessages)
  const refusal = actionData && 'refusal' in actionData ? actionData.refusal : undefined
  const result = actionData && 'errors' in actionData ? actionData : undefined
  const errors: Record<string, string> = result?.errors ?? {}
  const typed: Record<string, unknown> = result?.typed ?? {}
  const open = asked.items.filter((item) => !locked.includes(item.field))
  const message = refusal?.message ?? (result?.lost ? texts.lost : undefined)
  return (
    <FilingFrame
      frame={frame}
      title={asked.title}
      {...{ errors, message }}
      autosave={`${asked.id}${reporting ? '?sua=1' : ''}`}
    >
      {opened && <p className="soft">{texts.newQuestions}</p>}
      {asked.hint && <p className="soft">{asked.hint}</p>}
      {rows.length > 0 && (
        <section className="stack" aria-labelledby="da-co">
          <h2 id="da-co">{texts.held}</h2>
          <Locked
            facts={rows.map(({ label, value }) => ({ label, value }))}
            source={texts.heldSource}
            reportHref="?sua=1"
          />
        </section>
      )}
      {reporting && (
        <Notice icon="pen" state="info" title={texts.reporting}>
          <p>{texts.reportingHow}</p>
        </Notice>
      )}
      <section className="stack stack-lg" aria-labelledby={rows.length > 0 ? 'ban-dien' : undefined}>
        {rows.length > 0 && open.length > 0 && <h2 id="ban-dien">{texts.yourPart}</h2>}
        {open.map((item) => (
          <FormQuestion
            key={item.field}
            item={item}
            answer={typed[item.field] ?? answers[item.field]}
            error={errors[item.field]}
            warning={warnings[item.field]}
            communes={communes}
          />
        ))}
      </section>
      <StepButtons />
    </FilingFrame>
  )
}
