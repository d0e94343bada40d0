import type { PageEntry } from '#web/pages.ts'

const at = 'systems/signing/web'

/** The check of signatures for everybody, and the administrator's keys and papers. */
export const pages: PageEntry[] = [
  { path: '/kiem-tra-chu-ky', file: `${at}/check.tsx`, permission: 'public', uploads: true },
  { path: '/kiem-tra-chu-ky/:fileHash', file: `${at}/check-stored.tsx`, permission: 'public' },
  { path: '/quan-tri/chu-ky', file: `${at}/keys.tsx`, permission: 'signature.manage' },
  { path: '/quan-tri/chu-ky/khoa-moi', file: `${at}/key-new.tsx`, permission: 'signature.manage' },
]
