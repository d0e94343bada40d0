import type { PageEntry } from './pages.ts'

/** The pages that no system owns. */
export const pages: PageEntry[] = [
  { path: '/thanh-phan', file: 'web/pages/specimens.tsx', permission: 'public' },
  { path: '/ngon-ngu', file: 'web/pages/language.ts', permission: 'public' },
  { path: '/*', file: 'web/pages/not-found.tsx', permission: 'public' },
]
