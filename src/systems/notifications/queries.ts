import { sql } from 'kysely'
import type { Connection } from '#platform/database/database.ts'
import { notFound } from '#platform/errors.ts'
import type { Actor } from '#platform/permissions.ts'
import type { Locale } from '../../web/locale.ts'
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
    .select(['id', 'kind', 'facts', 'link', 'createdAt', 'readAt'])
    .where('recipientKind', '=', recipient.kind)
    .where('recipientId', '=', recipient.id)
  if (unread) found = found.where('readAt', 'is', null)
  const edge = readCursor(before)
  if (edge) found = found.where(sql<boolean>`(created_at, id) < (${edge.at}::timestamptz, ${edge.id}::uuid)`)
  const rows = await found
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const items = rows.slice(0, limit).map((row) => {
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
  return { items, next: rows.length > limit ? cursorOf(items.at(-1)) : null }
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
  const edge = readCursor(before)
  if (edge) found = found.where(sql<boolean>`(created_at, id) < (${edge.at}::timestamptz, ${edge.id}::uuid)`)
  const rows = await found
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const items = rows.slice(0, limit).map(toListed)
  return { items, next: rows.length > limit ? cursorOf(items.at(-1)) : null }
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
function cursorOf(item: { createdAt: string; id: string } | undefined): string | null {
  return item ? `${item.createdAt}_${item.id}` : null
}

/** Undefined for what no page of ours made: then the list begins at its top. */
function readCursor(cursor: string | undefined): { at: string; id: string } | undefined {
  const [, at, id] = /^(\d{4}-\d\d-\d\dT[\d:.]{8,12}Z)_([0-9a-f-]{36})$/.exec(cursor ?? '') ?? []
  return at && id ? { at, id } : undefined
}
