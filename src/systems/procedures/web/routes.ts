import type { PageEntry } from '#web/pages.ts'

/** The catalogue for citizens, and its versions for administrators. */
export const pages: PageEntry[] = [
  { path: '/', file: 'systems/procedures/web/home.tsx', permission: 'public' },
  { path: '/thu-tuc', file: 'systems/procedures/web/find.tsx', permission: 'public' },
  { path: '/thu-tuc/:code', file: 'systems/procedures/web/procedure.tsx', permission: 'public' },
  { path: '/viec/:slug', file: 'systems/procedures/web/life-event.tsx', permission: 'public' },
  { path: '/mot-cua', file: 'systems/procedures/web/one-stops.tsx', permission: 'public' },
  {
    path: '/quan-tri/thu-tuc',
    file: 'systems/procedures/web/admin-list.tsx',
    permission: 'procedure.manage',
  },
  {
    path: '/quan-tri/thu-tuc/soan',
    file: 'systems/procedures/web/admin-compose.tsx',
    permission: 'procedure.manage',
  },
  {
    path: '/quan-tri/thu-tuc/:code',
    file: 'systems/procedures/web/admin-procedure.tsx',
    permission: 'procedure.manage',
  },
]
