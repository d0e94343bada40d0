import { Link } from 'react-router'
import { keyed } from '#web/keyed.ts'
import { useMessages } from '#web/messages/define.ts'
import type { DayInput } from '../schema.ts'
import { calendarMessages } from './messages/calendar.ts'
import { type MonthDay, weeksOf } from './month-days.ts'

type Props = {
  readonly year: number
  readonly month: number
  readonly marked: ReadonlyMap<string, DayInput>
  readonly today: string
}

/** A small month; each day leads to the form that sets it. */
export function MonthTable({ year, month, marked, today }: Props) {
  const texts = useMessages(calendarMessages)
  return (
    <table className="month">
      <caption>{texts.month(month)}</caption>
      <thead>
        <tr>
          {texts.weekdays.split(' ').map((weekday) => (
            <th key={weekday} scope="col">
              {weekday}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {keyed(weeksOf(year, month)).map(({ key, item: week }) => (
          <tr key={key}>
            {keyed(week).map(({ key: place, item: day }) => (
              <td key={place}>
                {day && <DayLink day={day} marked={marked.get(day.date)} isToday={day.date === today} />}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type DayProps = { readonly day: MonthDay; readonly marked: DayInput | undefined; readonly isToday: boolean }

function DayLink({ day: { date, number, weekend }, marked, isToday }: DayProps) {
  const texts = useMessages(calendarMessages)
  const words = marked
    ? `${texts.kinds[marked.kind]}: ${marked.name}`
    : weekend
      ? texts.dayOff
      : texts.workday
  return (
    <Link
      to={`?nam=${date.slice(0, 4)}&ngay=${date}#dat-ngay`}
      className="num"
      data-kind={marked?.kind}
      data-rest={weekend ? '' : undefined}
      aria-current={isToday ? 'date' : undefined}
      aria-label={`${number}, ${words}`}
      title={words}
    >
      {number}
    </Link>
  )
}
