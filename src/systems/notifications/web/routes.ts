import type { PageEntry } from '#web/pages.ts'

/** The pages of notifications. */
export const pages: PageEntry[] = [
  { path: '/thong-bao', file: 'systems/notifications/web/notifications.tsx', permission: 'signed-in' },
  {
    path: '/ban-lam-viec/thong-bao',
    file: 'systems/notifications/web/desk-notifications.tsx',
    permission: 'officer',
  },
  { path: '/thu-di', file: 'systems/notifications/web/outbox.tsx', permission: 'outbox.read' },
  { path: '/thu-di/:id', file: 'systems/notifications/web/message.tsx', permission: 'outbox.read' },
]
