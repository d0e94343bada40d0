import type { PageEntry } from '#web/pages.ts'

export const pages: PageEntry[] = [
  { path: '/dieu-hanh', file: 'systems/operations/web/wall.tsx', permission: 'wall.read' },
  { path: '/dieu-hanh/ho-so', file: 'systems/operations/web/evidence.tsx', permission: 'wall.read' },
  { path: '/dieu-hanh/theo/:cut', file: 'systems/operations/web/breakdown.tsx', permission: 'wall.read' },
]
