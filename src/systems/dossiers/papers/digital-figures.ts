import { sql } from 'kysely'
import type { Connection } from '#platform/database/database.ts'
import { type Attachment, isId } from '../store.ts'

/** The counts behind group 4 of QĐ 766/QĐ-TTg, of finished dossiers. */
export type DigitalCounts = {
  readonly finished: number
  readonly hasResult: number
  readonly resultFile: number
  readonly papersAndResult: number
  readonly digitised: number
  readonly reused: number
  readonly national: number
  readonly identified: number
}

/** One component of group 4: which count over which. */
export type Indicator = {
  readonly id: '4.1' | '4.2' | '4.3' | '4.4' | '4.5'
  readonly part: 'resultFile' | 'papersAndResult' | 'digitised' | 'national' | 'identified'
  readonly whole: 'finished' | 'hasResult'
  /** The share from which the full points are given (facts of the implementer's description of QĐ 766). */
  readonly full?: number
}

export const indicators: readonly Indicator[] = [
  { id: '4.1', part: 'resultFile', whole: 'hasResult' },
  { id: '4.2', part: 'papersAndResult', whole: 'finished', full: 0.8 },
  { id: '4.3', part: 'digitised', whole: 'finished', full: 0.8 },
  { id: '4.4', part: 'national', whole: 'finished' },
  { id: '4.5', part: 'identified', whole: 'finished' },
]

/** The share of an indicator; null when nothing was to be counted: that is not 0 %. */
export function shareOf(
  counts: DigitalCounts,
  { part, whole }: Pick<Indicator, 'part' | 'whole'>,
): number | null {
  return counts[whole] === 0 ? null : counts[part] / counts[whole]
}

/** How much of the points of a component is reached: the share, or all from its threshold on (QĐ 766 technical description). */
export function reachedOf(counts: DigitalCounts, indicator: Indicator): number | null {
  const share = shareOf(counts, indicator)
  if (share === null || indicator.full === undefined) return share
  return Math.min(1, share / indicator.full)
}

/** What the national sync says of one file: TaiLieuNop.DuocSoHoa, DuocTaiSuDung, DuocLayTuKhoDMQG. */
export type SubmittedFlags = {
  readonly digitised: 0 | 1
  /** 1: a paper of the store; 2: a result of an earlier dossier. The list of values is known, their meaning is our reading. */
  readonly reused: 0 | 1 | 2
  readonly national: 0 | 1
}

/** The flags of a file as it stands now. No file comes from the national store before the exchange with it exists. */
export function submittedFlags(
  file: Pick<Attachment, 'confirmedAt' | 'reusedFrom' | 'reusedSource'>,
): SubmittedFlags {
  const reused = file.reusedFrom === null ? 0 : file.reusedSource === 'result' ? 2 : 1
  return { digitised: file.confirmedAt === null ? 0 : 1, reused, national: 0 }
}

/** HoSoCoThanhPhanSoHoa: 1 when any paper was digitised here or before. */
export function hasDigitised(files: readonly Parameters<typeof submittedFlags>[0][]): 0 | 1 {
  return files.map(submittedFlags).some((flags) => flags.digitised === 1 || flags.reused > 0) ? 1 : 0
}

type Period = { readonly agencyIds: ReadonlySet<string> | 'all'; readonly from: string; readonly to: string }

export type AgencyCounts = DigitalCounts & { readonly agencyId: string; readonly agencyName: string }

/** The counts of each agency over days (yyyy-MM-dd, both included), the largest first. */
export async function countDigital(db: Connection, { agencyIds, from, to }: Period): Promise<AgencyCounts[]> {
  let found = db
    .selectFrom('dossiers.digitalCount as count')
    .leftJoin('administration.agency as agency', 'agency.id', 'count.agencyId')
    .select(({ ref }) => [
      'count.agencyId',
      sql<string>`coalesce(agency.name, count.agency_id)`.as('agencyName'),
      ...sums.map((name) => sql<number>`sum(${ref(`count.${name}`)})::int`.as(name)),
    ])
    .where('count.onDate', '>=', from)
    .where('count.onDate', '<=', to)
    .groupBy(['count.agencyId', 'agency.name'])
    .orderBy(sql`sum(count.finished)`, 'desc')
    .orderBy('count.agencyId')
  if (agencyIds !== 'all') found = found.where('count.agencyId', 'in', [...agencyIds, ''])
  return (await found.execute()) as AgencyCounts[]
}

const sums = [
  'finished',
  'hasResult',
  'resultFile',
  'papersAndResult',
  'digitised',
  'reused',
  'national',
  'identified',
] as const

/** The counts of several agencies together. */
export function sumOf(rows: readonly DigitalCounts[]): DigitalCounts {
  const total = (name: (typeof sums)[number]) => rows.reduce((sum, row) => sum + row[name], 0)
  return Object.fromEntries(sums.map((name) => [name, total(name)])) as DigitalCounts
}

type Behind = Period & {
  readonly part: Exclude<keyof DigitalCounts, 'finished' | 'hasResult'>
  /** Those that count, or those that are missing. */
  readonly has: boolean
  readonly after?: string | undefined
}

export type MarkedDossier = {
  readonly id: string
  readonly code: string
  readonly procedureName: string
  readonly agencyId: string
  readonly onDate: string
}

const PAGE = 50

/** The dossiers behind a figure, the newest day first, a page of 50; `after` is the last id of the page before. */
export async function listMarked(db: Connection, behind: Behind): Promise<MarkedDossier[]> {
  const { agencyIds, from, to, part, has, after } = behind
  let found = db
    .selectFrom('dossiers.digitalMark as mark')
    .innerJoin('dossiers.dossier as dossier', 'dossier.id', 'mark.dossierId')
    .select(['dossier.id', 'dossier.code', 'dossier.procedureName', 'mark.agencyId', 'mark.onDate'])
    .where('mark.onDate', '>=', from)
    .where('mark.onDate', '<=', to)
    .where(`mark.${part}`, '=', has)
    .orderBy('mark.onDate', 'desc')
    .orderBy('mark.dossierId', 'desc')
    .limit(PAGE)
  if (part === 'resultFile') found = found.where('mark.hasResult', '=', true)
  if (agencyIds !== 'all') found = found.where('mark.agencyId', 'in', [...agencyIds, ''])
  if (after && isId(after)) {
    found = found.where(
      sql<boolean>`(mark.on_date, mark.dossier_id) < (select on_date, dossier_id from dossiers.digital_mark where dossier_id = ${after})`,
    )
  }
  return found.execute()
}
