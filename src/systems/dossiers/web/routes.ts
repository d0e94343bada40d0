import type { PageEntry } from '../../../web/pages.ts'

const desk = 'systems/dossiers/web/desk'
const filing = 'systems/dossiers/web/filing'
const tracking = 'systems/dossiers/web/tracking'

/** The citizen's pages; `nhap` is a draft. */
const citizenPages: PageEntry[] = [
  { path: '/nop/:code', file: `${filing}/start.tsx`, permission: 'citizen' },
  { path: '/ho-so/nhap/:id', file: `${filing}/resume.ts`, permission: 'citizen' },
  { path: '/ho-so/nhap/:id/giay-to', file: `${filing}/papers.tsx`, permission: 'citizen' },
  { path: '/ho-so/nhap/:id/nhan-ket-qua', file: `${filing}/delivery.tsx`, permission: 'citizen' },
  { path: '/ho-so/nhap/:id/xem-lai', file: `${filing}/review.tsx`, permission: 'citizen' },
  { path: '/ho-so/nhap/:id/xoa', file: `${filing}/discard.tsx`, permission: 'citizen' },
  { path: '/ho-so/nhap/:id/:page', file: `${filing}/form-page.tsx`, permission: 'citizen' },
  { path: '/ho-so/da-nop/:code', file: `${filing}/filed.tsx`, permission: 'citizen' },
  { path: '/ho-so', file: `${tracking}/my-dossiers.tsx`, permission: 'citizen' },
  { path: '/ho-so/:code', file: `${tracking}/dossier.tsx`, permission: 'citizen' },
  { path: '/ho-so/:code/bo-sung', file: `${tracking}/supplement.tsx`, permission: 'citizen' },
  { path: '/ho-so/:code/rut', file: `${tracking}/withdraw.tsx`, permission: 'citizen' },
]

/** Open to everybody, and closed to guessing: see `guessablePaths`. */
const publicPages: PageEntry[] = [
  { path: '/tra-cuu', file: `${tracking}/lookup.tsx`, permission: 'public' },
  { path: '/kiem-tra/:token', file: `${tracking}/check.tsx`, permission: 'public' },
]

/** The officers' desk. What may be done on a page is asked again by each action. */
const deskPages: PageEntry[] = [
  { path: '/ban-lam-viec', file: `${desk}/queue.tsx`, permission: 'dossier.read' },
  { path: '/ban-lam-viec/tiep-nhan', file: `${desk}/counter.tsx`, permission: 'dossier.receive' },
  { path: '/ban-lam-viec/hang-loat', file: `${desk}/bulk.tsx`, permission: 'dossier.read' },
  { path: '/ban-lam-viec/in', file: `${desk}/print.tsx`, permission: 'dossier.read' },
  { path: '/ban-lam-viec/tim', file: `${desk}/search.tsx`, permission: 'dossier.read' },
  { path: '/ban-lam-viec/ho-so/:id', file: `${desk}/dossier.tsx`, permission: 'dossier.read' },
]

export const pages: PageEntry[] = [...citizenPages, ...publicPages, ...deskPages]
