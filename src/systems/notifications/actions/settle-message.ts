import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { notificationEvents } from '../events.ts'
import type { MessageChannel } from '../schema.ts'
import type { Message } from './claim-message.ts'

/** The message reached the mail server, or the outbox of the sandbox. */
export async function recordSent(ctx: Context, message: Message, channel: MessageChannel): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    await tx
      .updateTable('notifications.message')
      .set({ state: 'sent', channel, sentAt: ctx.now(), lastError: null })
      .where('id', '=', message.id)
      .execute()
    await notificationEvents.append(tx, ctx, {
      name: 'message.sent',
      subjectId: message.id,
      data: { dossierId: await dossierOf(tx, message), channel, attempts: message.attempts },
    })
  })
}

/** It will be tried again: back to `queued`, with the reason shown. */
export async function recordDelay(ctx: Context, message: Message, reason: string): Promise<void> {
  await ctx.db
    .transaction()
    .execute((tx) =>
      tx
        .updateTable('notifications.message')
        .set({ state: 'queued', lastError: reason })
        .where('id', '=', message.id)
        .execute(),
    )
}

/** Nobody will try again: the address does not exist, or 72 hours have passed. */
export async function recordFailure(ctx: Context, message: Message, reason: string): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    await tx
      .updateTable('notifications.message')
      .set({ state: 'failed', lastError: reason })
      .where('id', '=', message.id)
      .execute()
    await notificationEvents.append(tx, ctx, {
      name: 'message.failed',
      subjectId: message.id,
      data: {
        dossierId: await dossierOf(tx, message),
        channel: message.channel,
        attempts: message.attempts,
        reason,
      },
    })
  })
}

async function dossierOf(tx: Transaction, { notificationId }: Message): Promise<string> {
  const row = await tx
    .selectFrom('notifications.notification')
    .select('dossierId')
    .where('id', '=', notificationId)
    .executeTakeFirstOrThrow()
  return row.dossierId
}
