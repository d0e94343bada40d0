import type { Selectable } from 'kysely'
import type { Context } from '#platform/context.ts'
import type { NotificationsMessage } from '#platform/database/tables.ts'

export type Message = Selectable<NotificationsMessage>

/**
 * Takes a message to the mail server: marks it `sending` and counts the attempt, before the network is touched.
 * Undefined when it is done already. A process that dies after this leaves it `sending`; the job comes again.
 */
export async function claimMessage(ctx: Context, id: string): Promise<Message | undefined> {
  return ctx.db.transaction().execute((tx) =>
    tx
      .updateTable('notifications.message')
      .set((eb) => ({ state: 'sending', attempts: eb('attempts', '+', 1) }))
      .where('id', '=', id)
      .where('state', 'in', ['queued', 'sending'])
      .returningAll()
      .executeTakeFirst(),
  )
}
