import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { isRefusal } from '#platform/errors.ts'
import { mayUse } from '#platform/permissions.ts'
import { pendingAlarms, ringUntil } from '../alarms.ts'
import type { Books, PastPart } from '../books.ts'
import { beginLife, type Life } from '../life.ts'
import { numberLives } from '../numbers.ts'
import type { PastDossier } from '../past-dossier.ts'
import { live } from '../replay.ts'
import { addAlarms, appendHistory, insertLives } from '../write.ts'

export type History = {
  readonly origin: 'import' | 'simulation'
  readonly books: Books
  readonly dossiers: readonly PastDossier[]
  /** Only says what would be recorded. */
  readonly dryRun?: boolean
}

/** What became of a batch; `index` counts from 0 in the batch, `reason` is Vietnamese. */
export type HistoryReport = {
  readonly recorded: number
  readonly events: number
  /** Were here already, by id or code. */
  readonly known: number
  readonly rejected: readonly Rejected[]
}

type Rejected = { readonly index: number; readonly about: PastPart | null; readonly reason: string }

type Replayed = {
  readonly past: PastDossier
  readonly index: number
  readonly life: Life
  readonly identifier: string
}

/**
 * Ghi hồ sơ đã qua: dossiers that lived elsewhere, with their whole life, in one transaction: rows, numbers, the events
 * that each action would have appended at its time, alarms for what is still open. The rules judge promise and outcome.
 * A life that cannot have been is left out with its reason. The same dossiers again change nothing.
 */
export async function recordHistory(ctx: Context, history: History): Promise<HistoryReport> {
  mayUse(ctx.actor, 'dossier.import')
  const { lives, rejected } = await replayAll(history, ctx.now())
  // Before the transaction: a new month locks the whole log, and the live desks shall not wait for a batch.
  if (!history.dryRun) await ensureMonths(ctx, lives)
  return ctx.db.transaction().execute(async (tx) => {
    // What is made up may be lost with the last instant before a crash, and is made up again; the next batch need not wait for the disk.
    if (history.origin === 'simulation') await sql`set local synchronous_commit = off`.execute(tx)
    // One recording at a time: what is known is decided on what was there before.
    await sql`select pg_advisory_xact_lock(hashtext('dossiers.history'))`.execute(tx)
    const fresh = await withoutKnown(tx, lives)
    const report = {
      recorded: fresh.length,
      events: fresh.reduce((sum, { life }) => sum + life.events.length, 0),
      known: lives.length - fresh.length,
      rejected,
    }
    if (history.dryRun) return report
    await numberLives(
      tx,
      fresh.map(({ life, identifier, past }) => ({ life, identifier, code: past.code })),
    )
    const written = fresh.map(({ life }) => life)
    await insertLives(tx, written)
    await appendHistory(tx, ctx.requestId, written)
    await addAlarms(tx, written.flatMap(pendingAlarms))
    return report
  })
}

/** Replayed before others may go on: a batch that is being written asks for its rows meanwhile. */
const AT_ONCE = 50

async function replayAll(history: History, now: Date): Promise<{ lives: Replayed[]; rejected: Rejected[] }> {
  const lives: Replayed[] = []
  const rejected: Rejected[] = []
  const seen = new Set<string>()
  for (const [index, past] of history.dossiers.entries()) {
    if (index % AT_ONCE === 0) await setImmediate()
    try {
      if (past.code !== undefined && seen.has(past.code)) {
        rejected.push({ index, about: 'code', reason: `Mã hồ sơ ${past.code} có hai lần trong tệp` })
        continue
      }
      lives.push({ past, index, ...replay(history, past, now) })
      if (past.code !== undefined) seen.add(past.code)
    } catch (error) {
      if (!isRefusal(error)) throw error
      const about = (Object.keys(error.fields)[0] as PastPart | undefined) ?? null
      rejected.push({ index, about, reason: error.message })
    }
  }
  return { lives, rejected }
}

function replay(
  { origin, books }: History,
  past: PastDossier,
  now: Date,
): { life: Life; identifier: string } {
  const competence = books.competenceOf(past.agencyId, past.areaCode, localDate(past.submittedAt))
  const calendar = books.calendarOf(past.agencyId)
  const offer = books.offerOn(past.procedureCode, localDate(past.submittedAt))
  const planOf = (caseName?: string) => books.planOf(offer, caseName)
  const terms = books.termsOn(localDate(past.submittedAt), offer.procedure)
  const { unsuppliedGroundOn } = books
  const setting = { origin, offer, competence, calendar, terms, planOf, unsuppliedGroundOn, now }
  const life = beginLife(past, setting)
  for (const moment of past.moments) {
    ringUntil(life, moment.at)
    live(life, moment, setting)
  }
  ringUntil(life, now, true)
  return { life, identifier: competence.identifier }
}

async function ensureMonths(ctx: Context, lives: readonly Replayed[]): Promise<void> {
  const times = lives.flatMap(({ life }) => life.events.map((event) => event.at.getTime()))
  if (times.length === 0) return
  const first = localDate(new Date(times.reduce((a, b) => Math.min(a, b))))
  const last = localDate(new Date(times.reduce((a, b) => Math.max(a, b))))
  await sql`select platform.ensure_event_months(${first}::date, ${last}::date)`.execute(ctx.db)
}

async function withoutKnown(tx: Transaction, lives: readonly Replayed[]): Promise<Replayed[]> {
  const ids = lives.flatMap(({ past }) => past.id ?? [])
  const codes = lives.flatMap(({ past }) => past.code ?? [])
  const { rows } = await sql<{ id: string; code: string }>`
    select id, code from dossiers.dossier where id = any(${ids}::uuid[]) or code = any(${codes}::text[])`.execute(
    tx,
  )
  const knownIds = new Set(rows.map((row) => row.id))
  const knownCodes = new Set(rows.map((row) => row.code))
  return lives.filter(({ past, life }) => !knownIds.has(life.row.id) && !knownCodes.has(past.code ?? ''))
}
