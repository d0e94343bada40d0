import { randomBytes } from 'node:crypto'
import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Clock } from '#platform/calendar/index.ts'
import { type Connection, kept, type Transaction } from '#platform/database/database.ts'
import type {
  DossiersAttachment,
  DossiersDossier,
  DossiersSupplementRequest,
} from '#platform/database/tables.ts'
import { notFound } from '#platform/errors.ts'
import type { EventRow } from '#platform/events/events.ts'
import { newId } from '#platform/ids.ts'
import type { Authorised, Channel, DossierState, Outcome, ResultMethod, Step } from './schema.ts'

/** A dossier as stored, its closed word lists and its clock typed. */
export type Dossier = Omit<
  Selectable<DossiersDossier>,
  'state' | 'channel' | 'clock' | 'outcome' | 'resultMethod' | 'stepRole' | 'data' | 'authorised'
> & {
  state: DossierState
  channel: Channel
  clock: Clock | null
  outcome: Outcome | null
  resultMethod: ResultMethod
  stepRole: Step['role']
  data: Record<string, unknown>
  authorised: Authorised | null
}

export type NewDossier = Insertable<DossiersDossier>
export type DossierChange = Omit<Updateable<DossiersDossier>, 'clock'> & { clock?: Clock | null }
export type Attachment = Selectable<DossiersAttachment>

export function dossierMissing() {
  return notFound(
    'dossier.not_found',
    'Không tìm thấy hồ sơ. Hãy kiểm tra lại mã hoặc tài khoản đang đăng nhập.',
  )
}

/** A row as the database gives it, made a Dossier: the clock's instants are texts in JSON. */
export function toDossier(row: Selectable<DossiersDossier>): Dossier {
  return { ...row, clock: toClock(row.clock) } as Dossier
}

/** The clock as JSON gives it: its instants are texts. */
export function toClock(json: unknown): Clock | null {
  if (json === null || typeof json !== 'object') return null
  const { startsAt, dueAt, pausedAt, ...rest } = json as Record<string, string>
  return {
    ...rest,
    startsAt: new Date(String(startsAt)),
    dueAt: new Date(String(dueAt)),
    ...(pausedAt ? { pausedAt: new Date(pausedAt) } : {}),
  } as unknown as Clock
}

/** True for what can be an id here; an address that somebody mistyped is simply not found. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
}

export async function findDossier(db: Connection, id: string): Promise<Dossier | undefined> {
  if (!isId(id)) return undefined
  const row = await db.selectFrom('dossiers.dossier').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toDossier(row)
}

export async function findDossierByCode(db: Connection, code: string): Promise<Dossier | undefined> {
  const row = await db.selectFrom('dossiers.dossier').selectAll().where('code', '=', code).executeTakeFirst()
  return row && toDossier(row)
}

/** Locks a dossier; of a leg the whole first, so that two officers who end parallel legs take their turns. */
export async function lockDossier(tx: Transaction, id: string): Promise<Dossier> {
  if (!isId(id)) throw dossierMissing()
  const rows = await tx
    .selectFrom('dossiers.dossier')
    .selectAll()
    .where((eb) =>
      eb.or([
        eb('id', '=', id),
        eb(
          'id',
          '=',
          eb.selectFrom('dossiers.dossier as leg').select('leg.wholeId').where('leg.id', '=', id),
        ),
      ]),
    )
    .orderBy(sql`whole_id is not null`)
    .forUpdate()
    .modifyEnd(kept)
    .execute()
  const row = rows.find((each) => each.id === id)
  if (!row) throw dossierMissing()
  return toDossier(row)
}

/** Ids in the order in which everybody locks: a whole before its legs, all of one whole together. */
export async function inLockOrder<T extends { readonly id: string }>(
  tx: Transaction,
  asked: readonly T[],
): Promise<T[]> {
  const ids = asked.map(({ id }) => id).filter(isId)
  const rows = await tx
    .selectFrom('dossiers.dossier')
    .select('id')
    .where('id', 'in', ids.length > 0 ? ids : [newId()])
    .orderBy(sql`coalesce(whole_id, id)`)
    .orderBy(sql`whole_id is not null`)
    .orderBy('id')
    .execute()
  const place = new Map(rows.map(({ id }, index) => [id, index]))
  return [...asked].sort((a, b) => (place.get(a.id) ?? ids.length) - (place.get(b.id) ?? ids.length))
}

export async function insertDossier(tx: Transaction, dossier: NewDossier): Promise<Dossier> {
  const inserting = tx.insertInto('dossiers.dossier').values(dossier).returningAll().modifyEnd(kept)
  return toDossier(await inserting.executeTakeFirstOrThrow())
}

/** Saves and counts the revision up, so that a page that shows the old one is refused. */
export async function saveDossier(tx: Transaction, id: string, change: DossierChange): Promise<Dossier> {
  const row = await tx
    .updateTable('dossiers.dossier')
    .set(columnsOf(change))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  return toDossier(row)
}

function columnsOf({ clock, ...rest }: DossierChange) {
  return {
    ...rest,
    ...(clock === undefined ? {} : { clock: clock === null ? null : JSON.stringify(clock) }),
    revision: sql<number>`revision + 1`,
  }
}

/** What a change writes: the columns, the stay that ends with the one that begins, and the event that says so. */
export type DossierRecord = {
  readonly set: DossierChange
  readonly move?: Move | undefined
  readonly event: EventRow
}

/** From one step to another: how the present stay ends and where the next one is. */
export type Move = { readonly end: StageEnd; readonly next: NewStage }

