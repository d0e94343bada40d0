/** A day of a small month: its date (yyyy-MM-dd), its number, whether it is a Saturday or Sunday. */
export type MonthDay = { readonly date: string; readonly number: number; readonly weekend: boolean }

/** The weekday of a date (yyyy-MM-dd): 0 is Monday, 6 Sunday. */
export function weekdayOf(date: string): number {
  return (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7
}

/** The weeks of a month (1 to 12) from Monday to Sunday; null before the first and after the last day. */
export function weeksOf(year: number, month: number): (MonthDay | null)[][] {
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate()
  const lead = weekdayOf(dateOf(1))
  const cells: (MonthDay | null)[] = Array.from({ length: lead }, () => null)
  for (let number = 1; number <= length; number++) {
    cells.push({ date: dateOf(number), number, weekend: cells.length % 7 >= 5 })
  }
  while (cells.length % 7 !== 0) cells.push(null)
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7))

  function dateOf(number: number): string {
    return `${year}-${String(month).padStart(2, '0')}-${String(number).padStart(2, '0')}`
  }
}
