import { Link, redirect } from 'react-router'
import { Type } from 'typebox'
import { localDate } from '#platform/calendar/index.ts'
import { formatDate } from '#platform/text/index.ts'
import { AdminPage } from '#web/components/admin-page/AdminPage.tsx'
import { ErrorSummary } from '#web/components/error-summary/ErrorSummary.tsx'
import { Notice } from '#web/components/notice/Notice.tsx'
import { Table } from '#web/components/table/Table.tsx'
import { shellContext } from '#web/context.ts'
import { messagesFor, useMessages } from '#web/messages/define.ts'
import { page, pageAction } from '#web/page.ts'
import { type Answered, keepTyped, mustFit, postedDay, postedTexts } from '#web/posted.ts'
import { removeCalendarDay, setCalendarDay } from '../actions/set-calendar-day.ts'
import { DayInput } from '../schema.ts'
import { daysOfYear } from '../store.ts'
import type { Route } from './+types/calendar.ts'
import { DayForms } from './DayForms.tsx'
import { MonthTable } from './MonthTable.tsx'
import { calendarMessages } from './messages/calendar.ts'
import { weekdayOf } from './month-days.ts'

/** The years that the calendar can count in. */
const FIRST_YEAR = 2000
const LAST_YEAR = 2099

const Removal = Type.Object({
  date: DayInput.properties.date,
  reason: Type.String({ minLength: 5, maxLength: 300 }),
})

export const loader = page(async (ctx, { url }: Route.LoaderArgs) => {
  const today = localDate(ctx.now())
  const asked = Number(url.searchParams.get('nam') ?? today.slice(0, 4))
  const year =
    Number.isInteger(asked) && asked >= FIRST_YEAR && asked <= LAST_YEAR ? asked : Number(today.slice(0, 4))
  const days = await daysOfYear(ctx.db, year)
  const chosen = url.searchParams.get('ngay')
  return {
    year,
    today,
    days,
    chosen: chosen !== null && /^\d{4}-\d\d-\d\d$/.test(chosen) ? chosen : null,
    saved: dayIn(url.searchParams.get('da-luu')),
    removed: dayIn(url.searchParams.get('da-bo')),
  }
})

function dayIn(text: string | null): string | null {
  return text !== null && /^\d{4}-\d\d-\d\d$/.test(text) ? formatDate(text) : null
}

/** Sets a day, or takes it out with a reason. */
export const action = pageAction(async (ctx, { request, context }: Route.ActionArgs) => {
  const texts = messagesFor(context.get(shellContext).locale, calendarMessages)
  const posted = postedTexts(await request.formData())
  const wrong = { message: texts.refused, fields: texts.wrong }
  return keepTyped(posted, async () => {
    const { intent, date, ...rest } = posted
    const day = postedDay(date)
    if (intent === 'remove') {
      const removal = mustFit(Removal, { date: day, reason: rest['reason'] }, wrong)
      await removeCalendarDay(ctx, removal.date, removal.reason)
      return redirect(`/quan-tri/lich?nam=${removal.date.slice(0, 4)}&da-bo=${removal.date}`, 303)
    }
    const input = mustFit(DayInput, defined({ date: day, ...rest }), wrong)
    await setCalendarDay(ctx, input)
    return redirect(`/quan-tri/lich?nam=${input.date.slice(0, 4)}&da-luu=${input.date}`, 303)
  })
})

function defined(fields: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

type Loaded = Route.ComponentProps['loaderData']

/** A year of the working calendar, what differs from the week, and the form that changes a day. */
export default function Calendar({ loaderData, actionData }: Route.ComponentProps) {
  const texts = useMessages(calendarMessages)
  const { year, days, saved, removed, today } = loaderData
  const { refusal, typed }: Answered = actionData ?? {}
  const marked = new Map(days.map((day) => [day.date, day]))
  return (
    <AdminPage
      title={texts.title(year)}
      failed={refusal !== undefined}
      count={texts.count(days.length)}
      toolbar={<Years year={year} />}
    >
      <ErrorSummary fields={refusal?.fields} message={refusal?.message} />
      {saved && !refusal && <Notice icon="check" state="ok" title={texts.saved(saved)} />}
      {removed && !refusal && <Notice icon="check" state="ok" title={texts.removed(removed)} />}
      {days.every(({ kind }) => kind === 'working-day') && (
        <Notice icon="alert" state="soon" title={texts.emptyYear(year)}>
          <p>{texts.emptyYearMore}</p>
        </Notice>
      )}
      <Key />
      <div className="months">
        {Array.from({ length: 12 }, (_, index) => index + 1).map((month) => (
          <MonthTable key={month} {...{ year, month, marked, today }} />
        ))}
      </div>
      <div className="admin-split">
        <Days days={days} />
        <DayForms
          key={loaderData.chosen}
          chosen={loaderData.chosen}
          stored={marked.get(loaderData.chosen ?? '')}
          typed={typed}
          errors={refusal?.fields}
        />
      </div>
    </AdminPage>
  )
}

function Years({ year }: { year: number }) {
  const texts = useMessages(calendarMessages)
  return (
    <nav className="row">
      {year > FIRST_YEAR && (
        <Link to={`?nam=${year - 1}`} rel="prev">
          ← {texts.previous(year - 1)}
        </Link>
      )}
      {year < LAST_YEAR && (
        <Link to={`?nam=${year + 1}`} rel="next">
          {texts.next(year + 1)} →
        </Link>
      )}
    </nav>
  )
}

function Key() {
  const texts = useMessages(calendarMessages)
  return (
    <p className="month-key">
      {Object.entries(texts.kinds).map(([kind, words]) => (
        <span key={kind}>
          <i data-kind={kind} />
          {words}
        </span>
      ))}
    </p>
  )
}

function Days({ days }: Pick<Loaded, 'days'>) {
  const texts = useMessages(calendarMessages)
  const weekdays = texts.weekdays.split(' ')
  return (
    <div className="stack stack-sm">
      <h2 id="ngay-khac">{texts.list}</h2>
      <Table
        label={texts.list}
        rows={days}
        rowKey={({ date }) => date}
        columns={[
          {
            title: texts.day,
            cell: ({ date }) => (
              <Link to={`?nam=${date.slice(0, 4)}&ngay=${date}#dat-ngay`}>
                {formatDate(date)}, {weekdays[weekdayOf(date)]}
              </Link>
            ),
            numeric: true,
          },
          { title: texts.kind, cell: ({ kind }) => texts.kinds[kind] },
          { title: texts.name, cell: ({ name }) => name },
          { title: texts.legalAct, cell: ({ legalAct }) => legalAct },
          { title: texts.certainty, cell: ({ certainty }) => texts.certainties[certainty] },
        ]}
      />
      <p>
        <Link to="/quan-tri/su-kien?doi-tuong=calendar">{texts.history}</Link>
      </p>
    </div>
  )
}
