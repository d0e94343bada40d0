import type { PageEntry } from '#web/pages.ts'

const at = 'systems/administration/web'

/** The administrator's pages of agencies, the calendar, the event log and the jobs. */
export const pages: PageEntry[] = [
  { path: '/quan-tri', file: `${at}/overview.tsx`, permission: 'job.manage' },
  { path: '/quan-tri/co-quan', file: `${at}/agencies.tsx`, permission: 'agency.manage' },
  { path: '/quan-tri/co-quan/:id', file: `${at}/agency.tsx`, permission: 'agency.manage' },
  { path: '/quan-tri/lich', file: `${at}/calendar.tsx`, permission: 'calendar.manage' },
  { path: '/quan-tri/su-kien', file: `${at}/log.tsx`, permission: 'event.read' },
  { path: '/quan-tri/su-kien/khoa-so', file: `${at}/seals.tsx`, permission: 'event.read' },
  { path: '/quan-tri/su-kien/:key', file: `${at}/log-event.tsx`, permission: 'event.read' },
  { path: '/quan-tri/viec-nen', file: `${at}/jobs.tsx`, permission: 'job.manage' },
]
