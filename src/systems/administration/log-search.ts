import { localInstant } from '#platform/calendar/index.ts'
import type { Connection } from '#platform/database/database.ts'
import { notFound } from '#platform/errors.ts'
import {
  findEvent,
  findSubjectByCode,
  type LogFilter,
  type LoggedEvent,
  type LogKey,
  listEvents,
} from '#platform/events/log-queries.ts'
import { maskPersonal } from '#platform/events/masking.ts'
import { dayExists } from '#platform/province/index.ts'
import { maskName } from '#platform/text/index.ts'
import { listOfficerRows } from './officer-list.ts'
import { listAgencies } from './queries.ts'

/** What somebody asks of the event log, as texts; days are yyyy-MM-dd, both counted. */
export type LogQuestion = {
  readonly name?: string
  /** The id of a subject, or the code of a dossier. */
  readonly subject?: string
  /** The id of an actor, or the name of an officer with or without marks. */
  readonly actor?: string
  /** The code of an agency, or words of its name. */
  readonly agency?: string
  readonly from?: string
  readonly to?: string
  readonly before?: string
}

/** Some people of one name, or the units of one agency; more would be no answer. */
const MOST_NAMESAKES = 50
const DAY_MS = 24 * 3600_000

/**
 * A page of the log, newest first, personal data masked; `next` is what `before` of the next page says. A page may be empty
 * and have a next one: so far nothing was found, and there are older events.
 */
export async function searchLog(
  db: Connection,
  question: LogQuestion,
  limit: number,
): Promise<{ items: LoggedEvent[]; next: string | null }> {
  const filter = await filterOf(db, question)
  if (filter === null) return { items: [], next: null }
  const { rows, next } = await listEvents(db, { ...filter, limit })
  return { items: rows.map(masked), next: next && keyOf(next) }
}

/** All events of an answer, page by page, for a file. */
export async function* everyEvent(db: Connection, question: LogQuestion): AsyncGenerator<LoggedEvent> {
  let before = question.before
  for (;;) {
    const { items, next } = await searchLog(
      db,
      before === undefined ? question : { ...question, before },
      1000,
    )
    yield* items
    if (next === null) return
    before = next
  }
}

/** One event by its key, personal data masked. @throws Refusal 404 */
export async function getEvent(db: Connection, key: string): Promise<LoggedEvent> {
  const place = placeOf(key)
  const event = place && (await findEvent(db, place))
  if (event) return masked(event)
  throw notFound('event.not_found', 'Không có sự kiện này. Hãy tìm lại trong sổ.')
}

/** The address of an event: its moment and its number. */
export function keyOf({ at, id }: LogKey): string {
  return `${at.getTime()}-${id}`
}

function placeOf(key: string): LogKey | undefined {
  const parts = /^(\d{1,14})-(\d{1,15})$/.exec(key)
  return parts ? { at: new Date(Number(parts[1])), id: Number(parts[2]) } : undefined
}

function masked(event: LoggedEvent): LoggedEvent {
  const actorName = event.actorKind === 'citizen' ? maskName(event.actorName) : event.actorName
  return { ...event, actorName, data: maskPersonal(event.data) }
}

/** Null when a name or a code in the question belongs to nobody, so that nothing can match. */
async function filterOf(db: Connection, question: LogQuestion): Promise<Omit<LogFilter, 'limit'> | null> {
  const { name, subject, actor, agency, from, to, before } = question
  const subjectId = subject === undefined ? undefined : await subjectOf(db, subject)
  if (subject !== undefined && subjectId === undefined) return null
  const place = before === undefined ? undefined : placeOf(before)
  return {
    ...(name === undefined ? {} : { name }),
    ...(subjectId === undefined ? {} : { subjectId }),
    ...(actor === undefined ? {} : { actorIds: await actorsOf(db, actor) }),
    ...(agency === undefined ? {} : { agencyIds: await agenciesOf(db, agency) }),
    ...(from !== undefined && dayExists(from) ? { from: localInstant(from, '00:00') } : {}),
    ...(to !== undefined && dayExists(to) ? { until: localInstant(to, '24:00') } : {}),
    ...(place ? { before: place } : {}),
  }
}

/** A dossier code carries its day, so that its first event is found without reading the whole log. */
async function subjectOf(db: Connection, subject: string): Promise<string | undefined> {
  const day = /-(\d{2})(\d{2})(\d{2})-\d{4,}$/.exec(subject)
  if (!day) return subject
  const date = `20${day[1]}-${day[2]}-${day[3]}`
  if (!dayExists(date)) return undefined
  const from = localInstant(date, '00:00')
  return findSubjectByCode(db, { code: subject, from, until: new Date(from.getTime() + 2 * DAY_MS) })
}

async function actorsOf(db: Connection, actor: string): Promise<string[]> {
  const namesakes = await listOfficerRows(db, { search: actor, today: '9999-12-31', limit: MOST_NAMESAKES })
  return [actor, ...namesakes.rows.map(({ id }) => id)]
}

async function agenciesOf(db: Connection, agency: string): Promise<string[]> {
  const namesakes = await listAgencies(db, { search: agency, limit: MOST_NAMESAKES })
  const exact = namesakes.find(({ id }) => id === agency)
  return exact ? [exact.id] : namesakes.map(({ id }) => id)
}
