import { sql } from 'kysely'
import { localDate } from '#platform/calendar/index.ts'
import type { Transaction } from '#platform/database/database.ts'
import { dossierCode } from '../store.ts'
import type { Life } from './life.ts'

type Numbered = { readonly life: Life; readonly identifier: string; readonly code: string | undefined }

/**
 * Gives each dossier the next number of its agency and day, in the order of filing, after those that the day already
 * has. A code that came along stays; when it is one of ours, the numbers of its day go on behind it.
 */
export async function numberLives(tx: Transaction, lives: readonly Numbered[]): Promise<void> {
  const kept = lives.flatMap(({ life, code }) => (code === undefined ? [] : [{ life, code }]))
  for (const { life, code } of kept) setCode(life, code, tailOf(code))
  await keepBehind(
    tx,
    kept.flatMap(({ code }) => ownNumber(code) ?? []),
  )
  const days = new Map<string, { identifier: string; onDate: string; lives: Life[] }>()
  for (const { life, identifier, code } of lives) {
    if (code !== undefined) continue
    const onDate = localDate(life.row.submittedAt)
    const key = `${identifier} ${onDate}`
    const day = days.get(key) ?? { identifier, onDate, lives: [] }
    days.set(key, day)
    day.lives.push(life)
  }
  // One order of locking for everybody.
  const sorted = [...days.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, day]) => day)
  if (sorted.length === 0) return
  const { rows } = await sql<{ identifier: string; onDate: string; last: number }>`
    insert into dossiers.daily_number (agency_identifier, on_date, last)
    select * from unnest(${sorted.map((day) => day.identifier)}::text[], ${sorted.map((day) => day.onDate)}::date[],
                         ${sorted.map((day) => day.lives.length)}::int[])
    on conflict (agency_identifier, on_date) do update set last = daily_number.last + excluded.last
    returning agency_identifier as identifier, on_date as "onDate", last`.execute(tx)
  for (const { identifier, onDate, last } of rows) {
    const day = days.get(`${identifier} ${onDate}`)
    const filed = (day?.lives ?? []).sort((a, b) => a.row.submittedAt.getTime() - b.row.submittedAt.getTime())
    filed.forEach((life, index) => {
      const code = dossierCode(identifier, onDate, last - filed.length + index + 1)
      setCode(life, code, code.slice(identifier.length + 1))
    })
  }
}

function setCode({ row }: Life, code: string, tail: string): void {
  row.code = code
  row.codeTail = tail
}

/** "000.11.21.H04-240105-0001" → "240105-0001"; of another kind of code the part after its first dash. */
function tailOf(code: string): string {
  const own = /(?:^|-)(\d{6}-\d+)$/.exec(code)
  return own?.[1] ?? (code.slice(code.indexOf('-') + 1) || code)
}

type OwnNumber = { readonly identifier: string; readonly onDate: string; readonly number: number }

function ownNumber(code: string): OwnNumber | undefined {
  const [, identifier, year, month, day, number] = /^(.+)-(\d\d)(\d\d)(\d\d)-(\d{4,9})$/.exec(code) ?? []
  const onDate = `20${year}-${month}-${day}`
  if (!identifier || Number.isNaN(Date.parse(onDate))) return undefined
  return { identifier, onDate, number: Number(number) }
}

async function keepBehind(tx: Transaction, numbers: readonly OwnNumber[]): Promise<void> {
  if (numbers.length === 0) return
  await sql`
    insert into dossiers.daily_number (agency_identifier, on_date, last)
    select identifier, on_date, max(number)
      from unnest(${numbers.map((each) => each.identifier)}::text[], ${numbers.map((each) => each.onDate)}::date[],
                  ${numbers.map((each) => each.number)}::int[]) as kept (identifier, on_date, number)
     group by identifier, on_date order by identifier, on_date
    on conflict (agency_identifier, on_date) do update set last = greatest(daily_number.last, excluded.last)`.execute(
    tx,
  )
}
