import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { refusals } from '#platform/http/answers.ts'
import type { SystemOptions } from '#platform/system.ts'
import { localeCookie, localeOf } from '#web/locale.ts'
import { markAllRead, markRead } from './actions/mark-read.ts'
import { countUnread, listNotifications } from './queries.ts'
import { ShownNotification } from './schema.ts'

const Cursor = Type.String({ maxLength: 80 })
const signedIn = { config: { permission: 'signed-in' as const } }

/** A person's own notifications. */
export const notificationRoutes: FastifyPluginAsyncTypebox<SystemOptions> = async (app) => {
  app.get(
    '/api/my/notifications',
    {
      ...signedIn,
      schema: {
        summary: 'Thông báo của tôi, mới nhất trước',
        querystring: Type.Object({
          before: Type.Optional(Cursor),
          unread: Type.Optional(Type.Boolean()),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
        }),
        response: {
          200: Type.Object({
            items: Type.Array(ShownNotification),
            next: Type.Union([Type.String(), Type.Null()]),
            unread: Type.Integer(),
          }),
          ...refusals(401),
        },
      },
    },
    async ({ context: { db, actor }, query, cookies }) => {
      const locale = localeOf(cookies[localeCookie])
      const page = await listNotifications(db, actor, { ...query, locale })
      return { ...page, unread: await countUnread(db, actor) }
    },
  )

  app.post(
    '/api/my/notifications/:id/read',
    {
      ...signedIn,
      schema: {
        summary: 'Đánh dấu đã đọc',
        params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
        response: { 200: Type.Object({ link: Type.String() }), ...refusals(401, 404) },
      },
    },
    async ({ context, params }) => markRead(context, params),
  )

  app.post(
    '/api/my/notifications/read',
    {
      ...signedIn,
      schema: {
        summary: 'Đánh dấu đã đọc tất cả',
        response: { 200: Type.Object({ read: Type.Integer() }), ...refusals(401) },
      },
    },
    async ({ context }) => markAllRead(context),
  )
}
