import { Link, redirect } from 'react-router'
import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { notFound, type Refusal } from '#platform/errors.ts'
import { formatDate } from '#platform/text/index.ts'
import { type AskedPeriod, askedPeriod } from '#web/asked-period.ts'
import { Count } from '#web/components/badge/Badge.tsx'
import { Button } from '#web/components/button/Button.tsx'
import { Empty } from '#web/components/empty/Empty.tsx'
import { ErrorSummary } from '#web/components/error-summary/ErrorSummary.tsx'
import { errorSummaryMessages } from '#web/components/error-summary/messages.ts'
import { SelectField } from '#web/components/field/Field.tsx'
import { PeriodForm } from '#web/components/field/PeriodForm.tsx'
import { Icon } from '#web/components/icon/Icon.tsx'
import { Pager } from '#web/components/navigation/Navigation.tsx'
import { PageTitle } from '#web/components/page-title/PageTitle.tsx'
import { Sidenav } from '#web/components/sidenav/Sidenav.tsx'
import { shellContext } from '#web/context.ts'
import { KeyHints } from '#web/keyboard/KeyHints.tsx'
import { useMessages } from '#web/messages/define.ts'
import { shellMessages } from '#web/messages/shell.ts'
import { page, pageAction } from '#web/page.ts'
import type { Agency } from '../../../administration/index.ts'
import { getCounter } from '../../desk/counter.ts'
import { dueBounds } from '../../desk/queues.ts'
import { bookOf, desksBefore } from '../../register/books.ts'
import { daysToIssue, findRegister, orderRegister } from '../../register/order-register.ts'
import { countRegister, listRegister, type RegisterPeriod, type RegisterRow } from '../../register/rows.ts'
import { daysInBook, daysOfMonth, entryOf, MOST_PRINTED } from '../../register/rules.ts'
import type { ResultMethod } from '../../schema.ts'
import { slipNumber } from '../../slips/store.ts'
import type { Route } from './+types/register.ts'
import { deskNav } from './desk-nav.ts'
import { type RegisterLine, RegisterTable } from './RegisterTable.tsx'
import { registerMessages } from './register-messages.ts'

const PERIOD = { from: 'tu', to: 'den' } as const
const BOOK = 'so'

/** Above this the head says "more than": counting further would cost more than the page. */
const MOST_COUNTED = 10_000

export const loader = page(async (ctx, { url, context }: Route.LoaderArgs) => {
  const { book, books } = await chosenBook(ctx, url.searchParams.get(BOOK))
  const agencyId = book.desk.id
  const { locale } = context.get(shellContext)
  const { wrong, ...typed } = askedPeriod(url.searchParams, PERIOD, locale)
  const asked: Partial<AskedPeriod> = wasThere(book.desk, typed) ? typed : {}
  const today = localDate(ctx.now())
  const last = book.heir ? (book.desk.validTo ?? today) : today
  const month = (asked.from ?? asked.to ?? last).slice(0, 7)
  const usual = daysInBook(month, book.desk) ?? daysOfMonth(month)
  const period = { agencyId, from: asked.from ?? usual.from, to: asked.to ?? usual.to }
  const bounds = dueBounds(await ctx.calendar(), ctx.now())
  const place = { after: cursorIn(url, 'sau'), before: cursorIn(url, 'truoc') }
  const [{ groups: nav }, count, list] = await Promise.all([
    deskNav(ctx, { bounds, locale, place: 'register' }),
    wrong ? null : countRegister(ctx.db, period, MOST_COUNTED),
    wrong ? null : listRegister(ctx.db, period, place),
  ])
  return {
    ...{ ...period, nav, count, books },
    ...{ name: book.desk.name, heir: book.heir && { ...book.heir, agency: book.heir.agency.name } },
    endedOn: book.heir ? book.desk.validTo : null,
    ...(await monthOf(ctx, { desk: book.desk, period, count })),
    wrong: wrong ?? null,
    lines: list ? list.rows.map((row, index) => lineOf(row, list.first + index)) : null,
    previous: list?.previous ?? null,
    next: list?.next ?? null,
    ordered: url.searchParams.has('da-yeu-cau'),
  }
})

