import type { Context } from '#platform/context.ts'
import { notFound } from '#platform/errors.ts'
import { notificationEvents } from '../events.ts'
import { recipientOf } from '../policy.ts'

/** Marks one notification of the actor as read and tells where it leads. @throws Refusal 404 for anybody else's. */
export async function markRead(ctx: Context, { id }: { id: string }): Promise<{ link: string }> {
  const recipient = recipientOf(ctx.actor)
  return ctx.db.transaction().execute(async (tx) => {
    const found = await tx
      .selectFrom('notifications.notification')
      .select(['link', 'readAt'])
      .where('id', '=', id)
      .where('recipientKind', '=', recipient.kind)
      .where('recipientId', '=', recipient.id)
      .forUpdate()
      .executeTakeFirst()
    if (!found) throw notFound('notification.not_found', 'Không có thông báo này. Hãy tải lại trang.')
    if (found.readAt) return { link: found.link }
    await tx
      .updateTable('notifications.notification')
      .set({ readAt: ctx.now() })
      .where('id', '=', id)
      .execute()
    await appendRead(tx, ctx, 1)
    return { link: found.link }
  })
}

/** Marks all notifications of the actor as read and tells how many were not. */
export async function markAllRead(ctx: Context): Promise<{ read: number }> {
  const recipient = recipientOf(ctx.actor)
  return ctx.db.transaction().execute(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('notifications.notification')
      .set({ readAt: ctx.now() })
      .where('recipientKind', '=', recipient.kind)
      .where('recipientId', '=', recipient.id)
      .where('readAt', 'is', null)
      .executeTakeFirst()
    const read = Number(numUpdatedRows)
    if (read > 0) await appendRead(tx, ctx, read)
    return { read }
  })
}

type Tx = Parameters<typeof notificationEvents.append>[0]

async function appendRead(tx: Tx, ctx: Context, notifications: number): Promise<void> {
  await notificationEvents.append(tx, ctx, {
    name: 'notification.read',
    subjectId: ctx.actor.id,
    data: { notifications },
  })
}
