import type { PageEntry } from '../../../web/pages.ts'

/** The catalogue for citizens, and its versions for administrators. */
export const pages: PageEntry[] = [
  { path: '/', file: 'systems/procedures/web/home.tsx', permission: 'public' },
  { path: '/thu-tuc', file: 'systems/procedures/web/find.tsx', permission: 'public' },
  { path: '/thu-tuc/:code', file: 'systems/procedures/web/procedure.tsx', permission: 'public' },
  { path: '/viec/:slug', file: 'systems/procedures/web/life-event.tsx', permission: 'public' },
  { path: '/mot-cua', file: 'systems/procedures/web/one-stops.tsx', permission: 'public' },
]