/**
 * Saves a change in one statement, because it is the most frequent write of the house and the way to the database and
 * back costs more than the writing. Returns the dossier as it is now and the id of the event; only what changed comes back.
 */
export async function recordChange(
  tx: Transaction,
  before: Dossier,
  { set, move, event }: DossierRecord,
): Promise<{ after: Dossier; eventId: number }> {
  const logged = tx.with('logged', (db) => db.insertInto('platform.event').values(event).returning('id'))
  const writing = move
    ? logged.with('ended', () => closing(tx, before.id, move.end)).with('begun', () => opening(tx, move.next))
    : logged
  const columns = columnsOf(set)
  const { eventId, ...changed } = await writing
    .updateTable('dossiers.dossier')
    .set(columns)
    .where('id', '=', before.id)
    .returning(['lane', ...namesOf(columns)])
    .returning(sql<number>`(select id from logged)`.as('eventId'))
    .modifyEnd(kept)
    .executeTakeFirstOrThrow()
  const clock = 'clock' in changed ? toClock(changed.clock) : before.clock
  return { after: { ...before, ...changed, clock } as Dossier, eventId }
}

function namesOf(columns: ReturnType<typeof columnsOf>) {
  const given = Object.entries(columns).filter(([, value]) => value !== undefined)
  return given.map(([name]) => name as keyof DossiersDossier)
}

/** The text of a dossier code: `<agency identifier>-<YYMMDD>-<number, at least 4 digits>` (TT 01/2018/TT-VPCP). */
export function dossierCode(identifier: string, onDate: string, number: number): string {
  return `${identifier}-${onDate.slice(2).replaceAll('-', '')}-${String(number).padStart(4, '0')}`
}

/**
 * Takes the next number of the agency's day. Two submissions of one agency wait for each other here, so it comes late
 * in the action; a rollback gives the number back, which a sequence would not.
 */
export async function takeDailyNumber(
  tx: Transaction,
  agencyIdentifier: string,
  onDate: string,
): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    insert into dossiers.daily_number (agency_identifier, on_date, last) values (${agencyIdentifier}, ${onDate}, 1)
    on conflict (agency_identifier, on_date) do update set last = daily_number.last + 1
    returning last ${kept}`.execute(tx)
  return rows[0]?.last ?? 1
}

/** An unguessable name for the public check page of the QR code; it tells nothing about the dossier. */
export function newPublicToken(): string {
  return randomBytes(15).toString('base64url')
}

type NewStage = {
  dossierId: string
  index: number
  step: Step
  agencyId: string
  officer: { id: string; name: string } | null
  startedAt: Date
  dueAt: Date | null
  /** By when its officers must be told; null or left out where nobody must. */
  tellBy?: Date | null
}

type StageEnd = { at: Date; note: string | null; officer?: { id: string; name: string } }

export async function openStage(tx: Transaction, stage: NewStage): Promise<void> {
  await opening(tx, stage).execute()
}

export async function closeStage(tx: Transaction, dossierId: string, end: StageEnd): Promise<void> {
  await closing(tx, dossierId, end).execute()
}

function opening(tx: Transaction, stage: NewStage) {
  return tx.insertInto('dossiers.stage').values(stageRow(stage))
}

function closing(tx: Transaction, dossierId: string, { at, note, officer }: StageEnd) {
  return tx
    .updateTable('dossiers.stage')
    .set({
      finishedAt: at,
      note,
      ...(officer ? { officerId: officer.id, officerName: officer.name } : {}),
    })
    .where('dossierId', '=', dossierId)
    .where('finishedAt', 'is', null)
}

function stageRow(stage: NewStage) {
  return {
    dossierId: stage.dossierId,
    stepIndex: stage.index,
    stepId: stage.step.id,
    stepName: stage.step.name,
    role: stage.step.role,
    agencyId: stage.agencyId,
    officerId: stage.officer?.id ?? null,
    officerName: stage.officer?.name ?? null,
    startedAt: stage.startedAt,
    dueAt: stage.dueAt,
    tellBy: stage.tellBy ?? null,
  }
}

/** Moves the end of the present stay, when the promise or a wait moved it. */
export async function moveStageDue(tx: Transaction, dossierId: string, dueAt: Date | null): Promise<void> {
  await tx
    .updateTable('dossiers.stage')
    .set({ dueAt })
    .where('dossierId', '=', dossierId)
    .where('finishedAt', 'is', null)
    .execute()
}

export async function insertSupplementRequest(
  tx: Transaction,
  request: Omit<Insertable<DossiersSupplementRequest>, 'id'>,
): Promise<string> {
  const id = newId()
  await tx
    .insertInto('dossiers.supplementRequest')
    .values({ ...request, id })
    .execute()
  return id
}

/** The request to complete that nobody has answered. */
export function findOpenRequest(db: Connection, dossierId: string) {
  return db
    .selectFrom('dossiers.supplementRequest')
    .select(['id', 'items', 'reason', 'requestedAt', 'answerDueAt'])
    .where('dossierId', '=', dossierId)
    .where('answeredAt', 'is', null)
    .orderBy('requestedAt', 'desc')
    .executeTakeFirst()
}

/** Papers of a draft or dossier that were not taken back, oldest first. */
export async function listAttachments(db: Connection, dossierId: string): Promise<Attachment[]> {
  return db
    .selectFrom('dossiers.attachment')
    .selectAll()
    .where('dossierId', '=', dossierId)
    .where('removedAt', 'is', null)
    .orderBy('addedAt')
    .execute()
}
