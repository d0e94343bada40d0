import type { PageEntry } from '#web/pages.ts'

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
  {
    path: '/ho-so/:code/ket-qua/:resultId/sai-sot',
    file: `${tracking}/result-mistake.tsx`,
    permission: 'citizen',
  },
  { path: '/ho-so/:code/rut', file: `${tracking}/withdraw.tsx`, permission: 'citizen' },
]

/** Open to everybody, and closed to guessing: see `guessablePaths`. */
const publicPages: PageEntry[] = [
  { path: '/tra-cuu', file: `${tracking}/lookup.tsx`, permission: 'public' },
  {
    path: '/kiem-tra/ket-qua/:token',
    file: `${tracking}/result-check.tsx`,
    permission: 'public',
    uploads: true,
  },
  { path: '/kiem-tra/:token', file: `${tracking}/check.tsx`, permission: 'public', uploads: true },
]

/** The officers' desk. What may be done on a page is asked again by each action. */
const deskPages: PageEntry[] = [
  { path: '/ban-lam-viec', file: `${desk}/queue.tsx`, permission: 'dossier.read' },
  { path: '/ban-lam-viec/tiep-nhan', file: `${desk}/counter.tsx`, permission: 'dossier.receive' },
  { path: '/ban-lam-viec/hang-loat', file: `${desk}/bulk.tsx`, permission: 'dossier.read' },
  { path: '/ban-lam-viec/in', file: `${desk}/print.tsx`, permission: 'dossier.read' },
  { path: '/ban-lam-viec/han-luat', file: `${desk}/deadlines.tsx`, permission: 'dossier.read' },
  { path: '/ban-lam-viec/han-luat/:rule', file: `${desk}/deadline-list.tsx`, permission: 'dossier.read' },
  { path: '/ban-lam-viec/xin-loi', file: `${desk}/apologies.tsx`, permission: 'dossier.approve' },
  { path: '/ban-lam-viec/so-theo-doi', file: `${desk}/register.tsx`, permission: 'dossier.receive' },
  { path: '/ban-lam-viec/tim', file: `${desk}/search.tsx`, permission: 'dossier.read' },
  { path: '/ban-lam-viec/ho-so/:id/ket-qua', file: `${desk}/results.tsx`, permission: 'dossier.read' },
  { path: '/ban-lam-viec/ho-so/:id/ky/:previewId', file: `${desk}/sign.tsx`, permission: 'dossier.read' },
  { path: '/ban-lam-viec/so-hoa', file: `${desk}/digital.tsx`, permission: 'dossier.read' },
  { path: '/ban-lam-viec/ho-so/:id', file: `${desk}/dossier.tsx`, permission: 'dossier.read' },
]

/** The administrator's, here because a reorganisation moves dossiers. */
const reorganisationPages: PageEntry[] = [
  {
    path: '/quan-tri/sap-xep',
    file: 'systems/dossiers/web/reorganisation/list.tsx',
    permission: 'agency.manage',
  },
  {
    path: '/quan-tri/sap-xep/:id',
    file: 'systems/dossiers/web/reorganisation/one.tsx',
    permission: 'agency.manage',
  },
]

export const pages: PageEntry[] = [...reorganisationPages, ...citizenPages, ...publicPages, ...deskPages]
