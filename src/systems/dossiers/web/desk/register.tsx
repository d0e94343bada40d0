import { redirect } from 'react-router'
import { shellContext } from '#web/context.ts'
import { localDate } from '../../../../platform/calendar/index.ts'
import { askedPeriod } from '../../../../web/asked-period.ts'
import { Button } from '../../../../web/components/button/Button.tsx'
import { ErrorSummary } from '../../../../web/components/error-summary/ErrorSummary.tsx'
import { errorSummaryMessages } from '../../../../web/components/error-summary/messages.ts'
import { PeriodForm } from '../../../../web/components/field/PeriodForm.tsx'
import { Notice } from '../../../../web/components/notice/Notice.tsx'
import { PageTitle } from '../../../../web/components/page-title/PageTitle.tsx'
import { Sidenav } from '../../../../web/components/sidenav/Sidenav.tsx'
import { KeyHints } from '../../../../web/keyboard/KeyHints.tsx'
import { useMessages } from '../../../../web/messages/define.ts'
import { shellMessages } from '../../../../web/messages/shell.ts'
import { page, pageAction } from '../../../../web/page.ts'
import { getCounter } from '../../desk/counter.ts'
import { dueBounds } from '../../desk/queues.ts'
import { findRegister, orderRegister } from '../../register/order-register.ts'
import { countRegister } from '../../register/rows.ts'
import { daysOfMonth, MOST_PRINTED } from '../../register/rules.ts'
import type { Route } from './+types/register.ts'
import { deskNav } from './desk-nav.ts'
import { registerMessages } from './register-messages.ts'

const PERIOD = { from: 'tu', to: 'den' } as const

export const loader = page(async (ctx, { url, context }: Route.LoaderArgs) => {
  const { agencyId, name } = await getCounter(ctx)
  const { locale } = context.get(shellContext)
  const { wrong, ...period } = askedPeriod(url.searchParams, PERIOD, locale)
  const today = localDate(ctx.now())
  const usual = daysOfMonth((period.from ?? period.to ?? today).slice(0, 7))
  const [from, to] = [period.from ?? usual.from, period.to ?? usual.to]
  const bounds = dueBounds(await ctx.calendar(), ctx.now())
  const { groups } = await deskNav(ctx, { bounds, locale, place: 'register' })
  const rows = wrong ? null : await countRegister(ctx.db, { agencyId, from, to })
  const asked = from.slice(0, 7)
  const whole = from === daysOfMonth(asked).from && to === daysOfMonth(asked).to
  const issued = whole ? await findRegister(ctx.db, { agencyId, month: asked }) : undefined
  return {
    ...{ agencyId, name, from, to, rows, month: asked },
    nav: groups,
    wrong: wrong ?? null,
    mayOrder: whole && !issued && asked < today.slice(0, 7) && printable(rows),
    issued: issued ? `${issued.sequence}/${issued.suffix}` : null,
    ordered: url.searchParams.has('da-yeu-cau'),
  }
})

export const action = pageAction(async (ctx, { request, url }: Route.ActionArgs) => {
  const posted = await request.formData()
  const month = String(posted.get('thang') ?? '')
  const { agencyId } = await getCounter(ctx)
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) return redirect(url.pathname, 303)
  await orderRegister(ctx, { agencyId, month })
  const { from, to } = daysOfMonth(month)
  return redirect(`${url.pathname}?tu=${from}&den=${to}&da-yeu-cau`, 303)
})

/** The register of this desk: a period to look at, print or take away, and a month that is over to be issued and signed. */
export default function RegisterPage({ loaderData, actionData }: Route.ComponentProps) {
  const texts = useMessages(registerMessages)
  const shell = useMessages(shellMessages)
  const errors = useMessages(errorSummaryMessages)
  const { agencyId, name, nav, from, to, wrong, rows, month, mayOrder, issued, ordered } = loaderData
  const refusal = actionData && 'refusal' in actionData ? actionData.refusal : undefined
  return (
    <>
      <PageTitle>{`${refusal || wrong ? errors.titlePrefix : ''}${texts.title}, ${name}`}</PageTitle>
      <Sidenav label={shell.queues} groups={nav} />
      <main className="workspace" id="noi-dung">
        <div className="work-page stack">
          <h1>{texts.title}</h1>
          <p className="soft">{name}</p>
          <ErrorSummary fields={refusal?.fields} message={refusal?.message} />
          <PeriodForm names={PERIOD} {...{ from, to, wrong }} fromLabel={texts.from} />
          {rows !== null && <Files {...{ agencyId, rows, from, to }} />}
          {issued && (
            <Notice icon="check" state="ok" title={texts.issued(issued)}>
              <p>
                <a href={`/api/registers/${agencyId}/issues/${month}.pdf`} target="_blank" rel="noreferrer">
                  {texts.openIssued}
                </a>
              </p>
            </Notice>
          )}
          {!issued && ordered && <Notice icon="clock" state="info" title={texts.ordered} />}
          {mayOrder && !ordered && (
            <form method="post" className="stack stack-sm">
              <input type="hidden" name="thang" value={month} readOnly />
              <p className="sm">{texts.orderHint}</p>
              <p>
                <Button kind="quiet">{texts.order}</Button>
              </p>
            </form>
          )}
        </div>
        <KeyHints />
      </main>
    </>
  )
}

function printable(rows: number | null): rows is number {
  return rows !== null && rows > 0 && rows <= MOST_PRINTED
}

type FilesProps = {
  readonly agencyId: string
  readonly rows: number
  readonly from: string
  readonly to: string
}

/** How many dossiers the register has in the period, to print or to take away. */
function Files({ agencyId, rows, from, to }: FilesProps) {
  const texts = useMessages(registerMessages)
  const file = (type: 'pdf' | 'csv') => `/api/registers/${agencyId}.${type}?from=${from}&to=${to}`
  return (
    <>
      <p>{texts.found(rows)}</p>
      {rows > MOST_PRINTED && <p className="soft">{texts.tooMany(MOST_PRINTED)}</p>}
      {rows > 0 && (
        <p className="row">
          {printable(rows) && (
            <a className="button" href={file('pdf')} target="_blank" rel="noreferrer">
              {texts.print}
            </a>
          )}
          <a className="button button-quiet" href={file('csv')}>
            {texts.csv}
          </a>
        </p>
      )}
    </>
  )
}
