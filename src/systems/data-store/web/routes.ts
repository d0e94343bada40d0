import type { PageEntry } from '#web/pages.ts'

/** The citizen's own store. */
export const pages: PageEntry[] = [
  { path: '/kho-giay-to', file: 'systems/data-store/web/own-store.tsx', permission: 'citizen' },
]
