export { notificationEvents } from './events.ts'
export { countUnread, listNotifications } from './queries.ts'
export type { NotificationKind, ShownNotification } from './schema.ts'