/** Whether the desk was there in some of the days: those of the book that was looked at before may be none of this one's. */
function wasThere({ validFrom, validTo }: Agency, { from, to }: Partial<AskedPeriod>): boolean {
  return (to === undefined || to >= validFrom) && (from === undefined || validTo === null || from <= validTo)
}

/** The books of this desk to choose from, and the one that is asked for: its own unless told. Refuses with 404 any other. */
async function chosenBook(ctx: Context, asked: string | null) {
  const own = await getCounter(ctx)
  const before = await desksBefore(ctx, own.agencyId)
  const id = asked || own.agencyId
  if (id !== own.agencyId && !before.some((desk) => desk.id === id)) throw noBook()
  const books = [
    { id: own.agencyId, name: own.name, until: null },
    ...before.map((desk) => ({ id: desk.id, name: desk.shortName, until: desk.validTo })),
  ]
  return { books, book: await bookOf(ctx, id) }
}

function noBook(): Refusal {
  return notFound('register.not_found', 'Bộ phận một cửa của bạn không giữ sổ này. Hãy chọn lại sổ.')
}

function cursorIn(url: URL, name: string): string | undefined {
  return url.searchParams.get(name) || undefined
}

function lineOf(
  { applicantAddress: _, applicantPhone: __, codeTail, submittedAt, ...row }: RegisterRow,
  order: number,
): RegisterLine {
  return {
    ...row,
    order,
    entry: entryOf({ codeTail, submittedAt }),
    resultMethod: row.resultMethod as ResultMethod,
  }
}

type MonthAsked = {
  readonly desk: Agency
  readonly period: RegisterPeriod
  readonly count: number | null
}

/** What can be done with the register of a whole month: it was issued, or may be once it is over. */
async function monthOf(ctx: Context, { desk, period: { from, to }, count }: MonthAsked) {
  const month = from.slice(0, 7)
  const days = daysInBook(month, desk)
  const whole = days !== undefined && to.startsWith(month) && from <= days.from && days.to <= to
  const issue = whole ? await findRegister(ctx.db, { agencyId: desk.id, month }) : undefined
  const over = days !== undefined && days.to < localDate(ctx.now())
  return {
    month,
    mayOrder: whole && over && !issue && printable(count),
    issued: issue ? slipNumber(issue) : null,
  }
}

export const action = pageAction(async (ctx, { request, url }: Route.ActionArgs) => {
  const posted = await request.formData()
  const month = String(posted.get('thang') ?? '')
  const { desk } = (await chosenBook(ctx, String(posted.get(BOOK) ?? ''))).book
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) return redirect(url.pathname, 303)
  await orderRegister(ctx, { agencyId: desk.id, month })
  const { from, to } = daysToIssue(desk, month)
  return redirect(`${url.pathname}?${BOOK}=${desk.id}&tu=${from}&den=${to}&da-yeu-cau`, 303)
})

type Loaded = Route.ComponentProps['loaderData']

/** The register of this desk: the lines of a period, to print or take away, and a month that is over to be issued and signed. */
export default function RegisterPage({ loaderData, actionData }: Route.ComponentProps) {
  const texts = useMessages(registerMessages)
  const shell = useMessages(shellMessages)
  const errors = useMessages(errorSummaryMessages)
  const { name, nav, from, to, wrong, count, books, heir, endedOn } = loaderData
  const refusal = actionData && 'refusal' in actionData ? actionData.refusal : undefined
  return (
    <>
      <PageTitle>{`${refusal || wrong ? errors.titlePrefix : ''}${texts.title}, ${name}`}</PageTitle>
      <Sidenav label={shell.queues} groups={nav} />
      <main className="workspace book" id="noi-dung">
        <header className="toolbar">
          <h1>{texts.title}</h1>
          <span className="soft sm">{endedOn ? texts.bookUntil(name, formatDate(endedOn)) : name}</span>
          {count !== null && (
            <Count>{count > MOST_COUNTED ? texts.moreThan(MOST_COUNTED) : texts.count(count)}</Count>
          )}
          <Files {...loaderData} />
        </header>
        <div className="book-tools">
          <ErrorSummary fields={refusal?.fields} message={refusal?.message} />
          <PeriodForm names={PERIOD} {...{ from, to, wrong }} fromLabel={texts.from}>
            <BookField books={books} agencyId={loaderData.agencyId} />
          </PeriodForm>
          {heir && (
            <p className="sm">{texts.heir(heir.agency, formatDate(heir.since), heir.acts.join(', '))}</p>
          )}
          <Month {...loaderData} />
        </div>
        <Lines key={`${loaderData.agencyId} ${from} ${to} ${loaderData.lines?.[0]?.order}`} {...loaderData} />
        <KeyHints />
      </main>
    </>
  )
}

