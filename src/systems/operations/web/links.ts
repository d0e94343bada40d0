import type { FigureName } from '../figures.ts'
import type { EvidenceQuery, WallQuery } from '../schema.ts'

/*
 * The addresses of the wall: what the API says in English, a page says in Vietnamese. Used in the browser too, so it
 * imports nothing but types.
 */

const periodWords = {
  today: 'hom-nay',
  '7d': '7-ngay',
  '30d': '30-ngay',
  month: 'thang',
  year: 'nam',
} as const

type PeriodName = keyof typeof periodWords

export const figureWords: Readonly<Record<FigureName, string>> = {
  received: 'tiep-nhan',
  online: 'truc-tuyen',
  direct: 'truc-tiep',
  post: 'buu-chinh',
  solved: 'co-ket-qua',
  judged: 'tinh-dung-han',
  'on-time': 'khong-tre',
  early: 'truoc-han',
  'just-on-time': 'dung-han',
  late: 'tre-han',
  unpromised: 'khong-hen',
  refused: 'khong-tiep-nhan',
  withdrawn: 'da-rut',
  stopped: 'dung-xu-ly',
  returned: 'da-tra',
  open: 'dang-giai-quyet',
  'awaiting-reception': 'cho-tiep-nhan',
  'awaiting-citizen': 'cho-cong-dan',
  'awaiting-return': 'cho-tra',
  overdue: 'qua-han',
  'due-soon': 'sap-den-han',
  'due-today': 'den-han-hom-nay',
}

export const breakdowns = { agency: 'co-quan', field: 'linh-vuc', area: 'dia-ban' } as const
export type Breakdown = keyof typeof breakdowns

/** The question of an address, as far as it is one; the rest is left out. */
export function readWallQuery(search: URLSearchParams): WallQuery {
  const period = keyOf(periodWords, search.get('ky'))
  const agency = search.get('co-quan')
  const from = search.get('tu')
  const to = search.get('den')
  return {
    ...(period ? { period } : {}),
    ...(from && to ? { from, to } : {}),
    ...(agency && agency.length <= 40 ? { agency } : {}),
    ...(search.get('rieng') === '1' ? { own: true } : {}),
  }
}

/** The question of an evidence page; null when it names no figure. */
export function readEvidenceQuery(search: URLSearchParams): EvidenceQuery | null {
  const figure = keyOf(figureWords, search.get('chi-so'))
  if (!figure) return null
  const field = search.get('linh-vuc')
  const area = search.get('dia-ban')
  return {
    ...readWallQuery(search),
    figure,
    ...(field && field.length <= 200 ? { field } : {}),
    ...(area && /^\d{2,5}$/.test(area) ? { area } : {}),
  }
}

export function readBreakdown(word: string | undefined): Breakdown | undefined {
  return keyOf(breakdowns, word)
}

/** The wall, or a page under it, with that question. */
export function wallHref(query: WallQuery, path = '/dieu-hanh'): string {
  return withSearch(path, wallWords(query))
}

/** The wall with the form for two days of one's own. */
export function choosingHref(query: WallQuery): string {
  return withSearch('/dieu-hanh', { ...wallWords(query), chon: '1' })
}

/** The dossiers behind a figure. */
export function evidenceHref(query: EvidenceQuery, after?: string): string {
  const { figure, field, area } = query
  return withSearch('/dieu-hanh/ho-so', {
    'chi-so': figureWords[figure],
    ...wallWords(query),
    'linh-vuc': field,
    'dia-ban': area,
    sau: after,
  })
}

/** The same dossiers as a file. */
export function csvHref({ own, ...query }: EvidenceQuery): string {
  return withSearch('/api/operations/evidence.csv', { ...query, own: own ? 'true' : undefined })
}

/** The stream of the same wall. */
export function streamHref({ own, ...query }: WallQuery): string {
  return withSearch('/api/operations/stream', { ...query, own: own ? 'true' : undefined })
}

/** The question in the words of an address. */
export function wallWords({ period, from, to, agency, own }: WallQuery): Record<string, string | undefined> {
  return {
    ky: period && !(from && to) ? periodWords[period] : undefined,
    tu: from,
    den: to,
    'co-quan': agency,
    rieng: own ? '1' : undefined,
  }
}

function withSearch(path: string, words: Readonly<Record<string, string | undefined>>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(words)) if (value) search.set(name, value)
  return search.size === 0 ? path : `${path}?${search}`
}

function keyOf<K extends string>(
  words: Readonly<Record<K, string>>,
  word: string | null | undefined,
): K | undefined {
  return (Object.keys(words) as K[]).find((key) => words[key] === word)
}

export const periodNames = Object.keys(periodWords) as PeriodName[]
