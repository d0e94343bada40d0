import type { PageEntry } from '../../../web/pages.ts'

/** The pages of identity. */
export const pages: PageEntry[] = [
  { path: '/dang-nhap', file: 'systems/identity/web/sign-in.tsx', permission: 'public' },
]
