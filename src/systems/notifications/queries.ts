import { sql } from 'kysely'
import type { Connection } from '#platform/database/database.ts'
import { notFound } from '#platform/errors.ts'
import type { Actor } from '#platform/permissions.ts'
import type { Locale } from '#web/locale.ts'
import { recipientOf } from './policy.ts'
import type {
  MessageChannel,
  MessageState,
  NotificationFacts,
  NotificationKind,
  ShownNotification,
} from './schema.ts'
import { wordsOf } from './words.ts'

/** How many notifications the actor has not read; 0 for who has not signed in. At most 100 are counted. */
export async function countUnread(db: Connection, actor: Actor): Promise<number> {
  if (actor.kind !== 'citizen' && actor.kind !== 'officer') return 0
  const unread = db
    .selectFrom('notifications.notification')
    .select('id')
    .where('recipientKind', '=', actor.kind)
    .where('recipientId', '=', actor.id)
    .where('readAt', 'is', null)
    .limit(100)
    .as('unread')
  const { count } = await db
    .selectFrom(unread)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

type Page<Item> = { readonly items: Item[] /** Cursor of the next page. */; readonly next: string | null }
type Asked = { readonly before?: string | undefined; readonly unread?: boolean; readonly limit?: number }

/** The actor's own notifications, newest first, in the words of a language. */
export async function listNotifications(
  db: Connection,
  actor: Actor,
  { before, unread = false, limit = 20, locale }: Asked & { locale: Locale },
): Promise<Page<ShownNotification>> {
  const recipient = recipientOf(actor)
  let found = db
    .selectFrom('notifications.notification')
    .select(['id', 'eventId', 'kind', 'facts', 'link', 'createdAt', 'readAt'])
    .where('recipientKind', '=', recipient.kind)
    .where('recipientId', '=', recipient.id)
  if (unread) found = found.where('readAt', 'is', null)
  const edge = readCursor(before, /^\d{1,18}$/)
  if (edge)
    found = found.where(sql<boolean>`(created_at, event_id) < (${edge.at}::timestamptz, ${edge.key}::bigint)`)
  const rows = await found
    .orderBy('createdAt', 'desc')
    .orderBy('eventId', 'desc')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  const items = shown.map((row) => {
    const kind = row.kind as NotificationKind
    return {
      id: row.id,
      kind,
      ...wordsOf(kind, row.facts as unknown as NotificationFacts, locale),
      link: row.link,
      createdAt: row.createdAt.toISOString(),
      readAt: row.readAt?.toISOString() ?? null,
    }
  })
  const last = shown.at(-1)
  return { items, next: rows.length > limit && last ? cursorOf(last.createdAt, last.eventId) : null }
}

export type ListedMessage = {
  readonly id: string
  readonly recipient: string
  readonly subject: string
  readonly state: MessageState
  readonly channel: MessageChannel
  readonly attempts: number
  readonly lastError: string | null
  readonly createdAt: string
  readonly sentAt: string | null
}

const messageColumns = [
  'id',
  'recipient',
  'subject',
  'state',
  'channel',
  'attempts',
  'lastError',
  'createdAt',
  'sentAt',
] as const

/** The e-mails of the whole province, newest first; for who holds `outbox.read`. */
export async function listMessages(
  db: Connection,
  { before, state, limit = 30 }: { before?: string | undefined; state?: MessageState; limit?: number } = {},
): Promise<Page<ListedMessage>> {
  let found = db.selectFrom('notifications.message').select(messageColumns)
  if (state) found = found.where('state', '=', state)
  const edge = readCursor(before, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  if (edge) found = found.where(sql<boolean>`(created_at, id) < (${edge.at}::timestamptz, ${edge.key}::uuid)`)
  const rows = await found
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const next = rows.length > limit && last ? cursorOf(last.createdAt, last.id) : null
  return { items: shown.map(toListed), next }
}

/**
 * One e-mail. Its text is shown only of those that the sandbox kept: what was sent to a real person is the person's.
 * @throws Refusal 404
 */
export async function getMessage(
  db: Connection,
  id: string,
): Promise<ListedMessage & { body: string | null; link: string }> {
  const row = await db
    .selectFrom('notifications.message as message')
    .innerJoin('notifications.notification as notification', 'notification.id', 'message.notificationId')
    .select(messageColumns.map((column) => `message.${column}` as const))
    .select(['message.body', 'notification.link'])
    .where('message.id', '=', id)
    .executeTakeFirst()
  if (!row) throw notFound('message.not_found', 'Không có thư này. Hãy xem lại danh sách thư đi.')
  return { ...toListed(row), body: row.channel === 'outbox' ? row.body : null, link: row.link }
}

type MessageRow = Omit<ListedMessage, 'state' | 'channel' | 'createdAt' | 'sentAt'> & {
  state: string
  channel: string
  createdAt: Date
  sentAt: Date | null
}

function toListed({ id, subject, attempts, lastError, ...row }: MessageRow): ListedMessage {
  return {
    id,
    subject,
    attempts,
    lastError,
    recipient: row.channel === 'outbox' ? row.recipient : maskEmail(row.recipient),
    state: row.state as MessageState,
    channel: row.channel as MessageChannel,
    createdAt: row.createdAt.toISOString(),
    sentAt: row.sentAt?.toISOString() ?? null,
  }
}

/** "th•••@congdan.example": enough to know the domain that refuses, not the person. */
export function maskEmail(address: string): string {
  const at = address.lastIndexOf('@')
  return `${address.slice(0, Math.min(2, at))}•••${address.slice(at)}`
}

/** The last row of a page, as the address of the next one. */
function cursorOf(at: Date, key: number | string): string {
  return `${at.toISOString()}_${key}`
}

/** Undefined for what no page of ours made: then the list begins at its top. */
function readCursor(cursor: string | undefined, keyShape: RegExp): { at: Date; key: string } | undefined {
  const [text = '', key = ''] = cursor?.split('_') ?? []
  const at = new Date(text)
  const ours = !Number.isNaN(at.getTime()) && at.toISOString() === text && keyShape.test(key)
  return ours ? { at, key } : undefined
}