/** The books that this desk keeps, where it has taken others over. */
function BookField({ books, agencyId }: Pick<Loaded, 'books' | 'agencyId'>) {
  const texts = useMessages(registerMessages)
  if (books.length < 2) return null
  return (
    <SelectField
      name={BOOK}
      label={texts.book}
      value={agencyId}
      choices={books.map(({ id, name, until }) => ({
        value: id,
        label: until ? texts.bookUntil(name, formatDate(until)) : name,
      }))}
    />
  )
}

function printable(count: number | null): count is number {
  return count !== null && count > 0 && count <= MOST_PRINTED
}

/** The period to print or to take away. */
function Files({ agencyId, count, from, to }: Loaded) {
  const texts = useMessages(registerMessages)
  const file = (type: 'pdf' | 'csv') => `/api/registers/${agencyId}.${type}?from=${from}&to=${to}`
  if (!count) return null
  return (
    <span className="push row">
      {printable(count) ? (
        <a className="button" href={file('pdf')} target="_blank" rel="noreferrer">
          {texts.print}
        </a>
      ) : (
        <span className="soft sm">{texts.tooMany(MOST_PRINTED)}</span>
      )}
      <a className="button button-quiet" href={file('csv')}>
        {texts.csv}
      </a>
    </span>
  )
}

/** The register of a month that is over: issued, on its way, or to be issued. */
function Month({ agencyId, month, issued, ordered, mayOrder, heir }: Loaded) {
  const texts = useMessages(registerMessages)
  if (issued) {
    return (
      <p className="sm" data-state="ok">
        <Icon name="check" /> {texts.issued(issued)}{' '}
        <a href={`/api/registers/${agencyId}/issues/${month}.pdf`} target="_blank" rel="noreferrer">
          {texts.openIssued}
        </a>
      </p>
    )
  }
  if (ordered) {
    return (
      <p className="sm" role="status">
        <Icon name="clock" /> {texts.ordered}
      </p>
    )
  }
  if (!mayOrder) return null
  return (
    <form method="post" className="row">
      <input type="hidden" name="thang" value={month} readOnly />
      <input type="hidden" name={BOOK} value={agencyId} readOnly />
      <Button kind="quiet">{texts.order}</Button>
      <span className="soft sm">{texts.orderHint(heir?.agency ?? null)}</span>
    </form>
  )
}

/** One page of the lines, or why there are none. */
function Lines({ lines, previous, next, from, to, count, agencyId }: Loaded) {
  const texts = useMessages(registerMessages)
  const address = `?${BOOK}=${agencyId}&tu=${from}&den=${to}`
  const [first, last] = [lines?.[0], lines?.at(-1)]
  if (!lines) return null
  if (!first || !last) {
    return (
      <div className="queue-scroll">
        <Empty title={count ? texts.passedEnd : texts.empty}>
          {count ? <Link to={address}>{texts.firstPage}</Link> : texts.emptyNote}
        </Empty>
      </div>
    )
  }
  return (
    <>
      <RegisterTable lines={lines} />
      {(previous || next) && (
        <div className="toolbar">
          <span className="soft sm">{texts.lines(first.order, last.order)}</span>
          <Pager
            previous={previous ? `${address}&truoc=${previous}` : undefined}
            next={next ? `${address}&sau=${next}` : undefined}
          />
        </div>
      )}
    </>
  )
}
