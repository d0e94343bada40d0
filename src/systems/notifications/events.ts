import { Type } from 'typebox'
import { defineEvents } from '#platform/events/events.ts'

const delivery = Type.Object({
  dossierId: Type.String(),
  channel: Type.String(),
  attempts: Type.Integer(),
})

/** That somebody was told, or could not be: evidence when it is disputed. No address is in the log. */
export const notificationEvents = defineEvents({
  'notification.read': Type.Object({ notifications: Type.Integer() }),
  'message.sent': delivery,
  'message.failed': Type.Object({ ...delivery.properties, reason: Type.String() }),
})
