import type { PageEntry } from '#web/pages.ts'

/** The pages of identity. */
export const pages: PageEntry[] = [
  { path: '/dang-nhap', file: 'systems/identity/web/sign-in.tsx', permission: 'public' },
  { path: '/quan-tri/can-bo', file: 'systems/identity/web/officers.tsx', permission: 'officer.manage' },
  {
    path: '/quan-tri/can-bo/moi',
    file: 'systems/identity/web/officer-new.tsx',
    permission: 'officer.manage',
  },
  { path: '/quan-tri/can-bo/:id', file: 'systems/identity/web/officer.tsx', permission: 'officer.manage' },
  { path: '/quan-tri/vai-tro', file: 'systems/identity/web/roles.tsx', permission: 'officer.manage' },
]
